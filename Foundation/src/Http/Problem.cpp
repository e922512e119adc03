//
// Problem.cpp
//
// Library: Foundation
// Package: Http
//
// Error answers as RFC 9457 says.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Problem.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Writer.h"
#include <string>


namespace Athanor::Http {


namespace {


/// What a client sent may be anything; JSON must be UTF-8.
std::string printable(std::string_view text)
{
	std::string result(text);
	if (isValidUtf8(result)) return result;
	for (char& c : result)
	{
		if (static_cast<unsigned char>(c) >= 0x80) c = '?';
	}
	return result;
}


} // namespace


Response problem(int status, std::string_view detail, std::string_view instance, std::string_view requestId,
				 const ProblemMembers& members)
{
	Response response(status);
	response.setContentType("application/problem+json");
	Json::Writer json(response.body());
	json.beginObject();
	json.key("type").value("about:blank");
	json.key("title").value(Response::reason(status));
	json.key("status").value(status);
	json.key("detail").value(printable(detail));
	json.key("instance").value(printable(instance));
	json.key("request_id").value(printable(requestId));
	if (members) members(json);
	json.endObject();
	return response;
}


Response problem(int status, std::string_view detail, const Request& request, const ProblemMembers& members)
{
	return problem(status, detail, request.path(), request.requestId(), members);
}


} // namespace Athanor::Http

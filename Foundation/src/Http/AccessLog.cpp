//
// AccessLog.cpp
//
// Library: Foundation
// Package: Http
//
// One line per request.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/AccessLog.h"


namespace Athanor::Http {


namespace {


void appendEscaped(std::string& line, std::string_view text)
{
	static constexpr char digits[] = "0123456789abcdef";
	if (text.empty()) line += '-';
	for (const char c : text)
	{
		const auto byte = static_cast<unsigned char>(c);
		if (byte > 0x20 && byte < 0x7F && c != '"' && c != '\\')
		{
			line += c;
			continue;
		}
		line += "\\x";
		line += digits[byte >> 4];
		line += digits[byte & 15];
	}
}


} // namespace


std::string accessLine(const Request& request, int status, std::size_t bytes, std::chrono::microseconds time)
{
	std::string line = request.clientAddress().toString();
	line += " \"";
	appendEscaped(line, request.methodName());
	line += ' ';
	appendEscaped(line, request.target());
	line += "\" ";
	line += std::to_string(status);
	line += ' ';
	line += std::to_string(bytes);
	line += ' ';
	line += std::to_string(time.count());
	line += ' ';
	appendEscaped(line, request.requestId());
	return line;
}


} // namespace Athanor::Http

//
// ErrorMapping.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ErrorMapping.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Http/Problem.h"
#include "Athanor/Json/Writer.h"
#include "Poco/Logger.h"
#include <string>
#include <string_view>
#include <typeinfo>


namespace Athanor {


namespace {


constexpr int retryAfterSeconds = 1;


/// One row of the contract's table, once the exception has chosen it.
struct Mapping
{
	int status;
	std::string detail; ///< shown to the client
	Http::ProblemMembers members;
};


Http::ProblemMembers flag(std::string_view name, bool value)
{
	return [name, value](Json::Writer& writer) {
		writer.key(name);
		writer.value(value);
	};
}


Mapping internalError()
{
	return {500, "The server failed to handle the request; its log says why under this request id", {}};
}


/// States that say more than the class of the exception does; SQLSTATE as PostgreSQL spells it.
bool mapState(const std::string& state, Mapping& mapping)
{
	if (state == "40001" || state == "40P01")
	{
		mapping = {409, "The request collided with another one; it may be sent again", flag("retry", true)};
	}
	else if (state == "53100")
		mapping = {507, "The database has no space left", {}};
	else if (state == "57014")
		mapping = {504, "The database took too long", {}};
	else
		return false;
	return true;
}


Http::ProblemMembers listed(const std::vector<FieldError>& errors)
{
	if (errors.empty()) return {};
	return [errors](Json::Writer& writer) {
		writer.key("errors");
		writer.beginArray();
		for (const FieldError& error : errors)
		{
			writer.beginObject();
			if (error.index >= 0) writer.key("index").value(error.index);
			writer.key("field").value(std::string_view(error.field));
			writer.key("reason").value(std::string_view(error.reason));
			writer.endObject();
		}
		writer.endArray();
	};
}


Mapping mapUnknownCommit()
{
	Mapping mapping{
		500, "The connection was lost during the commit: whether the change was made is not known", {}};
	mapping.members = [](Json::Writer& writer) {
		writer.key("outcome");
		writer.value(std::string_view("unknown"));
	};
	return mapping;
}


/// The request did what it was to do, but its answer cannot be given.
Mapping mapCommitted()
{
	Mapping mapping{500, "The change was made, but the row as it is stored now cannot be read", {}};
	mapping.members = [](Json::Writer& writer) {
		writer.key("outcome");
		writer.value(std::string_view("committed"));
	};
	return mapping;
}


Mapping mapDatabase(const DatabaseException& exception)
{
	Mapping mapping = internalError();
	const auto is = [&](auto* type) { return dynamic_cast<decltype(type)>(&exception) != nullptr; };
	if (const auto* http = dynamic_cast<const HttpException*>(&exception))
		return {http->status(), http->message(), {}};
	if (const auto* validation = dynamic_cast<const ValidationException*>(&exception))
		return {422, "The body is well-formed but not valid", listed(validation->errors())};
	if (is(static_cast<const CommitUnknownException*>(nullptr))) return mapUnknownCommit();
	if (exception.detail().committed) return mapCommitted();
	if (mapState(exception.detail().sqlState, mapping)) return mapping;
	if (is(static_cast<const NotFoundException*>(nullptr)))
		return {404, "The requested resource was not found", {}};
	if (is(static_cast<const DuplicateKeyException*>(nullptr)))
		return {409, "A resource with the same key exists already", listed(exception.detail().rows)};
	if (is(static_cast<const ForeignKeyException*>(nullptr)))
	{
		return {409, "The resource refers to one that does not exist, or is referred to by another",
				listed(exception.detail().rows)};
	}
	if (is(static_cast<const IntegrityException*>(nullptr)))
		return {409, "The change violates a rule of the database", listed(exception.detail().rows)};
	if (is(static_cast<const ConnectionException*>(nullptr)))
		return {503, "The database is not available at the moment", {}};
	if (is(static_cast<const TimeoutException*>(nullptr))) return {504, "The database took too long", {}};
	return mapping;
}


void logFailure(int status, const std::string& text, const Http::Request& request)
{
	if (status < 500) return;
	Poco::Logger& logger = Poco::Logger::get("athanor.handler");
	const std::string line = std::string(request.methodName()) + " " + std::string(request.path()) + " " +
							 std::to_string(status) + " [" + request.requestId() + "] " + text;
	// An unavailable database is expected weather; anything else is a defect of somebody.
	if (status == 503)
		logger.warning(line);
	else
		logger.error(line);
}


std::string describe(const DatabaseException& exception)
{
	const ErrorDetail& detail = exception.detail();
	std::string text = exception.displayText();
	if (!detail.bindKey.empty()) text += " (bind " + detail.bindKey + ")";
	if (!detail.sqlState.empty()) text += " SQLSTATE " + detail.sqlState;
	if (!detail.statement.empty()) text += " in: " + detail.statement;
	return text;
}


/// Which databases did not commit although others did: the client cannot send the request again as if nothing had
/// happened.
void addUncommitted(Mapping& mapping, const std::vector<std::string>& bindKeys)
{
	if (bindKeys.empty()) return;
	mapping.status = 500;
	mapping.detail = "One of several databases did not commit; what was done on the others is kept";
	mapping.members = [bindKeys](Json::Writer& writer) {
		writer.key("not_committed");
		writer.beginArray();
		for (const std::string& bindKey : bindKeys)
		{
			writer.value(std::string_view(bindKey));
		}
		writer.endArray();
	};
}


Http::Response answer(const Mapping& mapping, const Http::Request& request)
{
	Http::Response response = Http::problem(mapping.status, mapping.detail, request, mapping.members);
	if (mapping.status == 503) response.retryAfter(retryAfterSeconds);
	return response;
}


} // namespace


Http::Response toResponse(const std::exception_ptr& exception, const Http::Request& request)
{
	Mapping mapping = internalError();
	std::string text;
	try
	{
		std::rethrow_exception(exception);
	}
	catch (const DatabaseException& known)
	{
		mapping = mapDatabase(known);
		addUncommitted(mapping, known.detail().uncommitted);
		text = describe(known);
	}
	catch (const Poco::Exception& poco)
	{
		text = poco.displayText();
	}
	catch (const std::exception& standard)
	{
		text = std::string(typeid(standard).name()) + ": " + standard.what();
	}
	catch (...)
	{
		text = "an exception of unknown type";
	}
	logFailure(mapping.status, text, request);
	return answer(mapping, request);
}


} // namespace Athanor

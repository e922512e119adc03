//
// Binder.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Binder.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Errors.h"
#include <cmath>
#include <sqlite3.h>


namespace Athanor::SQLite {


namespace {


/// Binds the value of one placeholder; each overload returns SQLite's code.
class Binder
{
public:
	Binder(sqlite3_stmt* statement, int index, bool copy):
		_statement(statement),
		_index(index),
		_copy(copy)
	{
	}

	int operator()(std::monostate) const
	{
		return sqlite3_bind_null(_statement, _index);
	}
	int operator()(bool value) const
	{
		return sqlite3_bind_int64(_statement, _index, value ? 1 : 0);
	}
	int operator()(std::int64_t value) const
	{
		return sqlite3_bind_int64(_statement, _index, value);
	}
	int operator()(double value) const
	{
		if (!std::isfinite(value)) refuse("a number that is not finite");
		return sqlite3_bind_double(_statement, _index, value);
	}
	int operator()(const Decimal& value) const
	{
		return text(value.toString(), _copy);
	}
	int operator()(const std::string& value) const
	{
		if (value.find('\0') != std::string::npos) refuse("text with a NUL");
		if (!isValidUtf8(value)) refuse("text that is not UTF-8");
		return text(value, _copy);
	}
	int operator()(const Bytes& value) const
	{
		return blob(value.data.data(), value.data.size());
	}
	int operator()(const UUID& value) const
	{
		return blob(value.bytes().data(), value.bytes().size());
	}
	int operator()(const Date& value) const
	{
		return text(value.toString(), true);
	}
	int operator()(const Time& value) const
	{
		return text(value.toString(), true);
	}
	int operator()(const DateTime& value) const
	{
		return text(value.toSQL(), true);
	}
	int operator()(const JsonText& value) const
	{
		return (*this)(value.text);
	}
	int operator()(const Interval& value) const
	{
		return sqlite3_bind_int64(_statement, _index, value.microseconds());
	}

private:
	[[noreturn]] void refuse(const char* what) const
	{
		throw SerializationException("parameter " + std::to_string(_index) + ": " + what +
									 " cannot be stored");
	}

	int text(const std::string& value, bool copy) const
	{
		return sqlite3_bind_text64(_statement, _index, value.c_str(), value.size(),
								   copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
	}

	int blob(const void* data, std::size_t size) const
	{
		// A null pointer would bind null.
		const void* content = size == 0 ? "" : data;
		return sqlite3_bind_blob64(_statement, _index, content, size,
								   _copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
	}

	sqlite3_stmt* _statement;
	int _index;
	bool _copy;
};


} // namespace


void bind(sqlite3_stmt* statement, const Parameters& parameters, bool copy)
{
	const int expected = sqlite3_bind_parameter_count(statement);
	if (parameters.size() != static_cast<std::size_t>(expected))
	{
		ErrorDetail detail;
		detail.sqlState = "07001";
		detail.statement = sqlite3_sql(statement);
		throw InvalidRequestException("the statement has " + std::to_string(expected) + " parameters, " +
										  std::to_string(parameters.size()) + " were given",
									  detail);
	}
	int index = 0;
	for (const Value& value : parameters)
	{
		const int code = std::visit(Binder(statement, ++index, copy), value.variant());
		if (code != SQLITE_OK) raise(lastFailure(sqlite3_db_handle(statement), sqlite3_sql(statement)));
	}
}


} // namespace Athanor::SQLite

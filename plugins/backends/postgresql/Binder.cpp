//
// Binder.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Binder.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Types.h"
#include <charconv>
#include <cmath>
#include <limits>


namespace Athanor::PostgreSQL {


/// Adds the value of one placeholder to a Bound.
class Binder
{
public:
	explicit Binder(Bound& bound):
		_bound(bound)
	{
	}

	void operator()(std::monostate) const
	{
		add(Types::unknown, nullptr, 0, false, 'n');
	}
	void operator()(bool value) const
	{
		add(Types::boolean, value ? "t" : "f", 1, false, 'b');
	}
	void operator()(std::int64_t value) const
	{
		using Small = std::numeric_limits<std::int32_t>;
		const bool small = value >= Small::min() && value <= Small::max();
		addText(small ? Types::int4 : Types::int8, std::to_string(value), small ? 'i' : 'I');
	}
	void operator()(double value) const
	{
		if (!std::isfinite(value)) refuse("a number that is not finite");
		char text[32];
		const auto end = std::to_chars(text, text + sizeof text, value).ptr;
		addText(Types::float8, std::string_view(text, static_cast<std::size_t>(end - text)), 'd');
	}
	void operator()(const Decimal& value) const
	{
		add(Types::numeric, value.toString().c_str(), value.toString().size(), false, 'm');
	}
	void operator()(const std::string& value) const
	{
		if (value.find('\0') != std::string::npos) refuse("text with a NUL");
		if (!isValidUtf8(value)) refuse("text that is not UTF-8");
		add(Types::unknown, value.c_str(), value.size(), false, 'n');
	}
	void operator()(const Bytes& value) const
	{
		add(Types::bytea, value.data.c_str(), value.data.size(), true, 'y');
	}
	void operator()(const UUID& value) const
	{
		const auto& bytes = value.bytes();
		addText(Types::uuid, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, 'u', true);
	}
	void operator()(const Date& value) const
	{
		addText(Types::date, value.toString(), 'D');
	}
	void operator()(const Time& value) const
	{
		addText(Types::time, value.toString(), 'T');
	}
	void operator()(const DateTime& value) const
	{
		addText(Types::timestamptz, value.toString(), 'z');
	}
	void operator()(const JsonText& value) const
	{
		(*this)(value.text);
	}
	void operator()(const Interval& value) const
	{
		// The server's own form: microseconds, then no days and no months, in network order.
		std::string bytes(16, '\0');
		const std::uint64_t micros = static_cast<std::uint64_t>(value.microseconds());
		for (std::size_t i = 0; i < 8; ++i)
			bytes[i] = static_cast<char>(micros >> (56 - 8 * i) & 0xFF);
		addText(Types::interval, bytes, 'v', true);
	}

private:
	[[noreturn]] void refuse(const char* what) const
	{
		throw SerializationException("parameter " + std::to_string(_bound._values.size() + 1) + ": " + what +
									 " cannot be stored");
	}

	void addText(Oid type, std::string_view text, char sign, bool binary = false) const
	{
		const std::pmr::string& kept = _bound._texts.emplace_back(text);
		add(type, kept.c_str(), kept.size(), binary, sign);
	}

	void add(Oid type, const char* value, std::size_t size, bool binary, char sign) const
	{
		if (size > static_cast<std::size_t>(std::numeric_limits<int>::max()))
			refuse("a value of 2 GB or more");
		_bound._types.push_back(type);
		_bound._values.push_back(value);
		_bound._lengths.push_back(static_cast<int>(size));
		_bound._formats.push_back(binary ? 1 : 0);
		_bound._signature += sign;
	}

	Bound& _bound;
};


Bound::Bound(const Parameters& parameters)
{
	constexpr std::size_t limit = 65535;
	if (parameters.size() > limit)
	{
		ErrorDetail detail;
		detail.sqlState = "54023";
		throw InvalidRequestException("a statement has at most " + std::to_string(limit) + " parameters",
									  detail);
	}
	_types.reserve(parameters.size());
	_values.reserve(parameters.size());
	_lengths.reserve(parameters.size());
	_formats.reserve(parameters.size());
	_texts.reserve(parameters.size());
	for (const Value& value : parameters)
		std::visit(Binder(*this), value.variant());
}


} // namespace Athanor::PostgreSQL

//
// QueryParameters.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/QueryParameters.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <limits>


namespace Athanor {


namespace {


int hexDigit(char c) noexcept
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}


std::string decode(std::string_view encoded)
{
	std::string decoded;
	decoded.reserve(encoded.size());
	for (std::size_t i = 0; i < encoded.size(); ++i)
	{
		if (encoded[i] == '+')
			decoded += ' ';
		else if (encoded[i] != '%')
			decoded += encoded[i];
		else
		{
			const int high = i + 2 < encoded.size() ? hexDigit(encoded[i + 1]) : -1;
			const int low = i + 2 < encoded.size() ? hexDigit(encoded[i + 2]) : -1;
			if (high < 0 || low < 0)
				throw HttpException(400, "The query string has a malformed percent-encoding");
			decoded += static_cast<char>(high * 16 + low);
			i += 2;
		}
	}
	if (decoded.find('\0') != std::string::npos || !isValidUtf8(decoded))
	{
		throw HttpException(400, "The query string is not valid UTF-8 without NUL");
	}
	return decoded;
}


/// A parameter's name as a message shows it: of a bounded length.
std::string shown(std::string_view name)
{
	return "\"" + std::string(name.substr(0, 64)) + (name.size() > 64 ? "…\"" : "\"");
}


} // namespace


QueryParameters::QueryParameters(std::string_view query)
{
	constexpr std::size_t mostParameters = 1000;
	while (!query.empty())
	{
		const std::size_t end = std::min(query.find('&'), query.size());
		const std::string_view part = query.substr(0, end);
		query.remove_prefix(std::min(end + 1, query.size()));
		if (part.empty()) continue;
		const std::size_t equals = std::min(part.find('='), part.size());
		const std::string_view value = part.substr(std::min(equals + 1, part.size()));
		_parameters.push_back({decode(part.substr(0, equals)), decode(value)});
		if (_parameters.size() > mostParameters)
			throw HttpException(400, "The query string has too many parameters");
	}
}


std::optional<std::string> QueryParameters::text(std::string_view name)
{
	// Without parameters nothing can be unknown, and nobody has to remember what was asked for.
	if (_parameters.empty()) return std::nullopt;
	_asked.emplace_back(name);
	Parameter* found = nullptr;
	for (Parameter& parameter : _parameters)
	{
		if (parameter.name != name) continue;
		if (found) throw HttpException(400, "The parameter " + shown(name) + " was given twice");
		parameter.known = true;
		found = &parameter;
	}
	if (!found) return std::nullopt;
	return found->value;
}


std::vector<std::string> QueryParameters::all(std::string_view name)
{
	if (_parameters.empty()) return {};
	_asked.emplace_back(name);
	std::vector<std::string> values;
	for (Parameter& parameter : _parameters)
	{
		if (parameter.name != name) continue;
		parameter.known = true;
		values.push_back(parameter.value);
	}
	return values;
}


std::optional<bool> QueryParameters::boolean(std::string_view name)
{
	const std::optional<std::string> given = text(name);
	if (!given) return std::nullopt;
	if (*given == "true") return true;
	if (*given == "false") return false;
	throw HttpException(400, "The parameter " + shown(name) + " must be true or false");
}


std::optional<std::int64_t> QueryParameters::number(std::string_view name, std::int64_t minimum,
													std::int64_t maximum)
{
	const std::optional<std::string> given = text(name);
	if (!given) return std::nullopt;
	const std::optional<std::uint64_t> parsed = parseUnsigned(*given);
	const auto limit = static_cast<std::uint64_t>(maximum);
	if (parsed && *parsed <= limit && static_cast<std::int64_t>(*parsed) >= minimum)
	{
		return static_cast<std::int64_t>(*parsed);
	}
	throw HttpException(400, "The parameter " + shown(name) + " must be a whole number from " +
								 std::to_string(minimum) + " to " + std::to_string(maximum));
}


LimitOffset QueryParameters::page(const PageLimits& limits)
{
	constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
	const std::int64_t current = number("currentPage", 1, most).value_or(1);
	const std::int64_t fallback = std::min(limits.defaultSize, limits.maximumSize);
	const std::int64_t size = number("pageSize", 1, limits.maximumSize).value_or(fallback);
	if (current - 1 > most / size)
	{
		throw HttpException(400, "The parameter \"currentPage\" lies beyond the last possible page");
	}
	return {size, (current - 1) * size};
}


void QueryParameters::refuseUnknown() const
{
	const auto unknown = std::find_if(_parameters.begin(), _parameters.end(),
									  [](const Parameter& parameter) { return !parameter.known; });
	if (unknown == _parameters.end()) return;
	std::string known;
	for (const std::string& name : _asked)
	{
		known += (known.empty() ? "" : ", ") + name;
	}
	throw HttpException(400, "The parameter " + shown(unknown->name) +
								 " is not known here; known: " + (known.empty() ? "none" : known));
}


} // namespace Athanor

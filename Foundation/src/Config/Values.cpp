//
// Values.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Values.h"
#include "Athanor/Core/Text.h"
#include "Poco/Ascii.h"
#include <arpa/inet.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>


namespace Athanor::ConfigValues {


std::string_view trim(std::string_view text) noexcept
{
	while (!text.empty() && Poco::Ascii::isSpace(static_cast<unsigned char>(text.front())))
		text.remove_prefix(1);
	while (!text.empty() && Poco::Ascii::isSpace(static_cast<unsigned char>(text.back())))
		text.remove_suffix(1);
	return text;
}


bool equalsIgnoreCase(std::string_view left, std::string_view right) noexcept
{
	return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
		return Poco::Ascii::toLower(static_cast<unsigned char>(a)) ==
			   Poco::Ascii::toLower(static_cast<unsigned char>(b));
	});
}


int countCharacters(std::string_view text) noexcept
{
	return static_cast<int>(
		std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}


std::optional<bool> parseBoolean(std::string_view text)
{
	for (const char* word : {"true", "yes", "on"})
	{
		if (equalsIgnoreCase(text, word)) return true;
	}
	for (const char* word : {"false", "no", "off"})
	{
		if (equalsIgnoreCase(text, word)) return false;
	}
	return std::nullopt;
}


std::optional<std::int64_t> parseBytes(std::string_view text)
{
	std::int64_t unit = 1;
	const std::string_view suffix = text.size() > 3 ? text.substr(text.size() - 3) : std::string_view();
	if (equalsIgnoreCase(suffix, "KiB"))
		unit = std::int64_t(1) << 10;
	else if (equalsIgnoreCase(suffix, "MiB"))
		unit = std::int64_t(1) << 20;
	else if (equalsIgnoreCase(suffix, "GiB"))
		unit = std::int64_t(1) << 30;
	if (unit > 1) text = trim(text.substr(0, text.size() - 3));
	const auto number = parseInteger(text);
	if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / unit)
		return std::nullopt;
	return *number * unit;
}


std::optional<double> parseNumber(std::string_view text)
{
	double result = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
	if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(result))
		return std::nullopt;
	return result;
}


std::optional<std::string> parseChoice(std::string_view text, const std::vector<std::string>& choices)
{
	for (const auto& choice : choices)
	{
		if (equalsIgnoreCase(text, choice)) return choice;
	}
	return std::nullopt;
}


namespace {


/// The reason why host cannot be listened on, or nothing.
std::string hostProblem(const std::string& host, bool bracketed)
{
	unsigned char buffer[sizeof(in6_addr)];
	if (bracketed)
		return inet_pton(AF_INET6, host.c_str(), buffer) == 1 ? "" : "has no IPv6 address in its brackets";
	if (host.find(':') != std::string::npos) return "needs brackets around an IPv6 address ([::1]:8080)";
	const bool numeric = host.find_first_not_of("0123456789.") == std::string::npos;
	if (numeric && inet_pton(AF_INET, host.c_str(), buffer) != 1)
		return "has no IPv4 address before its port";
	const bool word = std::all_of(host.begin(), host.end(), [](char c) {
		return Poco::Ascii::isAlphaNumeric(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
	});
	return word ? "" : "has no host name or address before its port";
}


} // namespace


std::optional<ListenAddress> parseListen(std::string_view text, std::string& reason)
{
	const auto colon = text.rfind(':');
	const auto bracket = text.rfind(']');
	if (colon == std::string_view::npos || colon == 0 ||
		(bracket != std::string_view::npos && colon != bracket + 1))
	{
		reason = "is not host:port";
		return std::nullopt;
	}
	std::string host(text.substr(0, colon));
	const bool bracketed = host.front() == '[' && host.back() == ']';
	if (bracketed) host = host.substr(1, host.size() - 2);
	reason = hostProblem(host, bracketed);
	if (!reason.empty()) return std::nullopt;

	const auto port = parseInteger(text.substr(colon + 1));
	if (!port || *port < 0 || *port > 65535)
	{
		reason = "has no port from 0 to 65535";
		return std::nullopt;
	}
	return ListenAddress{host, static_cast<std::uint16_t>(*port)};
}


std::vector<ListItem> splitList(std::string_view text)
{
	std::vector<ListItem> result;
	if (trim(text).empty()) return result;
	std::size_t from = 0;
	while (from <= text.size())
	{
		const auto comma = std::min(text.find(',', from), text.size());
		const auto word = trim(text.substr(from, comma - from));
		const std::size_t start = word.empty() ? comma : static_cast<std::size_t>(word.data() - text.data());
		result.push_back({std::string(word), countCharacters(text.substr(0, start))});
		from = comma + 1;
	}
	return result;
}


std::string quote(std::string_view text)
{
	constexpr std::size_t longest = 60;
	if (text.size() <= longest) return '"' + std::string(text) + '"';
	std::size_t end = longest;
	while (end > 0 && (text[end] & 0xC0) == 0x80)
		--end;
	return '"' + std::string(text.substr(0, end)) + "...\"";
}


std::string join(const std::vector<std::string>& words)
{
	std::string result;
	for (const auto& word : words)
	{
		if (!result.empty()) result += ", ";
		result += word;
	}
	return result;
}


std::string joinChoices(const std::vector<std::string>& words)
{
	if (words.size() < 2) return join(words);
	const std::vector<std::string> head(words.begin(), words.end() - 1);
	return join(head) + " or " + words.back();
}


} // namespace Athanor::ConfigValues

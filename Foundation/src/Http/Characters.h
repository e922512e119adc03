//
// Characters.h
//
// Library: Foundation
// Package: Http
//
// Character classes of RFC 9110 and RFC 3986. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Characters_INCLUDED
#define Athanor_Http_Characters_INCLUDED


#include <cstddef>
#include <optional>
#include <string>
#include <string_view>


namespace Athanor::Http {


inline bool isAlpha(char c) noexcept
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}


inline bool isDigit(char c) noexcept
{
	return c >= '0' && c <= '9';
}


/// A character of a token: what methods and field names are made of.
inline bool isTokenChar(char c) noexcept
{
	return isAlpha(c) || isDigit(c) ||
		   (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}


inline bool isToken(std::string_view text) noexcept
{
	if (text.empty()) return false;
	for (const char c : text)
	{
		if (!isTokenChar(c)) return false;
	}
	return true;
}


/// A control character that no field may hold: all but the tab.
inline bool isForbiddenControl(char c) noexcept
{
	const auto byte = static_cast<unsigned char>(c);
	return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}


/// Whether the text holds one of those. No early exit: the compiler makes vectors of it, and nearly always there is none.
template <typename Predicate>
bool holds(std::string_view text, Predicate isOne) noexcept
{
	unsigned found = 0;
	for (const char c : text)
		found |= static_cast<unsigned>(isOne(c));
	return found != 0;
}


inline char lower(char c) noexcept
{
	return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}


inline bool equalIgnoringCase(std::string_view a, std::string_view b) noexcept
{
	if (a.size() != b.size()) return false;
	for (std::size_t i = 0; i < a.size(); ++i)
	{
		if (lower(a[i]) != lower(b[i])) return false;
	}
	return true;
}


/// Without blanks and tabs at both ends.
inline std::string_view trimmed(std::string_view text) noexcept
{
	while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
		text.remove_prefix(1);
	while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
		text.remove_suffix(1);
	return text;
}


/// The value of a hexadecimal digit, or -1.
inline int hexValue(char c) noexcept
{
	if (isDigit(c)) return c - '0';
	const char l = lower(c);
	return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}


/// Whether each `%` is followed by two hexadecimal digits.
inline bool isPercentEncodingValid(std::string_view text) noexcept
{
	for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 3))
	{
		if (i + 2 >= text.size() || hexValue(text[i + 1]) < 0 || hexValue(text[i + 2]) < 0) return false;
	}
	return true;
}


/// Decodes `%xx` once; nothing if an encoding is malformed. `+` stays `+`.
inline std::optional<std::string> percentDecoded(std::string_view text)
{
	std::string decoded;
	decoded.reserve(text.size());
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		if (text[i] != '%')
		{
			decoded.push_back(text[i]);
			continue;
		}
		if (i + 2 >= text.size()) return std::nullopt;
		const int high = hexValue(text[i + 1]);
		const int low = hexValue(text[i + 2]);
		if (high < 0 || low < 0) return std::nullopt;
		decoded.push_back(static_cast<char>(high * 16 + low));
		i += 2;
	}
	return decoded;
}


/// Calls f with each element of a comma-separated list, trimmed; empty elements are left out.
template <typename F>
void forEachElement(std::string_view list, F f)
{
	while (!list.empty())
	{
		const std::size_t comma = list.find(',');
		const std::string_view element = trimmed(list.substr(0, comma));
		if (!element.empty()) f(element);
		list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
	}
}


} // namespace Athanor::Http


#endif // Athanor_Http_Characters_INCLUDED

//
// Authority.h
//
// Library: Foundation
// Package: Http
//
// The authority of a URI: what a Host may be. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Authority_INCLUDED
#define Athanor_Http_Authority_INCLUDED


#include "Characters.h"
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>


namespace Athanor::Http {


/// Where the authority of `http://…` or `https://…` begins; nothing for another target.
inline std::optional<std::size_t> absoluteAuthority(std::string_view target) noexcept
{
	if (target.size() >= 7 && equalIgnoringCase(target.substr(0, 7), "http://")) return 7;
	if (target.size() >= 8 && equalIgnoringCase(target.substr(0, 8), "https://")) return 8;
	return std::nullopt;
}


inline bool isRegNameChar(char c) noexcept
{
	return isAlpha(c) || isDigit(c) ||
		   (c != '\0' && std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos);
}


inline bool isValidPort(std::string_view port) noexcept
{
	int value = 0;
	for (const char c : port)
	{
		if (!isDigit(c)) return false;
		value = value * 10 + (c - '0');
		if (value > 65535) return false;
	}
	return true;
}


/// `host`, `host:port`, `[address]` or `[address]:port`; a user name is refused. Not empty.
inline bool isValidAuthority(std::string_view authority) noexcept
{
	if (authority.empty()) return false;
	std::size_t hostEnd = 0;
	if (authority.front() == '[')
	{
		hostEnd = authority.find(']');
		if (hostEnd == std::string_view::npos || hostEnd < 3) return false;
		const std::string_view address = authority.substr(1, hostEnd - 1);
		const auto isAddressChar = [](char c) { return hexValue(c) >= 0 || c == ':' || c == '.'; };
		if (!std::all_of(address.begin(), address.end(), isAddressChar)) return false;
		if (address.find(':') == std::string_view::npos) return false;
		++hostEnd;
	}
	else
	{
		hostEnd = std::min(authority.find(':'), authority.size());
		const std::string_view host = authority.substr(0, hostEnd);
		if (host.empty() || !std::all_of(host.begin(), host.end(), isRegNameChar)) return false;
		if (!isPercentEncodingValid(host)) return false;
	}
	if (hostEnd == authority.size()) return true;
	return authority[hostEnd] == ':' && isValidPort(authority.substr(hostEnd + 1));
}


} // namespace Athanor::Http


#endif // Athanor_Http_Authority_INCLUDED

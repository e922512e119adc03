//
// ResponseHead.cpp
//
// Library: Foundation
// Package: Http
//
// Writes the head of a response.
//
// SPDX-License-Identifier: MIT
//
#include "ResponseHead.h"
#include "Characters.h"
#include <array>
#include <charconv>


namespace Athanor::Http {


namespace {


void appendNumber(std::string& out, std::size_t number)
{
	std::array<char, 20> digits{};
	const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
	out.append(digits.data(), end.ptr);
}


void appendField(std::string& out, std::string_view name, std::string_view value)
{
	out.append(name).append(": ").append(value).append("\r\n");
}


/// Fields that only the server may write: a second opinion on them would be a way to smuggle.
bool isServersOwn(std::string_view name)
{
	static constexpr std::array<std::string_view, 7> names = {
		"Connection", "Content-Length", "Date", "Keep-Alive", "Transfer-Encoding", "Upgrade", "X-Request-Id"};
	for (const std::string_view own : names)
	{
		if (equalIgnoringCase(name, own)) return true;
	}
	return false;
}


} // namespace


std::string_view DateCache::now()
{
	const std::time_t second = std::time(nullptr);
	if (second == _second) return _text;
	static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
														   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	std::tm parts{};
	::gmtime_r(&second, &parts);
	// Not strftime("%a … %b"), which speaks the language of the locale.
	std::array<char, 32> rest{};
	_text = days[static_cast<std::size_t>(parts.tm_wday)];
	_text.append(rest.data(), std::strftime(rest.data(), rest.size(), ", %d ", &parts));
	_text += months[static_cast<std::size_t>(parts.tm_mon)];
	_text.append(rest.data(), std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT", &parts));
	_second = second;
	return _text;
}


std::size_t appendResponse(std::string& out, const Response& response, const Framing& framing)
{
	const bool bodiless = response.status() == 204 || response.status() == 304;
	out.append("HTTP/1.1 ");
	appendNumber(out, static_cast<std::size_t>(response.status()));
	out.append(" ").append(Response::reason(response.status())).append("\r\n");
	appendField(out, "Date", framing.date);
	if (!response.contentType().empty() && !bodiless)
		appendField(out, "Content-Type", response.contentType());
	if (!bodiless)
	{
		out.append("Content-Length: ");
		appendNumber(out, response.body().size());
		out.append("\r\n");
	}
	appendField(out, "X-Request-Id", framing.requestId);
	if (!framing.keepAlive)
		out.append("Connection: close\r\n");
	else if (framing.sayKeepAlive)
		out.append("Connection: keep-alive\r\n");
	for (const auto& [name, value] : response.headers())
	{
		if (!isServersOwn(name)) appendField(out, name, value);
	}
	out.append("\r\n");
	if (bodiless || framing.headOnly) return 0;
	out.append(response.body());
	return response.body().size();
}


} // namespace Athanor::Http

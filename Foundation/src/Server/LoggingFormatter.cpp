//
// LoggingFormatter.cpp
//
// Library: Foundation
// Package: Server
//
// The two forms of a line of the log.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/LoggingFormatter.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Writer.h"
#include "Poco/Message.h"
#include <array>
#include <cstdio>
#include <ctime>
#include <string_view>


namespace Athanor {


namespace {


/// By Poco::Message::Priority, which counts from 1.
constexpr std::array<std::string_view, 9> levels{"None",   "Fatal",       "Critical", "Error", "Warning",
												 "Notice", "Information", "Debug",    "Trace"};


std::string_view levelOf(const Poco::Message& message) noexcept
{
	const auto priority = static_cast<std::size_t>(message.getPriority());
	return priority < levels.size() ? levels[priority] : levels[0];
}


void appendTime(std::string& text, const Poco::Timestamp& time)
{
	const auto microseconds = time.epochMicroseconds();
	const std::time_t seconds = time.epochTime();
	std::tm parts{};
	gmtime_r(&seconds, &parts);
	char buffer[40];
	const std::size_t length = std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%S", &parts);
	text.append(buffer, length);
	const int milliseconds = static_cast<int>(microseconds / 1000 % 1000);
	std::snprintf(buffer, sizeof buffer, ".%03dZ", milliseconds);
	text += buffer;
}


void appendEscape(std::string& text, unsigned char c)
{
	switch (c)
	{
	case '\n':
		text += "\\n";
		return;
	case '\r':
		text += "\\r";
		return;
	case '\t':
		text += "\\t";
		return;
	default:
		break;
	}
	constexpr std::string_view digits = "0123456789abcdef";
	text += "\\x";
	text += digits[c >> 4];
	text += digits[c & 15];
}


bool isControl(unsigned char c) noexcept
{
	return c < 0x20 || c == 0x7F;
}


/// The length of the well-formed UTF-8 character at the front, 0 if there is none. The control characters
/// U+0080 to U+009F, which some terminals obey, count as none.
std::size_t characterLength(std::string_view text) noexcept
{
	const auto first = static_cast<unsigned char>(text.front());
	if (first < 0x80) return 1;
	if (first == 0xC2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xA0) return 0;
	const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	return length <= text.size() && isValidUtf8(text.substr(0, length)) ? length : 0;
}


void appendPlain(std::string& text, std::string_view message)
{
	while (!message.empty())
	{
		const std::size_t length = characterLength(message);
		const auto first = static_cast<unsigned char>(message.front());
		if (length == 0 || isControl(first))
			appendEscape(text, first);
		else
			text.append(message, 0, length);
		message.remove_prefix(length == 0 ? 1 : length);
	}
}


/// JSON must be UTF-8: what is not becomes U+FFFD. DEL and U+0080 to U+009F are left as JSON allows them.
std::string validUtf8(const std::string& text)
{
	if (isValidUtf8(text)) return text;
	std::string result;
	for (std::string_view rest = text; !rest.empty();)
	{
		const std::size_t length = characterLength(rest);
		if (length == 0)
			result += "\xEF\xBF\xBD";
		else
			result.append(rest, 0, length);
		rest.remove_prefix(length == 0 ? 1 : length);
	}
	return result;
}


void appendJson(std::string& text, const Poco::Message& message)
{
	std::string time;
	appendTime(time, message.getTime());
	Json::Writer json(text);
	json.beginObject();
	json.key("time").value(time);
	json.key("level").value(toLower(levelOf(message)));
	json.key("logger").value(validUtf8(message.getSource()));
	json.key("text").value(validUtf8(message.getText()));
	json.endObject();
}


void appendText(std::string& text, const Poco::Message& message)
{
	appendTime(text, message.getTime());
	text += ' ';
	text += levelOf(message);
	text += ' ';
	appendPlain(text, message.getSource());
	text += ": ";
	appendPlain(text, message.getText());
}


} // namespace


LoggingFormatter::LoggingFormatter(LogFormat format) noexcept:
	_format(format)
{
}


LoggingFormatter::~LoggingFormatter() = default;


void LoggingFormatter::format(const Poco::Message& message, std::string& text)
{
	if (_format == LogFormat::Json)
		appendJson(text, message);
	else
		appendText(text, message);
}


} // namespace Athanor

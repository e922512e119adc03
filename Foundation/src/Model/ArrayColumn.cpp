//
// ArrayColumn.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/ArrayColumn.h"
#include "Athanor/Core/Text.h"
#include <optional>


namespace Athanor::Arrays {


namespace {


void appendString(std::string& json, std::string_view text)
{
	static constexpr std::string_view digits = "0123456789abcdef";
	static constexpr std::string_view signs = "\"\\bfnrt";
	static constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
	json += '"';
	for (const char c : text)
	{
		const auto code = static_cast<unsigned char>(c);
		const std::size_t known = meanings.find(c);
		// As databases write them, so that equal lists are equal texts.
		if (known != std::string_view::npos)
			(json += '\\') += signs[known];
		else if (code < 0x20)
			((json += "\\u00") += digits[code >> 4]) += digits[code & 15];
		else
			json += c;
	}
	json += '"';
}


void appendValue(std::string& json, const Value& value)
{
	switch (value.type())
	{
	case ValueType::Text:
		return appendString(json, value.get<std::string>());
	case ValueType::UUID:
		return appendString(json, value.get<UUID>().toString());
	case ValueType::Integer:
		json += std::to_string(value.get<std::int64_t>());
		return;
	case ValueType::Boolean:
		json += value.get<bool>() ? "true" : "false";
		return;
	default:
		throw SerializationException(std::string("a list has no ") + toString(value.type()) + " values");
	}
}


/// A Parser reads one array of values of one type.
///
/// Thread safety: one thread at a time.
class Parser
{
public:
	Parser(std::string_view json, ValueType element):
		_json(json),
		_element(element)
	{
	}

	std::vector<Value> array()
	{
		std::vector<Value> values;
		expect('[');
		if (!accept(']'))
		{
			do
				values.push_back(value());
			while (accept(','));
			expect(']');
		}
		skipBlanks();
		if (!_json.empty()) fail();
		return values;
	}

private:
	[[noreturn]] void fail() const
	{
		throw SerializationException(std::string("not a list of ") + toString(_element) + " values");
	}

	void skipBlanks()
	{
		_json.remove_prefix(std::min(_json.find_first_not_of(" \t\r\n"), _json.size()));
	}

	bool accept(char c)
	{
		skipBlanks();
		if (_json.empty() || _json.front() != c) return false;
		_json.remove_prefix(1);
		return true;
	}

	void expect(char c)
	{
		if (!accept(c)) fail();
	}

	Value value()
	{
		skipBlanks();
		if (_element == ValueType::Text) return string();
		if (_element == ValueType::UUID)
		{
			const std::optional<UUID> uuid = UUID::tryParse(string());
			if (!uuid) fail();
			return *uuid;
		}
		const std::string_view word = _json.substr(0, _json.find_first_of(",] \t\r\n"));
		_json.remove_prefix(word.size());
		if (_element == ValueType::Boolean && (word == "true" || word == "false")) return word == "true";
		const std::optional<std::int64_t> number = parseInteger(word);
		if (_element != ValueType::Integer || !number) fail();
		return *number;
	}

	char next()
	{
		if (_json.empty()) fail();
		const char c = _json.front();
		_json.remove_prefix(1);
		return c;
	}

	std::string string()
	{
		std::string text;
		if (next() != '"') fail();
		for (char c = next(); c != '"'; c = next())
		{
			if (c == '\\')
				escape(text);
			else
				text += c;
		}
		return text;
	}

	void escape(std::string& text)
	{
		static constexpr std::string_view signs = "\"\\/bfnrt";
		static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
		const char c = next();
		const std::size_t known = signs.find(c);
		if (known != std::string_view::npos)
			text += meanings[known];
		else if (c == 'u')
			appendCharacter(text);
		else
			fail();
	}

	unsigned hexadecimal()
	{
		unsigned code = 0;
		for (int i = 0; i < 4; ++i)
		{
			static constexpr std::string_view digits = "0123456789abcdef";
			const std::size_t digit = digits.find(toLower(std::string(1, next())));
			if (digit == std::string_view::npos) fail();
			code = code * 16 + static_cast<unsigned>(digit);
		}
		return code;
	}

	void appendCharacter(std::string& text)
	{
		unsigned code = hexadecimal();
		if (code >= 0xD800 && code < 0xDC00)
		{
			if (next() != '\\' || next() != 'u') fail();
			const unsigned low = hexadecimal();
			if (low < 0xDC00 || low > 0xDFFF) fail();
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		}
		else if (code >= 0xDC00 && code < 0xE000)
			fail();
		if (code < 0x80)
			text += static_cast<char>(code);
		else
			appendEncoded(text, code);
	}

	static void appendEncoded(std::string& text, unsigned code)
	{
		const auto tail = [&](unsigned bits) { text += static_cast<char>(0x80 | (bits & 0x3F)); };
		if (code < 0x800)
			text += static_cast<char>(0xC0 | code >> 6);
		else if (code < 0x10000)
			text += static_cast<char>(0xE0 | code >> 12);
		else
			text += static_cast<char>(0xF0 | code >> 18);
		if (code >= 0x10000) tail(code >> 12);
		if (code >= 0x800) tail(code >> 6);
		tail(code);
	}

	std::string_view _json;
	ValueType _element;
};


} // namespace


std::string toJson(const std::vector<Value>& values)
{
	std::string json = "[";
	for (const Value& value : values)
	{
		if (json.size() > 1) json += ',';
		appendValue(json, value);
	}
	return json + "]";
}


std::vector<Value> fromJson(std::string_view json, ValueType element)
{
	return Parser(json, element).array();
}


} // namespace Athanor::Arrays

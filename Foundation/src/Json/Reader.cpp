//
// Reader.cpp
//
// Library: Foundation
// Package: Json
//
// Builds the tree of a document from the events of rapidjson's reader.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <optional>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <set>
#include <string>
#include <vector>


namespace Athanor::Json {


namespace {


/// Takes rapidjson's events (the names of its methods are given) and refuses what parse() promises to refuse.
class Builder
{
public:
	explicit Builder(const ReaderLimits& limits) noexcept:
		_limits(limits)
	{
	}

	bool Null()
	{
		return add(Value());
	}

	bool Bool(bool value)
	{
		return add(Value(value));
	}

	bool RawNumber(const char* text, rapidjson::SizeType length, bool)
	{
		return add(Value::number(std::string(text, length)));
	}

	bool String(const char* text, rapidjson::SizeType length, bool)
	{
		const std::string_view string(text, length);
		if (const char* wrong = defect(string))
			return refuse(std::string(wrong) + " at " + path(_open.size()));
		return add(Value(string));
	}

	bool Key(const char* text, rapidjson::SizeType length, bool)
	{
		const std::string_view key(text, length);
		// The place is the object, not the member that its last key led to.
		if (const char* wrong = defect(key))
		{
			return refuse(std::string(wrong) + " in a key at " + path(_open.size() - 1));
		}
		if (_open.back().enter(key)) return true;
		std::string reason = "duplicate key ";
		appendQuoted(reason, key);
		return refuse(reason + " at " + path(_open.size() - 1));
	}

	bool StartObject()
	{
		return open(Open::Kind::Object);
	}

	bool EndObject(rapidjson::SizeType)
	{
		return close();
	}

	bool StartArray()
	{
		return open(Open::Kind::Array);
	}

	bool EndArray(rapidjson::SizeType)
	{
		return close();
	}

	// Numbers come as text, so these are never called.
	bool Int(int)
	{
		return false;
	}

	bool Uint(unsigned)
	{
		return false;
	}

	bool Int64(std::int64_t)
	{
		return false;
	}

	bool Uint64(std::uint64_t)
	{
		return false;
	}

	bool Double(double)
	{
		return false;
	}

	/// What parse() throws if an event was refused.
	const std::string& refusal() const noexcept
	{
		return _refusal;
	}

	/// Where the value is that could not be read; the object, if it was a key.
	std::string path() const
	{
		const bool isKey =
			!_open.empty() && _open.back().kind == Open::Kind::Object && !_open.back().valueDue;
		return path(_open.size() - (isKey ? 1 : 0));
	}

	Value take()
	{
		return std::move(*_root);
	}

private:
	/// A container that is not closed yet.
	struct Open
	{
		enum class Kind
		{
			Array,
			Object
		};

		Kind kind;
		Value::Array elements = {};
		Value::Object members = {};
		/// The member whose value comes next, if it is due.
		std::string key = {};
		bool valueDue = false;
		/// Filled only for objects with many members: comparing each with each would be an attack's lever.
		std::set<std::string, std::less<>> keys = {};

		/// False if the object has this key.
		bool enter(std::string_view name)
		{
			constexpr std::size_t few = 16;
			key = name;
			valueDue = true;
			const auto same = [name](const Value::Member& member) { return member.first == name; };
			if (members.size() < few) return std::none_of(members.begin(), members.end(), same);
			if (keys.empty())
			{
				for (const Value::Member& member : members)
					keys.insert(member.first);
			}
			return keys.emplace(name).second;
		}
	};

	static const char* defect(std::string_view text) noexcept
	{
		if (text.find('\0') != std::string_view::npos) return "NUL character";
		// Escapes can spell half a surrogate pair, whatever the bytes of the document are.
		if (!isValidUtf8(text)) return "half a surrogate pair";
		return nullptr;
	}

	bool refuse(std::string reason)
	{
		_refusal = std::move(reason);
		return false;
	}

	bool count()
	{
		if (++_nodes <= _limits.maxNodes) return true;
		return refuse("more than " + std::to_string(_limits.maxNodes) + " values at " + path(_open.size()));
	}

	bool open(Open::Kind kind)
	{
		if (!count()) return false;
		if (_open.size() >= static_cast<std::size_t>(std::max(_limits.maxDepth, 0)))
		{
			return refuse("nested deeper than " + std::to_string(_limits.maxDepth) + " levels at " +
						  path(_open.size()));
		}
		_open.push_back(Open{kind});
		return true;
	}

	bool close()
	{
		Open closed = std::move(_open.back());
		_open.pop_back();
		attach(closed.kind == Open::Kind::Array ? Value(std::move(closed.elements))
												: Value(std::move(closed.members)));
		return true;
	}

	bool add(Value value)
	{
		if (!count()) return false;
		attach(std::move(value));
		return true;
	}

	void attach(Value value)
	{
		if (_open.empty())
		{
			_root = std::move(value);
			return;
		}
		Open& container = _open.back();
		if (container.kind == Open::Kind::Array)
			container.elements.push_back(std::move(value));
		else
			container.members.emplace_back(std::move(container.key), std::move(value));
		container.valueDue = false;
	}

	/// A JSON pointer to where the outermost `depth` open containers lead.
	std::string path(std::size_t depth) const
	{
		std::string result;
		for (std::size_t i = 0; i < depth; ++i)
		{
			result += '/';
			if (_open[i].kind == Open::Kind::Array)
				result += std::to_string(_open[i].elements.size());
			else
				appendPointerToken(result, _open[i].key);
		}
		return result.empty() ? "/" : result;
	}

	static void appendPointerToken(std::string& to, std::string_view token)
	{
		for (const char c : token)
		{
			if (c == '~')
				to += "~0";
			else if (c == '/')
				to += "~1";
			else
				to += c;
		}
	}

	const ReaderLimits& _limits;
	std::vector<Open> _open;
	std::optional<Value> _root;
	std::size_t _nodes = 0;
	std::string _refusal;
};


[[noreturn]] void throwAt(std::string_view text, std::size_t offset, const std::string& reason)
{
	const std::string_view before = text.substr(0, std::min(offset, text.size()));
	const auto line = std::count(before.begin(), before.end(), '\n') + 1;
	const std::string_view inLine = before.substr(before.rfind('\n') + 1);
	const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
	const auto column = std::count_if(inLine.begin(), inLine.end(), isStart) + 1;
	throw InvalidRequestException("malformed JSON at line " + std::to_string(line) + ", column " +
								  std::to_string(column) + ": " + reason);
}


/// rapidjson's sentence in the form of ours.
std::string reasonOf(rapidjson::ParseErrorCode code)
{
	std::string reason = rapidjson::GetParseError_En(code);
	if (!reason.empty() && reason.back() == '.') reason.pop_back();
	if (!reason.empty()) reason.replace(0, 1, toLower(reason.substr(0, 1)));
	return reason;
}


/// Whether the document is wrong because of one value in it, and not in its structure.
bool isAboutValue(rapidjson::ParseErrorCode code) noexcept
{
	switch (code)
	{
	case rapidjson::kParseErrorNumberTooBig:
	case rapidjson::kParseErrorStringInvalidEncoding:
	case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
	case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
	case rapidjson::kParseErrorStringEscapeInvalid:
		return true;
	default:
		return false;
	}
}


} // namespace


Value parse(std::string_view text, const ReaderLimits& limits)
{
	if (text.substr(0, 3) == "\xEF\xBB\xBF") throwAt(text, 0, "byte order mark");
	constexpr unsigned flags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
	Builder builder(limits);
	rapidjson::MemoryStream stream(text.data(), text.size());
	rapidjson::Reader reader;
	const rapidjson::ParseResult result = reader.Parse<flags>(stream, builder);
	if (result.Code() == rapidjson::kParseErrorTermination)
	{
		throw InvalidRequestException("malformed JSON: " + builder.refusal());
	}
	if (result.IsError() && isAboutValue(result.Code()))
		throw InvalidRequestException("malformed JSON: " + reasonOf(result.Code()) + " at " + builder.path());
	if (result.IsError()) throwAt(text, result.Offset(), reasonOf(result.Code()));
	// To rapidjson a NUL byte is the end of the text.
	if (stream.Tell() != text.size()) throwAt(text, stream.Tell(), "NUL character after the document");
	return builder.take();
}


} // namespace Athanor::Json

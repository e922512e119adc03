//
// SectionReader.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "SectionReader.h"
#include "Values.h"
#include "Athanor/Core/Text.h"
#include "Poco/Bugcheck.h"
#include <utility>


namespace Athanor {


using namespace ConfigValues;


namespace {


/// A number by its type; nothing if text is none.
std::optional<std::int64_t> parseBy(const KeySpec& key, std::string_view text)
{
	return key.type == KeyType::Bytes ? parseBytes(text) : parseInteger(text);
}


std::string expected(const KeySpec& key)
{
	switch (key.type)
	{
	case KeyType::Milliseconds:
		return "is not a whole number of milliseconds";
	case KeyType::Seconds:
		return "is not a whole number of seconds";
	case KeyType::Bytes:
		return "is not a number of bytes (KiB, MiB and GiB may follow)";
	default:
		return "is not a whole number";
	}
}


/// `milliseconds, 1 to 10` gives `1 to 10`.
std::string rangeOf(const KeySpec& key)
{
	const std::string text = key.describe();
	const auto comma = text.find(", ") + 2;
	return text.substr(comma, text.find(';') - comma);
}


} // namespace


SectionReader::SectionReader(const ReaderContext& context, std::string pattern, const IniSection* section):
	_context(context),
	_pattern(std::move(pattern)),
	_section(section)
{
}


const KeySpec& SectionReader::spec(const std::string& key) const
{
	const auto* result = ConfigSchema::instance().find(_pattern, key);
	poco_check_ptr(result);
	return *result;
}


const IniEntry* SectionReader::entry(const std::string& key) const
{
	return _section ? _section->find(key) : nullptr;
}


std::optional<std::string> SectionReader::expand(const IniEntry& entry)
{
	Expander::Problem problem;
	auto result = _context.expander.expand(entry.value, problem);
	if (!result)
	{
		const int column = entry.valueColumn + problem.offset;
		_context.errors.add(
			{_context.document.position(entry.line, column), entry.section, entry.key, problem.reason, ""});
	}
	return result;
}


std::optional<SectionReader::Value> SectionReader::given(const std::string& key)
{
	const auto* found = entry(key);
	if (!found) return std::nullopt;
	auto text = expand(*found);
	if (!text) return std::nullopt;
	if (text->empty() && spec(key).type != KeyType::List)
	{
		error(*found, found->value.empty() ? "has no value" : "value is empty after expansion");
		return std::nullopt;
	}
	return Value{std::move(*text), found->value, found};
}


std::int64_t SectionReader::number(const std::string& key)
{
	const auto& known = spec(key);
	const auto preset = *parseBy(known, known.defaultText);
	const auto value = given(key);
	if (!value) return preset;
	const auto result = parseBy(known, value->text);
	if (!result)
		error(*value->entry, quote(value->raw) + " " + expected(known));
	else if (*result < known.minimum || *result > known.maximum)
		error(*value->entry, value->raw + " is not in the range " + rangeOf(known));
	else
		return *result;
	return preset;
}


int SectionReader::integer(const std::string& key)
{
	return static_cast<int>(number(key));
}


std::size_t SectionReader::bytes(const std::string& key)
{
	return static_cast<std::size_t>(number(key));
}


bool SectionReader::boolean(const std::string& key)
{
	const bool preset = spec(key).defaultText == "true";
	const auto value = given(key);
	if (!value) return preset;
	const auto result = parseBoolean(value->text);
	if (!result)
		error(*value->entry, quote(value->raw) + " is not true, false, yes, no, on or off",
			  closestMatch(value->raw, {"true", "false", "yes", "no", "on", "off"}));
	return result.value_or(preset);
}


std::string SectionReader::choice(const std::string& key)
{
	const auto& known = spec(key);
	const auto value = given(key);
	if (!value) return known.defaultText;
	const auto result = parseChoice(value->text, known.choices);
	if (!result)
		error(*value->entry, quote(value->raw) + " is not " + joinChoices(known.choices),
			  closestMatch(value->raw, known.choices));
	return result.value_or(known.defaultText);
}


std::optional<SectionReader::Value> SectionReader::text(const std::string& key)
{
	if (entry(key)) return given(key);
	const auto& known = spec(key);
	if (known.required) sectionError(key, "is missing");
	if (known.defaultText.empty()) return std::nullopt;
	Expander::Problem problem;
	auto preset = _context.expander.expand(known.defaultText, problem);
	if (!preset) return std::nullopt;
	return Value{std::move(*preset), known.defaultText, nullptr};
}


std::vector<SectionReader::Item> SectionReader::list(const std::string& key)
{
	const auto* found = entry(key);
	const auto value = given(key);
	std::vector<Item> result;
	const std::string text = found ? (value ? value->text : "") : spec(key).defaultText;
	for (auto& word : splitList(text))
	{
		// Columns inside a value are known only if nothing in front of them was expanded.
		const bool literal = found && value->text == value->raw;
		Item item{std::move(word.text), found, found ? found->valueColumn + (literal ? word.offset : 0) : 0};
		if (item.text.empty())
			error(item, key, "word missing between commas");
		else
			result.push_back(std::move(item));
	}
	return result;
}


void SectionReader::error(const IniEntry& entry, const std::string& reason, const std::string& suggestion)
{
	_context.errors.add({_context.document.position(entry.line, entry.valueColumn), entry.section, entry.key,
						 reason, suggestion});
}


void SectionReader::error(const Item& item, const std::string& key, const std::string& reason,
						  const std::string& suggestion)
{
	if (item.entry)
		_context.errors.add({_context.document.position(item.entry->line, item.column), item.entry->section,
							 item.entry->key, reason, suggestion});
	else
		sectionError(key, reason, suggestion);
}


void SectionReader::sectionError(const std::string& key, const std::string& reason,
								 const std::string& suggestion)
{
	const int line = _section ? _section->line : 0;
	const int column = _section ? _section->column : 0;
	_context.errors.add({_context.document.position(line, column), _section ? _section->name : _pattern, key,
						 reason, suggestion});
}


} // namespace Athanor

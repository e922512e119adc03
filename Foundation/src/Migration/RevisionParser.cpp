//
// RevisionParser.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "RevisionParser.h"
#include "Athanor/Config/ConfigSchema.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Poco/String.h"
#include "Poco/StringTokenizer.h"
#include <algorithm>


namespace Athanor {


namespace {


const std::vector<std::string>& headerKeys()
{
	static const std::vector<std::string> keys{"revision", "parents", "labels", "message", "date"};
	return keys;
}


bool startsWith(std::string_view text, std::string_view prefix) noexcept
{
	return text.compare(0, prefix.size(), prefix) == 0;
}


/// Whether a line looks as if somebody wanted it to begin a section.
bool meansSection(std::string_view line)
{
	if (!startsWith(line, "--")) return false;
	const std::string rest = toLower(Poco::trim(std::string(line.substr(2))));
	for (const char* word : {"upgrade", "downgrade"})
	{
		if (!startsWith(rest, word)) continue;
		const std::string more = Poco::trimLeft(rest.substr(std::string(word).size()));
		return more.empty() || more.front() == '[' || more == "no transaction";
	}
	return false;
}


} // namespace


RevisionParser::RevisionParser(std::string_view text, std::string path):
	_text(text)
{
	_revision.path = std::move(path);
}


void RevisionParser::fail(const std::string& reason) const
{
	throw ImproperConfigurationException(_revision.path + ":" + std::to_string(_line) + ": " + reason);
}


Revision RevisionParser::run()
{
	std::string_view rest = _text;
	while (!rest.empty())
	{
		++_line;
		const std::size_t end = std::min(rest.find('\n'), rest.size());
		const std::string_view line = rest.substr(0, end);
		rest.remove_prefix(std::min(end + 1, rest.size()));
		checkLine(line);
		if (sectionLine(line)) continue;
		if (_revision.sections.empty())
		{
			headerLine(line);
			continue;
		}
		std::string& sql = _revision.sections.back().sql;
		sql += line;
		sql += '\n';
	}
	checkComplete();
	return std::move(_revision);
}


void RevisionParser::checkLine(std::string_view line) const
{
	if (!line.empty() && line.back() == '\r')
		fail("the line ends in CR LF; revision files end their lines in LF (git: \"*.sql text eol=lf\")");
	if (!isValidUtf8(line)) fail("the line is no valid UTF-8");
	if (line.find('\0') != std::string_view::npos) fail("there is a NUL in the line");
	if (_line == 1 && startsWith(line, "\xEF\xBB\xBF")) fail("the file begins with a byte order mark");
}


void RevisionParser::headerLine(std::string_view line)
{
	if (Poco::trim(std::string(line)).empty() || line == "--") return;
	const std::size_t colon = line.find(": ");
	if (!startsWith(line, "-- ") || colon == std::string_view::npos)
		fail("expected a line of the header (\"-- key: value\") or the first section (\"-- upgrade\")");
	headerField(std::string(line.substr(3, colon - 3)), Poco::trim(std::string(line.substr(colon + 2))));
}


void RevisionParser::headerField(const std::string& key, const std::string& value)
{
	const auto& keys = headerKeys();
	if (std::find(keys.begin(), keys.end(), key) == keys.end())
	{
		const std::string close = closestMatch(key, keys);
		fail("unknown key \"" + key + "\" in the header" +
			 (close.empty() ? "" : "; did you mean " + close + "?"));
	}
	if (!_seen.insert(key).second) fail("\"" + key + "\" is there twice");
	if (key == "message")
		_revision.message = value;
	else if (key == "revision")
	{
		if (!isRevisionId(value)) fail("\"" + value + "\" is no id (1 to 32 letters, digits or _)");
		_revision.id = value;
	}
	else if (key == "parents")
		_revision.parents = idList(key, value);
	else if (key == "labels")
		_revision.labels = idList(key, value);
	else if (const auto date = DateTime::tryParse(value))
		_revision.date = *date;
	else
		fail("\"" + value + "\" is no date (YYYY-MM-DDTHH:MM:SSZ)");
}


std::vector<std::string> RevisionParser::idList(const std::string& key, const std::string& value) const
{
	std::vector<std::string> ids;
	const Poco::StringTokenizer words(value, ",", Poco::StringTokenizer::TOK_TRIM);
	for (const std::string& word : words)
	{
		if (!isRevisionId(word))
			fail("\"" + word + "\" in " + key + " is no id (1 to 32 letters, digits or _)");
		if (std::find(ids.begin(), ids.end(), word) != ids.end()) fail("\"" + word + "\" is twice in " + key);
		ids.push_back(word);
	}
	return ids;
}


bool RevisionParser::sectionLine(std::string_view line)
{
	if (!meansSection(line)) return false;
	RevisionSection section;
	section.line = _line + 1;
	std::string_view rest = line;
	for (const Direction direction : {Direction::Upgrade, Direction::Downgrade})
	{
		const std::string word = std::string("-- ") + toString(direction);
		if (!startsWith(rest, word)) continue;
		section.direction = direction;
		rest.remove_prefix(word.size());
	}
	if (startsWith(rest, " ["))
	{
		const std::size_t close = std::min(rest.find(']'), rest.size());
		const bool closed = close < rest.size();
		section.dialect = rest.substr(2, close - 2);
		rest.remove_prefix(std::min(close + 1, rest.size()));
		const bool named = isConfigName(section.dialect) && toLower(section.dialect) == section.dialect;
		if (!closed || !named) rest = "?";
	}
	if (rest == " no transaction")
	{
		section.transaction = false;
		rest = {};
	}
	if (!rest.empty() || rest.size() == line.size())
		fail("a section begins with exactly \"-- upgrade\" or \"-- downgrade\", perhaps followed by \" "
			 "[dialect]\" and "
			 "\" no transaction\"");
	checkSectionIsNew(section);
	_revision.sections.push_back(std::move(section));
	return true;
}


/// The same section twice is more likely a mistake of a merge than meant.
void RevisionParser::checkSectionIsNew(const RevisionSection& section) const
{
	for (const RevisionSection& known : _revision.sections)
	{
		const bool same = known.direction == section.direction && known.dialect == section.dialect &&
						  known.transaction == section.transaction;
		if (same) fail("this section is there already, in line " + std::to_string(known.line - 1));
	}
}


void RevisionParser::checkComplete()
{
	_line = 1;
	for (const char* key : {"revision", "message", "date"})
	{
		if (_seen.count(key) == 0) fail(std::string("the header has no \"-- ") + key + ": …\"");
	}
	if (_revision.sections.empty()) fail("there is no section (\"-- upgrade\")");
	const auto& parents = _revision.parents;
	if (std::find(parents.begin(), parents.end(), _revision.id) != parents.end())
		fail("the revision is its own parent");
}


} // namespace Athanor

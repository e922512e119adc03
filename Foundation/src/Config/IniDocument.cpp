//
// IniDocument.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/IniDocument.h"
#include "Values.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>


namespace Athanor {


using namespace ConfigValues;


const IniEntry* IniSection::find(std::string_view wanted) const noexcept
{
	const auto found = std::find_if(entries.begin(), entries.end(), [&](const IniEntry& entry) {
		return equalsIgnoreCase(entry.key, wanted);
	});
	return found == entries.end() ? nullptr : &*found;
}


const IniSection* IniDocument::find(std::string_view section) const noexcept
{
	const auto found = std::find_if(_sections.begin(), _sections.end(), [&](const IniSection& candidate) {
		return equalsIgnoreCase(candidate.name, section);
	});
	return found == _sections.end() ? nullptr : &*found;
}


/// An IniScanner fills an IniDocument, line by line.
///
/// Thread safety: one thread at a time.
class IniScanner
{
public:
	explicit IniScanner(IniDocument& document):
		_document(document)
	{
	}

	void scan()
	{
		const std::string_view text = _document._text;
		std::size_t from = 0;
		while (from < text.size())
		{
			const auto end = std::min(text.find('\n', from), text.size());
			++_line;
			auto line = text.substr(from, end - from);
			if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
			if (readable(line)) scanLine(line);
			from = end + 1;
		}
	}

private:
	bool readable(std::string_view line)
	{
		if (line.size() > IniDocument::maxLineBytes)
		{
			error(1, "", "line is longer than " + std::to_string(IniDocument::maxLineBytes) + " bytes");
			return false;
		}
		const auto control = std::find_if(line.begin(), line.end(), [](char c) {
			return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
		});
		if (!isValidUtf8(line))
		{
			error(1, "", "line is not UTF-8");
			return false;
		}
		if (control == line.end()) return true;
		const auto offset = static_cast<std::size_t>(control - line.begin());
		error(countCharacters(line.substr(0, offset)) + 1, "",
			  *control == '\0' ? "NUL character" : "control character");
		return false;
	}

	void scanLine(std::string_view line)
	{
		const auto content = trim(line);
		if (content.empty() || content.front() == ';') return;
		const auto indent = static_cast<std::size_t>(content.data() - line.data());
		const int column = countCharacters(line.substr(0, indent)) + 1;
		if (content.front() == '#')
			error(column, "", "a comment starts with ; and not with #");
		else if (content.front() == '[')
			scanHeader(content, column);
		else
			scanEntry(content, column);
	}

	void scanHeader(std::string_view content, int column)
	{
		const auto close = content.find(']');
		const std::string name(trim(content.substr(1, close == std::string_view::npos ? close : close - 1)));
		if (close == std::string_view::npos)
			error(column, "", "section header has no ]");
		else if (close + 1 < content.size())
			error(column + countCharacters(content.substr(0, close + 1)), "",
				  "text behind a section header; a comment needs a line of its own");
		else if (name.empty())
			error(column, "", "section header is empty");
		openSection(name, column);
	}

	/// What follows a wrong header belongs to it all the same: one mistake is to give one message.
	void openSection(const std::string& name, int column)
	{
		auto& sections = _document._sections;
		const auto known = std::find_if(sections.begin(), sections.end(), [&](const IniSection& section) {
			return equalsIgnoreCase(section.name, name);
		});
		_current = static_cast<std::size_t>(known - sections.begin());
		if (known == sections.end())
			sections.push_back({name, _line, column, {}});
		else if (!name.empty())
			_document._errors.add({_document.position(_line, column), known->name, "",
								   "section is there twice; first in line " + std::to_string(known->line),
								   ""});
	}

	void scanEntry(std::string_view content, int column)
	{
		const auto equals = content.find('=');
		if (equals == std::string_view::npos)
		{
			error(column, "", "line has no = between key and value");
			return;
		}
		const std::string key(trim(content.substr(0, equals)));
		const auto value = trim(content.substr(equals + 1));
		const auto start =
			value.empty() ? equals + 1 : static_cast<std::size_t>(value.data() - content.data());
		if (key.empty())
			error(column, "", "no key before the =");
		else if (_current == none)
			error(column, key, "key stands before the first section header");
		else
			addEntry({_document._sections[_current].name, key, std::string(value), _line, column,
					  column + countCharacters(content.substr(0, start))});
	}

	void addEntry(IniEntry entry)
	{
		// Poco flattens `[a.b] c` and `[a] b.c` to one key, so that is what must be unique.
		const auto [first, isNew] = _lines.emplace(toLower(entry.section + '.' + entry.key), _line);
		if (isNew)
			_document._sections[_current].entries.push_back(std::move(entry));
		else
			error(entry.keyColumn, entry.key,
				  "key is there twice; first in line " + std::to_string(first->second));
	}

	void error(int column, const std::string& key, const std::string& reason)
	{
		const std::string section = _current == none ? "" : _document._sections[_current].name;
		_document._errors.add({_document.position(_line, column), section, key, reason, ""});
	}

	static constexpr std::size_t none = static_cast<std::size_t>(-1);

	IniDocument& _document;
	std::size_t _current = none;
	std::map<std::string, int> _lines;
	int _line = 0;
};


IniDocument IniDocument::parse(std::string text, std::string fileName)
{
	IniDocument result;
	result._fileName = std::move(fileName);
	if (text.size() > maxFileBytes)
	{
		result._errors.add({result.position(0, 0), "", "",
							"file is larger than " + std::to_string(maxFileBytes) + " bytes", ""});
		return result;
	}
	if (text.compare(0, 3, "\xEF\xBB\xBF") == 0) text.erase(0, 3);
	result._text = std::move(text);
	IniScanner(result).scan();
	return result;
}


IniDocument IniDocument::load(const std::string& path)
{
	std::error_code status;
	std::string problem;
	std::string text;
	if (std::filesystem::is_directory(path, status))
		problem = "is a directory";
	else
	{
		errno = 0;
		std::ifstream file(path, std::ios::binary);
		if (file)
		{
			// One byte more than allowed tells parse() that the file is too large, whatever its size.
			text.resize(maxFileBytes + 1);
			file.read(text.data(), static_cast<std::streamsize>(text.size()));
			text.resize(static_cast<std::size_t>(file.gcount()));
			if (file.bad()) problem = "cannot be read";
		}
		else
			problem = std::string("cannot be read (") + std::strerror(errno) + ")";
	}
	auto result = parse(std::move(text), path);
	if (!problem.empty()) result._errors.add({result.position(0, 0), "", "", problem, ""});
	return result;
}


} // namespace Athanor

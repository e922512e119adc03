//
// IniDocument.h
//
// Library: Foundation
// Package: Config
//
// An ini file with the position of everything in it.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_IniDocument_INCLUDED
#define Athanor_Config_IniDocument_INCLUDED


#include "Athanor/Config/ConfigError.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// One `key = value` line.
struct IniEntry
{
	std::string section; ///< as in the header above it
	std::string key;     ///< as written
	std::string value;   ///< as written, blanks around it removed, `${…}` not expanded
	int line = 0;
	int keyColumn = 0;
	int valueColumn = 0; ///< of the first character of the value, or behind the `=` when it is empty
};


/// One `[section]` with its entries in the order of the file.
struct IniSection
{
	std::string name; ///< as written
	int line = 0;
	int column = 0; ///< of the `[`
	std::vector<IniEntry> entries;

	/// The entry of that name, or null. ASCII case is ignored. Valid as long as the section is unchanged.
	const IniEntry* find(std::string_view key) const noexcept;
};


/// An IniDocument is the text of an ini file, taken apart with positions and without interpretation.
///
/// Poco::Util::IniFileConfiguration reads the same files but forgets where things stood, lets the last of
/// two equal keys win, turns `# comment` into a key and keeps the order of nothing. This class refuses what
/// Poco would misread, so that whatever passes here means the same to both (a test compares them).
///
/// The rules: a line is a `[section]`, a `key = value`, blank, or a comment that starts with `;`. There are
/// no comments behind a value, no quotes, no continuation lines. Names of sections and keys ignore ASCII
/// case. A section and a key may appear once. Every key stands in a section. The text is UTF-8 (a byte order
/// mark and CRLF line ends are accepted), has no control characters, and no line is longer than
/// `maxLineBytes`. A document with mistakes still holds everything that could be understood.
///
/// Thread safety: immutable.
class Athanor_API IniDocument
{
public:
	static constexpr std::size_t maxLineBytes = 64 * 1024;
	static constexpr std::size_t maxFileBytes = 4 * 1024 * 1024;

	/// Takes text apart; fileName is what messages call the file.
	static IniDocument parse(std::string text, std::string fileName);
	/// Reads the file. One that cannot be read is an empty document with one mistake.
	static IniDocument load(const std::string& path);

	/// What is wrong with the text; what it means is not looked at.
	const ErrorList& errors() const noexcept
	{
		return _errors;
	}

	/// In the order of the file.
	const std::vector<IniSection>& sections() const noexcept
	{
		return _sections;
	}

	/// The section of that name, or null. ASCII case is ignored. Valid as long as the document.
	const IniSection* find(std::string_view section) const noexcept;

	/// The text without its byte order mark.
	const std::string& text() const noexcept
	{
		return _text;
	}

	const std::string& fileName() const noexcept
	{
		return _fileName;
	}

	SourcePosition position(int line, int column) const
	{
		return {_fileName, line, column};
	}

private:
	friend class IniScanner;

	std::string _text;
	std::string _fileName;
	std::vector<IniSection> _sections;
	ErrorList _errors;
};


} // namespace Athanor


#endif // Athanor_Config_IniDocument_INCLUDED

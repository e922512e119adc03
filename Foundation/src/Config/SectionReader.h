//
// SectionReader.h
//
// Library: Foundation
// Package: Config
//
// Typed access to one section of an ini file, by the schema. Internal to the Config layer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_SectionReader_INCLUDED
#define Athanor_Config_SectionReader_INCLUDED


#include "Expander.h"
#include "Athanor/Config/ConfigSchema.h"
#include "Athanor/Config/IniDocument.h"
#include <cstddef>
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


/// What all readers of one file share. The references outlive every reader.
struct ReaderContext
{
	const IniDocument& document;
	const Expander& expander;
	ErrorList& errors;
};


/// A SectionReader gives the keys of one section their types.
///
/// A key that is left out, or wrong, has the default of the schema; a wrong one is a mistake in the list as
/// well. So the reading goes on to the end, and one run finds everything.
///
/// Thread safety: one thread at a time.
class SectionReader
{
public:
	/// An expanded value and where it stands.
	struct Value
	{
		std::string text;
		std::string raw;       ///< as in the file: what messages may show
		const IniEntry* entry; ///< null for a default
	};

	/// One word of a list.
	struct Item
	{
		std::string text;
		const IniEntry* entry; ///< null for a default
		int column = 0;
	};

	/// section may be null: then every key has its default.
	SectionReader(const ReaderContext& context, std::string pattern, const IniSection* section);

	int integer(const std::string& key);
	std::size_t bytes(const std::string& key);
	bool boolean(const std::string& key);
	std::string choice(const std::string& key);
	/// Nothing only if the key is left out and has no default, or is wrong.
	std::optional<Value> text(const std::string& key);
	/// Empty words are reported and left out.
	std::vector<Item> list(const std::string& key);

	/// The key as the file has it, or null.
	const IniEntry* entry(const std::string& key) const;
	/// Expands a value; a failure is reported and gives nothing.
	std::optional<std::string> expand(const IniEntry& entry);

	void error(const IniEntry& entry, const std::string& reason, const std::string& suggestion = {});
	void error(const Item& item, const std::string& key, const std::string& reason,
			   const std::string& suggestion = {});
	void sectionError(const std::string& key, const std::string& reason, const std::string& suggestion = {});

private:
	const KeySpec& spec(const std::string& key) const;
	std::optional<Value> given(const std::string& key);
	std::int64_t number(const std::string& key);

	const ReaderContext& _context;
	std::string _pattern;
	const IniSection* _section;
};


} // namespace Athanor


#endif // Athanor_Config_SectionReader_INCLUDED

//
// ConfigSchema.h
//
// Library: Foundation
// Package: Config
//
// Every key that a configuration file may hold.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_ConfigSchema_INCLUDED
#define Athanor_Config_ConfigSchema_INCLUDED


#include "Athanor/Core/API.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


enum class KeyType
{
	Text,
	Integer,
	Boolean,      ///< true, false, yes, no, on, off
	Choice,       ///< one of KeySpec::choices
	List,         ///< words separated by commas
	Milliseconds, ///< a whole number
	Seconds,      ///< a whole number
	Bytes,        ///< a whole number, or one followed by KiB, MiB or GiB
	Path
};


/// What is known of one key.
struct Athanor_API KeySpec
{
	std::string section; ///< a name, or a pattern such as `database.<bind>.engine`
	std::string name;    ///< lower case; ends in `.<name>` when the rest of the key is free
	KeyType type = KeyType::Text;
	std::string defaultText; ///< as one would write it in the file; empty: nothing
	bool required = false;
	std::int64_t minimum = 0; ///< of numbers
	std::int64_t maximum = 0;
	std::vector<std::string> choices;
	std::string doc; ///< one sentence

	/// Type, unit, range or choices, and default in one line, as config/athanor.ini has it:
	/// `milliseconds, 1 to 3600000; default 10000`.
	std::string describe() const;
};


/// A ConfigSchema is the table of all sections and keys of the core.
///
/// Validation, defaults, `did you mean` and the documentation in config/athanor.ini come from this one
/// table (a test holds the file against it). Keys of service plugins are not in it: a plugin declares its
/// own through Settings.
///
/// Thread safety: immutable.
class Athanor_API ConfigSchema
{
public:
	/// A section name that fits the table.
	struct Match
	{
		std::string pattern; ///< `database.<bind>`
		std::string name;    ///< what stands for the part in angle brackets, as written; else empty
	};

	static const ConfigSchema& instance();

	/// Grouped by section, in the order of config/athanor.ini.
	const std::vector<KeySpec>& keys() const noexcept
	{
		return _keys;
	}

	/// The pattern that a section of a file fits, or nothing. ASCII case is ignored.
	std::optional<Match> match(std::string_view section) const;

	/// The key of that name, or null; keys with a free rest fit their pattern. ASCII case is ignored.
	const KeySpec* find(std::string_view pattern, std::string_view key) const;

	/// The names of the keys of a section.
	std::vector<std::string> keyNames(std::string_view pattern) const;

	/// Whether `[pattern]` takes keys that the table does not know.
	static bool isOpen(std::string_view pattern) noexcept;

	/// The section name that was probably meant, or empty. Knows what the names between the dots are:
	/// `database.reports.engin` gives `database.reports.engine`.
	std::string suggestSection(std::string_view section) const;

private:
	ConfigSchema();

	std::vector<KeySpec> _keys;
};


/// Whether `name` can name a bind, a service or a plugin: a letter or `_`, then letters, digits, `_`, `-`.
Athanor_API bool isConfigName(std::string_view name) noexcept;


} // namespace Athanor


#endif // Athanor_Config_ConfigSchema_INCLUDED

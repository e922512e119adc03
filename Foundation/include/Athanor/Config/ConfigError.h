//
// ConfigError.h
//
// Library: Foundation
// Package: Config
//
// One mistake in a configuration file, and the list of all of them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_ConfigError_INCLUDED
#define Athanor_Config_ConfigError_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>
#include <string>
#include <vector>


namespace Athanor {


/// A place in a configuration file.
///
/// Lines and columns count from 1; columns count characters, not bytes, and a tab is one character.
/// Line 0 means the file as a whole.
struct SourcePosition
{
	std::string file;
	int line = 0;
	int column = 0;

	bool operator==(const SourcePosition&) const = default;
};


/// One mistake in a configuration file.
struct Athanor_API ConfigError
{
	SourcePosition position;
	std::string section;    ///< empty where the mistake belongs to no section
	std::string key;        ///< empty where the section itself is the mistake
	std::string reason;     ///< lower-case sentence part without a full stop; never a secret value
	std::string suggestion; ///< the word that was probably meant, or empty

	/// `file:line:column: [section] key: reason; did you mean "suggestion"?`, without the parts that are
	/// empty. One line.
	std::string toString() const;
};


/// The mistakes found in one run over a configuration.
///
/// Thread safety: one thread at a time.
class Athanor_API ErrorList
{
public:
	/// More mistakes than this are counted, not kept: a file of the wrong kind has one on each line.
	static constexpr std::size_t maxKept = 100;

	void add(ConfigError error);
	void add(const std::vector<ConfigError>& errors);
	/// Takes over what `other` holds, its count included.
	void add(const ErrorList& other);

	bool empty() const noexcept
	{
		return _errors.empty();
	}

	/// In the order of the file.
	std::vector<ConfigError> sorted() const;

	/// One line per mistake, in the order of the file, separated by `\n`; empty without mistakes. Says how
	/// many were left out.
	std::string toString() const;

	/// Throws ImproperConfigurationException with toString() as its message if there is a mistake.
	void throwIfAny() const;

private:
	std::vector<ConfigError> _errors;
	std::size_t _leftOut = 0;
};


} // namespace Athanor


#endif // Athanor_Config_ConfigError_INCLUDED

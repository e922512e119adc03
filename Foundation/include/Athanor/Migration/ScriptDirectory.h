//
// ScriptDirectory.h
//
// Library: Foundation
// Package: Migration
//
// The folder of a database's revision files.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_ScriptDirectory_INCLUDED
#define Athanor_Migration_ScriptDirectory_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/RevisionGraph.h"
#include <string>


namespace Athanor {


/// A ScriptDirectory is the folder where the revision files of one database lie: `<folder>/versions/**/*.sql`.
///
/// Files are read each time; nothing is kept. What begins with a dot is left alone, anything else in `versions` that
/// is no revision file is an error, because it is more likely a misnamed revision than meant to be ignored.
///
/// Thread safety: one thread at a time.
class Athanor_API ScriptDirectory
{
public:
	/// Opens nothing. `shown` is how messages name the folder (usually as the configuration has it).
	ScriptDirectory(std::string path, std::string shown);

	/// As messages name it.
	const std::string& shown() const noexcept
	{
		return _shown;
	}

	/// Makes the folder, `versions` in it, a README and a .gitattributes that keeps line ends as they are.
	/// Throws ImproperConfigurationException if the folder is there and not empty, or cannot be made.
	void init() const;

	/// Reads all revisions.
	/// Throws ImproperConfigurationException if the folder is not there (and says how to make it), for the first
	/// file that is wrong, and as RevisionGraph.
	RevisionGraph load() const;

	/// Writes a new revision file, in a folder below `versions` if one is named, and returns its path as messages name it.
	/// Throws InvalidRequestException if the folder is not below, ImproperConfigurationException if a file of that name
	/// is there or it cannot be written.
	std::string write(const Revision& revision, const std::string& subfolder = {}) const;

	/// The path of a revision's file for the operating system.
	std::string fileOf(const Revision& revision) const;

private:
	std::string _path;
	std::string _shown;
};


} // namespace Athanor


#endif // Athanor_Migration_ScriptDirectory_INCLUDED

//
// Location.h
//
// Library: SQLite
// Package: Backend
//
// Where a connection string points.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Location_INCLUDED
#define Athanor_SQLite_Location_INCLUDED


#include "Athanor/Config/Configuration.h"
#include <string>


namespace Athanor::SQLite {


/// A database in memory, or a file.
struct Location
{
	bool memory = false;
	std::string path; ///< absolute; empty for memory
};


/// Reads `sqlite:///relative.db` (from the configuration's working directory), `sqlite:////absolute.db`, and
/// `sqlite://` or `sqlite:///:memory:`.
/// Throws ImproperConfigurationException if it is none of these, or has parameters or options: there are none.
Location locate(const DatabaseConfig& config);


/// The name by which SQLite opens the file, as a URI. With `create` a missing file is made.
std::string fileUri(const Location& location, bool create);


/// Why a file cannot be opened, in words: its directory is missing, it is a directory, access is denied.
std::string whyNotOpened(const Location& location, int systemError);


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Location_INCLUDED

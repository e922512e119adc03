//
// Inspector.h
//
// Library: Foundation
// Package: Backend
//
// What is really in a database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Inspector_INCLUDED
#define Athanor_Backend_Inspector_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include <string>
#include <vector>


namespace Athanor {


/// A column as the database describes it.
struct InspectedColumn
{
	std::string name;
	std::string type; ///< the database's spelling
	bool nullable = true;
	bool primaryKey = false;
};


/// An Inspector reads the schema of a live database over one connection.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Connection.
class Athanor_API Inspector
{
public:
	Inspector() = default;
	Inspector(const Inspector&) = delete;
	Inspector& operator=(const Inspector&) = delete;
	virtual ~Inspector();

	/// The names of the user's tables, sorted.
	virtual Task<std::vector<std::string>> tables() = 0;

	/// The columns of a table in their order; empty if there is no such table.
	virtual Task<std::vector<InspectedColumn>> columns(const std::string& table) = 0;
};


} // namespace Athanor


#endif // Athanor_Backend_Inspector_INCLUDED

//
// Inspector.h
//
// Library: SQLite
// Package: Backend
//
// The schema of an SQLite database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Inspector_INCLUDED
#define Athanor_SQLite_Inspector_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Backend/Inspector.h"


namespace Athanor::SQLite {


/// An Inspector asks SQLite's table-valued pragmas. SQLite's own tables and those inside virtual tables are left out.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Connection.
class Inspector: public Athanor::Inspector
{
public:
	explicit Inspector(Athanor::Connection& connection):
		_connection(connection)
	{
	}

	Task<std::vector<std::string>> tables() override;
	Task<std::vector<InspectedColumn>> columns(const std::string& table) override;
	Task<InspectedTable> table(const std::string& name) override;

private:
	Task<std::vector<InspectedIndex>> indexes(const std::string& table);
	Task<std::string> textOf(const std::string& table);

	Athanor::Connection& _connection;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Inspector_INCLUDED

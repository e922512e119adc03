//
// Inspector.h
//
// Library: PostgreSQL
// Package: Backend
//
// What is really in a PostgreSQL database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Inspector_INCLUDED
#define Athanor_PostgreSQL_Inspector_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Backend/Inspector.h"


namespace Athanor::PostgreSQL {


/// An Inspector over the catalog: the tables that an unqualified name means in this session.
///
/// Thread safety: one thread at a time. Lifetime: dies before its connection.
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
	Task<void> readTableComment(InspectedTable& table);
	Task<void> readConstraints(InspectedTable& table);
	Task<void> readIndexes(InspectedTable& table);

	Athanor::Connection& _connection;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Inspector_INCLUDED

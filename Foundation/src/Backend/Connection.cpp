//
// Connection.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/Exceptions.h"
#include <utility>


namespace Athanor {


Connection::~Connection() = default;


Task<std::int64_t> Connection::count(const Statement& statement, const Parameters& parameters)
{
	ResultSetPtr rows = co_await execute(statement, parameters);
	if (!rows->next()) throw RepositoryException("the database returned no row for a count");
	co_return rows->integer(0);
}


Task<void> Connection::executeGroup(const WriteGroup& group)
{
	const WriteGroup writes = group;
	for (const std::shared_ptr<GroupedWrite>& write : writes)
	{
		try
		{
			ResultSetPtr result = co_await execute(write->statement, write->parameters);
			write->result = std::move(result);
		}
		catch (...)
		{
			write->error = std::current_exception();
		}
	}
}


Poco::Data::Session& Connection::poco()
{
	throw InvalidRequestException("this backend has no Poco::Data session");
}


} // namespace Athanor

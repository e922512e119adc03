//
// Changes.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Changes.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor::Changes {


namespace {


bool sameColumnsSet(const Record& left, const Record& right)
{
	for (std::size_t i = 0; i < left.table().columns().size(); ++i)
	{
		if (left.isSet(i) != right.isSet(i)) return false;
	}
	return true;
}


Condition requireCondition(const std::optional<Condition>& where, bool everything, const char* what,
						   const Table& table)
{
	if (where) return *where;
	if (everything) return Condition::all({});
	throw InvalidRequestException(std::string(what) + " of table \"" + table.name() +
								  "\" has no condition; everything() says that all rows are meant");
}


} // namespace


CompiledStatement compileInsert(const Table& table, std::vector<Record> rows,
								const Compiler::Columns& returning, const Dialect& dialect)
{
	if (rows.empty()) throw InvalidRequestException("no rows to insert into table \"" + table.name() + "\"");
	for (Record& row : rows)
	{
		row.setInitialValues();
		if (!sameColumnsSet(rows.front(), row))
			throw InvalidRequestException("the rows of one insert into table \"" + table.name() +
										  "\" have to set the same columns");
	}
	const bool several = rows.size() > 1;
	if (several && (!dialect.capabilities().multiRowInsert || rows.front().empty()))
		throw InvalidRequestException("several rows of table \"" + table.name() +
									  "\" cannot be one statement here; a repository's addMany() adds them");
	const Compiler compiler(dialect);
	return several ? compiler.insertMany(rows, returning) : compiler.insert(rows.front(), returning);
}


CompiledStatement compileUpdate(Record changes, const std::optional<Condition>& where, bool everything,
								const Compiler::Columns& returning, const Dialect& dialect)
{
	const Table& table = changes.table();
	const Condition condition = requireCondition(where, everything, "an update", table);
	const bool any = !changes.empty();
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		if (any && table.columns()[i].touchOnUpdate && !changes.isSet(i)) changes.set(i, DateTime::now());
	}
	return Compiler(dialect).update(changes, condition, returning);
}


CompiledStatement compileRemove(const Table& table, const std::optional<Condition>& where, bool everything,
								const Compiler::Columns& returning, const Dialect& dialect)
{
	const Condition condition = requireCondition(where, everything, "a removal", table);
	return Compiler(dialect).remove(table, condition, returning);
}


Compiler::Columns returned(const Table& table, const Dialect& dialect)
{
	if (!dialect.capabilities().returning)
		throw InvalidRequestException("this database does not return the rows that it changes");
	Compiler::Columns columns(table.columns().size());
	for (std::size_t i = 0; i < columns.size(); ++i)
		columns[i] = i;
	return columns;
}


} // namespace Athanor::Changes

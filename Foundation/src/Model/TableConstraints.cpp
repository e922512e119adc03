//
// TableConstraints.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "TableConstraints.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/String.h"
#include <algorithm>
#include <array>
#include <functional>
#include <set>


namespace Athanor {


namespace {


/// The check of a column of words, in standard SQL.
std::string enumCheck(const Column& column)
{
	std::string sql = "\"" + Poco::replace(column.name, "\"", "\"\"") + "\" IN (";
	for (const std::string& word : column.enumValues)
	{
		if (sql.back() != '(') sql += ", ";
		sql += "'" + Poco::replace(word, "'", "''") + "'";
	}
	return sql + ")";
}


/// What the columns ask for, in the order of the columns.
TableOptions askedByColumns(const std::vector<Column>& columns)
{
	TableOptions asked;
	for (const Column& column : columns)
	{
		const std::vector<std::string> only{column.name};
		if (column.index)
			asked.indexes.push_back({{}, only, column.unique});
		else if (column.unique)
			asked.uniques.push_back({{}, only});
		if (!column.enumValues.empty()) asked.checks.push_back({column.name, enumCheck(column)});
		if (!column.check.empty())
			asked.checks.push_back({column.checkName.empty() ? column.name : column.checkName, column.check});
		if (column.references)
		{
			const Reference& to = *column.references;
			asked.foreignKeys.push_back({{}, only, to.table, {to.column}, to.onDelete, to.onUpdate});
		}
	}
	return asked;
}


template <typename Constraint>
void prepend(std::vector<Constraint>& to, std::vector<Constraint> first)
{
	to.insert(to.begin(), first.begin(), first.end());
}


/// Checks and names one constraint after another; knows which names are taken.
class Completion
{
public:
	explicit Completion(const Table& table):
		_table(table)
	{
		_names.insert(table.primaryKeyName());
	}

	void operator()(UniqueConstraint& unique)
	{
		checkColumns(unique.columns);
		if (unique.name.empty())
			unique.name = NamingConvention::unique(_table.name(), unique.columns.front());
		take(unique.name);
	}

	void operator()(Index& index)
	{
		checkColumns(index.columns);
		if (index.name.empty()) index.name = NamingConvention::index(_table.name(), index.columns.front());
		take(index.name);
	}

	void operator()(CheckConstraint& check)
	{
		if (check.name.empty()) refuse("has a check without a name");
		if (check.sql.empty()) refuse("has a check \"" + check.name + "\" of nothing");
		check.name = NamingConvention::check(_table.name(), check.name);
		take(check.name);
	}

	void operator()(ForeignKey& key)
	{
		checkColumns(key.columns);
		if (key.name.empty())
			key.name = NamingConvention::foreignKey(_table.name(), key.columns.front(), key.table);
		take(key.name);
		if (key.table.empty()) refuse("has a foreign key \"" + key.name + "\" to no table");
		if (key.columns.size() != key.referredColumns.size())
			refuse("has a foreign key \"" + key.name + "\" with unlike numbers of columns");
		key.onDelete = action(key.onDelete, key.name);
		key.onUpdate = action(key.onUpdate, key.name);
	}

private:
	[[noreturn]] void refuse(const std::string& what) const
	{
		throw ImproperConfigurationException("table " + _table.name() + " " + what);
	}

	void checkColumns(const std::vector<std::string>& columns) const
	{
		if (columns.empty()) refuse("has a constraint on no column");
		for (const std::string& column : columns)
		{
			if (!_table.find(column))
				refuse("has a constraint on a column \"" + column + "\" that it has not");
		}
	}

	void take(const std::string& name)
	{
		if (name.size() > NamingConvention::maxLength)
			refuse("has a constraint with a name of more than 63 bytes: " + name);
		if (!_names.insert(name).second)
			refuse("has two constraints named " + name + "; give one of them a name with named()");
	}

	/// The action in lower case; it becomes SQL text, so it has to be one.
	std::string action(const std::string& spelled, const std::string& key) const
	{
		static constexpr std::array<std::string_view, 6> known{"",         "cascade",     "set null",
															   "restrict", "set default", "no action"};
		std::string lower = Poco::toLower(spelled);
		if (std::find(known.begin(), known.end(), lower) == known.end())
		{
			refuse("has a foreign key " + key + " with an unknown action \"" + spelled +
				   "\" (cascade, set null, restrict, set default, no action)");
		}
		return lower;
	}

	const Table& _table;
	std::set<std::string> _names;
};


} // namespace


void completeConstraints(const Table& table, TableOptions& options)
{
	TableOptions asked = askedByColumns(table.columns());
	prepend(options.uniques, std::move(asked.uniques));
	prepend(options.indexes, std::move(asked.indexes));
	prepend(options.checks, std::move(asked.checks));
	prepend(options.foreignKeys, std::move(asked.foreignKeys));
	Completion complete(table);
	std::for_each(options.uniques.begin(), options.uniques.end(), std::ref(complete));
	std::for_each(options.indexes.begin(), options.indexes.end(), std::ref(complete));
	std::for_each(options.checks.begin(), options.checks.end(), std::ref(complete));
	std::for_each(options.foreignKeys.begin(), options.foreignKeys.end(), std::ref(complete));
}


} // namespace Athanor

// Sixty changes of a schema, each as the tables before and after it, for the tests of autogenerate.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_SchemaEdits_INCLUDED
#define Athanor_Test_SchemaEdits_INCLUDED


#include "Athanor/Model/Table.h"
#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>


namespace Athanor::Test {


/// A schema that can be changed: tables are made of it at the end.
struct Draft
{
	struct DraftTable
	{
		std::string name;
		std::vector<Column> columns;
		TableOptions options;

		Column& column(const std::string& columnName)
		{
			for (Column& one : columns)
			{
				if (one.name == columnName) return one;
			}
			throw std::logic_error("no column " + columnName);
		}
	};

	std::deque<DraftTable> tables;

	DraftTable& table(const std::string& name)
	{
		for (DraftTable& one : tables)
		{
			if (one.name == name) return one;
		}
		throw std::logic_error("no table " + name);
	}
};


/// One change.
struct SchemaEdit
{
	std::string name;
	std::function<void(Draft&)> before; ///< what the standard draft gets first, in both states
	std::function<void(Draft&)> change;
	std::string rename; ///< what `--rename` has to be told; several separated by blanks
};


inline Column makeColumn(const std::string& name, ValueType type, bool nullable = true)
{
	Column column;
	column.name = name;
	column.type = type;
	column.nullable = nullable;
	return column;
}


inline Column makeKey(const std::string& name, ValueType type = ValueType::Integer)
{
	Column column = makeColumn(name, type, false);
	column.primaryKey = true;
	return column;
}


inline Column makeReference(const std::string& name, const std::string& table,
							const std::string& onDelete = {})
{
	Column column = makeColumn(name, ValueType::Integer);
	column.references = Reference{table, "id", onDelete, {}};
	return column;
}


inline Column makeText(const std::string& name, int length, bool nullable = true)
{
	Column column = makeColumn(name, ValueType::Text, nullable);
	column.length = length;
	return column;
}


/// `person` (id, name, email unique, age, score, note) and `pet` (id, name indexed, owner_id → person).
inline Draft standardDraft()
{
	Draft draft;
	Column email = makeText("email", 100);
	email.unique = true;
	Column score = makeColumn("score", ValueType::Decimal);
	score.precision = 10;
	score.scale = 2;
	draft.tables.push_back(
		{"person",
		 {makeKey("id"), makeText("name", 50, false), email, makeColumn("age", ValueType::Integer), score,
		  makeColumn("note", ValueType::Text)},
		 {}});
	Column petName = makeText("name", 30, false);
	petName.index = true;
	draft.tables.push_back({"pet", {makeKey("id"), petName, makeReference("owner_id", "person")}, {}});
	return draft;
}


std::vector<SchemaEdit> makeSchemaEdits();


/// The tables of an edit, before or after it.
inline Draft draftOf(const SchemaEdit& edit, bool after)
{
	Draft draft = standardDraft();
	if (edit.before) edit.before(draft);
	if (after) edit.change(draft);
	return draft;
}


} // namespace Athanor::Test


#endif // Athanor_Test_SchemaEdits_INCLUDED

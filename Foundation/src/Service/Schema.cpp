//
// Schema.cpp
//
// Library: Foundation
// Package: Service
//
// What a service shows of its table, and what it accepts.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/Schema.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Table.h"
#include <utility>


namespace Athanor {


Schema Schema::of(const Table& table)
{
	Schema schema;
	for (const Column& column : table.columns())
	{
		schema.field(column.name);
		// A client that chose a counted key would collide with the counter later.
		const bool counted = column.generator == Generator::Database;
		if (column.primaryKey && !counted)
			schema.readOnlyAfterCreate();
		else if (column.generator != Generator::None || column.touchOnUpdate)
			schema.readOnly();
	}
	return schema;
}


Schema& Schema::field(std::string column) &
{
	SchemaField field;
	field.name = column;
	field.column = std::move(column);
	_fields.push_back(std::move(field));
	return *this;
}


Schema Schema::field(std::string column) &&
{
	return std::move(field(std::move(column)));
}


Schema& Schema::named(std::string name) &
{
	lastField("named").name = std::move(name);
	return *this;
}


Schema Schema::named(std::string name) &&
{
	return std::move(named(std::move(name)));
}


Schema& Schema::required() &
{
	lastField("required").required = true;
	return *this;
}


Schema Schema::required() &&
{
	return std::move(required());
}


Schema& Schema::readOnly() &
{
	lastField("readOnly").readOnly = true;
	return *this;
}


Schema Schema::readOnly() &&
{
	return std::move(readOnly());
}


Schema& Schema::readOnlyAfterCreate() &
{
	lastField("readOnlyAfterCreate").readOnlyAfterCreate = true;
	return *this;
}


Schema Schema::readOnlyAfterCreate() &&
{
	return std::move(readOnlyAfterCreate());
}


Schema& Schema::writeOnly() &
{
	lastField("writeOnly").writeOnly = true;
	return *this;
}


Schema Schema::writeOnly() &&
{
	return std::move(writeOnly());
}


Schema& Schema::nested(Schema schema) &
{
	lastField("nested").nested = std::make_shared<const Schema>(std::move(schema));
	return *this;
}


Schema Schema::nested(Schema schema) &&
{
	return std::move(nested(std::move(schema)));
}


Schema& Schema::searchable() &
{
	lastField("searchable").searchable = true;
	return *this;
}


Schema Schema::searchable() &&
{
	return std::move(searchable());
}


Schema& Schema::sortable() &
{
	lastField("sortable").sortable = true;
	return *this;
}


Schema Schema::sortable() &&
{
	return std::move(sortable());
}


Schema& Schema::filterable() &
{
	lastField("filterable").filterable = true;
	return *this;
}


Schema Schema::filterable() &&
{
	return std::move(filterable());
}


Schema& Schema::choices(std::vector<std::string> words) &
{
	lastField("choices").choices = std::move(words);
	return *this;
}


Schema Schema::choices(std::vector<std::string> words) &&
{
	return std::move(choices(std::move(words)));
}


Schema& Schema::searchIgnoresCase() &
{
	_ignoresCase = true;
	return *this;
}


Schema Schema::searchIgnoresCase() &&
{
	return std::move(searchIgnoresCase());
}


Schema& Schema::matchFields(std::vector<std::string> columns) &
{
	_matchFields = std::move(columns);
	return *this;
}


Schema Schema::matchFields(std::vector<std::string> columns) &&
{
	return std::move(matchFields(std::move(columns)));
}


Schema& Schema::bulk(int rows) &
{
	if (rows < 1)
		throw ImproperConfigurationException("schema: bulk must allow at least 1 row, not " +
											 std::to_string(rows));
	_bulkRows = rows;
	return *this;
}


Schema Schema::bulk(int rows) &&
{
	return std::move(bulk(rows));
}


Schema& Schema::defaultPageSize(int size) &
{
	if (size < 1)
	{
		throw ImproperConfigurationException("schema: defaultPageSize must be at least 1, not " +
											 std::to_string(size));
	}
	_defaultPageSize = size;
	return *this;
}


Schema Schema::defaultPageSize(int size) &&
{
	return std::move(defaultPageSize(size));
}


Schema& Schema::orderBy(std::string column, bool descending) &
{
	_order.push_back({std::move(column), descending});
	return *this;
}


Schema Schema::orderBy(std::string column, bool descending) &&
{
	return std::move(orderBy(std::move(column), descending));
}


SchemaField& Schema::lastField(const char* property)
{
	if (_fields.empty())
	{
		throw ImproperConfigurationException(std::string("schema: ") + property +
											 "() comes before the first field()");
	}
	return _fields.back();
}


} // namespace Athanor

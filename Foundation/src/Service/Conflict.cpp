//
// Conflict.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Conflict.h"
#include <optional>
#include <string_view>


namespace Athanor {


namespace {


bool isDuplicate(const IntegrityException& refusal)
{
	return dynamic_cast<const DuplicateKeyException*>(&refusal) != nullptr;
}


bool isForeignKey(const IntegrityException& refusal)
{
	return dynamic_cast<const ForeignKeyException*>(&refusal) != nullptr;
}


/// The first column of a constraint of that name.
std::optional<std::size_t> columnOfConstraint(const Table& table, std::string_view name)
{
	const auto firstColumn = [&](const auto& constraints) -> std::optional<std::size_t> {
		for (const auto& constraint : constraints)
		{
			if (constraint.name == name) return table.find(constraint.columns.front());
		}
		return std::nullopt;
	};
	if (const auto column = firstColumn(table.uniques())) return column;
	if (const auto column = firstColumn(table.indexes())) return column;
	if (const auto column = firstColumn(table.foreignKeys())) return column;
	if (name == table.primaryKeyName()) return table.primaryKey().front();
	return std::nullopt;
}


/// The only foreign key of the table: then the database need not say which.
std::optional<std::size_t> onlyForeignKey(const Table& table)
{
	if (table.foreignKeys().size() != 1) return std::nullopt;
	return table.find(table.foreignKeys().front().columns.front());
}


std::optional<std::size_t> columnOf(const IntegrityException& refusal, const Table& table)
{
	const ErrorDetail& detail = refusal.detail();
	const bool ofTable = detail.table.empty() || detail.table == table.name();
	if (ofTable && !detail.column.empty())
	{
		if (const auto column = table.find(detail.column)) return column;
	}
	if (!detail.constraint.empty()) return columnOfConstraint(table, detail.constraint);
	return isForeignKey(refusal) ? onlyForeignKey(table) : std::nullopt;
}


std::string reasonOf(const IntegrityException& refusal)
{
	if (isDuplicate(refusal)) return "exists already";
	if (isForeignKey(refusal)) return "refers to a row that does not exist, or is referred to by another";
	if (refusal.detail().sqlState == "23502") return "must not be null";
	return "violates a rule of the database";
}


} // namespace


FieldError describeConflict(const IntegrityException& refusal, const SchemaBinding& schema)
{
	FieldError error;
	error.reason = reasonOf(refusal);
	const std::optional<std::size_t> column = columnOf(refusal, schema.table());
	for (const SchemaBinding::Field& field : schema.fields())
	{
		if (column && field.index == *column) error.field = field.name;
	}
	return error;
}


std::string keyFieldName(const SchemaBinding& schema)
{
	const std::size_t key = schema.table().primaryKey().front();
	for (const SchemaBinding::Field& field : schema.fields())
	{
		if (field.index == key) return field.name;
	}
	return schema.table().columns()[key].name;
}


} // namespace Athanor

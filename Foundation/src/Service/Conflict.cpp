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


/// The column that a constraint of our naming convention is about.
std::optional<std::size_t> columnOfConstraint(const Table& table, std::string_view constraint)
{
	const std::string after = "_" + table.name() + "_";
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		const Column& column = table.columns()[i];
		if (constraint == "uq" + after + column.name) return i;
		const bool refers = column.references && !column.references->table.empty();
		if (refers && constraint == "fk" + after + column.name + "_" + column.references->table) return i;
	}
	const bool isKey = constraint == "pk_" + table.name() && table.primaryKey().size() == 1;
	return isKey ? std::optional<std::size_t>(table.primaryKey().front()) : std::nullopt;
}


/// The only foreign key of the table: then the database need not say which.
std::optional<std::size_t> onlyForeignKey(const Table& table)
{
	std::optional<std::size_t> only;
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		if (!table.columns()[i].references) continue;
		if (only) return std::nullopt;
		only = i;
	}
	return only;
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

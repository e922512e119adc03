//
// SchemaWriter.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/SchemaWriter.h"
#include "Athanor/Query/Ddl.h"
#include <algorithm>


namespace Athanor {


namespace {


/// The name a table has while it is filled. Nobody else's begins so.
const std::string temporaryPrefix = "_athanor_new_";


bool isGenerated(const InspectedColumn& column)
{
	return column.extra.find("GENERATED") != std::string::npos || column.extra.rfind("AS ", 0) == 0;
}


/// What a database can fill rows with that are there already: no expression, nothing that changes.
bool isLiteral(const std::string& sql)
{
	if (sql.empty() || sql.front() == '(') return false;
	const char first = sql.front();
	const bool number = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
	return number || first == '\'' || sql == "NULL" || sql == "null" || sql == "TRUE" || sql == "FALSE" ||
		   sql == "true" || sql == "false" || sql.rfind("X'", 0) == 0 || sql.rfind("x'", 0) == 0;
}


bool refersTo(const InspectedTable& table, const std::string& other)
{
	return std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
					   [&](const ForeignKey& key) { return key.table == other && table.name != other; });
}


/// Referred tables first; tables in circles come at the end.
std::vector<const InspectedTable*> inOrderOfReferences(std::vector<const InspectedTable*> tables)
{
	std::vector<const InspectedTable*> ordered;
	while (!tables.empty())
	{
		const auto ready = std::find_if(tables.begin(), tables.end(), [&](const InspectedTable* table) {
			return std::none_of(tables.begin(), tables.end(),
								[&](const InspectedTable* other) { return refersTo(*table, other->name); });
		});
		const auto next = ready == tables.end() ? tables.begin() : ready;
		ordered.push_back(*next);
		tables.erase(next);
	}
	return ordered;
}


/// Whether the columns of a table that were neither dropped nor added, and then the added ones, are in the order wanted.
bool endsInOrder(const TableChange& change)
{
	std::vector<std::string> names;
	for (const InspectedColumn& column : change.from->columns)
	{
		if (change.to->find(column.name)) names.push_back(column.name);
	}
	for (const InspectedColumn* column : change.columns.added)
		names.push_back(column->name);
	const auto& wanted = change.to->columns;
	return std::equal(
		names.begin(), names.end(), wanted.begin(), wanted.end(),
		[](const std::string& name, const InspectedColumn& column) { return name == column.name; });
}


/// The keys of `all` that are not in `some`.
template <typename T>
std::vector<const T*> without(const std::vector<T>& all, const std::vector<const T*>& some)
{
	std::vector<const T*> rest;
	for (const T& one : all)
	{
		if (std::find(some.begin(), some.end(), &one) == some.end()) rest.push_back(&one);
	}
	return rest;
}


} // namespace


SchemaWriter::SchemaWriter(const SchemaDiff& diff, const Dialect& dialect, bool exactOrder):
	_diff(diff),
	_dialect(dialect),
	_exactOrder(exactOrder)
{
}


std::vector<std::string> SchemaWriter::statements()
{
	_statements.clear();
	_later.clear();
	renameAll();
	loosen();
	dropTables();
	createTables();
	for (const TableChange& change : _diff.tables())
	{
		if (change.from && change.to) changeTable(change);
	}
	addForeignKeys();
	return std::move(_statements);
}


void SchemaWriter::add(std::string sql)
{
	_statements.push_back(std::move(sql));
}


std::string SchemaWriter::quoted(const std::string& name) const
{
	return _dialect.quoted(name);
}


std::string SchemaWriter::list(const std::vector<std::string>& names) const
{
	std::string text;
	for (const std::string& name : names)
		text += (text.empty() ? "" : ", ") + quoted(name);
	return text;
}


std::string SchemaWriter::alter(const std::string& table) const
{
	return "ALTER TABLE " + quoted(table) + " ";
}


std::string SchemaWriter::definition(const InspectedColumn& column) const
{
	std::string sql = quoted(column.name) + " " + column.type;
	if (column.identity)
	{
		Column counted;
		counted.name = column.name;
		counted.type = ValueType::Integer;
		counted.generator = Generator::Database;
		sql += _dialect.identityClause(counted);
	}
	if (!column.defaultSql.empty()) sql += " DEFAULT " + column.defaultSql;
	if (!column.nullable) sql += " NOT NULL";
	if (!column.extra.empty()) sql += " " + column.extra;
	return sql;
}


std::string SchemaWriter::constraint(const std::string& name, const std::string& body) const
{
	return name.empty() ? body : "CONSTRAINT " + quoted(name) + " " + body;
}


std::string SchemaWriter::create(const InspectedTable& table, const std::string& name,
								 const std::set<std::string>& tablesNotYetThere) const
{
	std::vector<std::string> parts;
	bool keyInColumn = false;
	for (const InspectedColumn& column : table.columns)
	{
		parts.push_back(definition(column));
		keyInColumn = keyInColumn || column.extra.find("PRIMARY KEY") != std::string::npos;
	}
	if (!table.primaryKey.empty() && !keyInColumn)
		parts.push_back(constraint(table.primaryKeyName, "PRIMARY KEY (" + list(table.primaryKey) + ")"));
	for (const UniqueConstraint& unique : table.uniques)
		parts.push_back(constraint(unique.name, "UNIQUE (" + list(unique.columns) + ")"));
	for (const CheckConstraint& check : table.checks)
		parts.push_back(constraint(check.name, "CHECK (" + check.sql + ")"));
	for (const ForeignKey& key : table.foreignKeys)
	{
		if (tablesNotYetThere.count(key.table) != 0) continue;
		std::string sql = Ddl::constraint(key, _dialect);
		// A key nobody named.
		const std::string unnamed = "CONSTRAINT " + quoted("") + " ";
		if (sql.rfind(unnamed, 0) == 0) sql = sql.substr(unnamed.size());
		parts.push_back(std::move(sql));
	}
	std::string sql = "CREATE TABLE " + quoted(name) + " (\n";
	for (const std::string& part : parts)
		sql += "\t" + part + (&part == &parts.back() ? "\n" : ",\n");
	return sql + ")" + (table.extra.empty() ? "" : " " + table.extra);
}


std::string SchemaWriter::index(const std::string& table, const InspectedIndex& index) const
{
	return index.index.columns.empty() ? index.sql
									   : Ddl::createIndex(table, index.index, _dialect, false).text;
}


void SchemaWriter::renameAll()
{
	for (const auto& [from, to] : _diff.renames().tables)
		add(alter(from) + "RENAME TO " + quoted(to));
	for (const auto& [table, names] : _diff.renames().columns)
	{
		for (const auto& [from, to] : names)
			add(alter(table) + "RENAME COLUMN " + quoted(from) + " TO " + quoted(to));
	}
}


/// Whether a foreign key that stays has to be taken off and put on again, because a column or a key that it stands on
/// changes.
bool SchemaWriter::touches(const InspectedTable& table, const ForeignKey& key) const
{
	const auto changes = [&](const std::string& name, const std::vector<std::string>& columns,
							 bool referred) {
		const auto change = std::find_if(_diff.tables().begin(), _diff.tables().end(),
										 [&](const TableChange& one) { return one.name() == name; });
		if (change == _diff.tables().end() || !change->from || !change->to) return false;
		if (referred && (change->primaryKey || !change->uniques.dropped.empty())) return true;
		return std::any_of(change->changed.begin(), change->changed.end(), [&](const auto& pair) {
			const bool typed = pair.first->type != pair.second->type;
			return typed && std::find(columns.begin(), columns.end(), pair.second->name) != columns.end();
		});
	};
	return changes(table.name, key.columns, false) || changes(key.table, key.referredColumns, true);
}


std::vector<const ForeignKey*> SchemaWriter::touchedKeys(const InspectedTable& table) const
{
	std::vector<const ForeignKey*> keys;
	for (const ForeignKey& key : table.foreignKeys)
	{
		if (touches(table, key)) keys.push_back(&key);
	}
	return keys;
}


/// Takes off what stands in the way of everything else: foreign keys, in all tables.
void SchemaWriter::loosen()
{
	if (!_dialect.capabilities().alterTable) return;
	for (const auto& [name, table] : _diff.from())
	{
		const auto change =
			std::find_if(_diff.tables().begin(), _diff.tables().end(),
						 [&wanted = name](const TableChange& one) { return one.name() == wanted; });
		const bool isChanged = change != _diff.tables().end();
		if (isChanged && !change->to) continue;
		std::vector<const ForeignKey*> keys = touchedKeys(table);
		if (isChanged)
		{
			for (const ForeignKey* key : change->foreignKeys.dropped)
			{
				if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
			}
		}
		for (const ForeignKey* key : keys)
			add(alter(name) + "DROP CONSTRAINT " + quoted(key->name));
	}
}


void SchemaWriter::dropTables()
{
	std::vector<const InspectedTable*> tables;
	for (const TableChange& change : _diff.tables())
	{
		if (!change.to) tables.push_back(change.from);
	}
	tables = inOrderOfReferences(std::move(tables));
	std::reverse(tables.begin(), tables.end());
	std::set<std::string> dropped;
	for (const InspectedTable* table : tables)
	{
		// Only tables in circles are still referred to by those that are dropped after them.
		for (const InspectedTable* other : tables)
		{
			if (!_dialect.capabilities().alterTable || dropped.count(other->name) != 0) continue;
			for (const ForeignKey& key : other->foreignKeys)
			{
				if (key.table == table->name && other != table)
					add(alter(other->name) + "DROP CONSTRAINT " + quoted(key.name));
			}
		}
		add("DROP TABLE " + quoted(table->name));
		dropped.insert(table->name);
	}
}


void SchemaWriter::createTables()
{
	std::vector<const InspectedTable*> tables;
	std::set<std::string> open;
	for (const TableChange& change : _diff.tables())
	{
		if (change.from) continue;
		tables.push_back(change.to);
		if (!_dialect.capabilities().forwardReferences) open.insert(change.to->name);
	}
	for (const InspectedTable* table : inOrderOfReferences(std::move(tables)))
	{
		open.erase(table->name);
		add(create(*table, table->name, open));
		for (const ForeignKey& key : table->foreignKeys)
		{
			if (open.count(key.table) != 0) _later.emplace_back(table->name, &key);
		}
		for (const InspectedIndex& one : table->indexes)
			add(index(table->name, one));
		comments(nullptr, *table);
	}
}


void SchemaWriter::comments(const InspectedTable* from, const InspectedTable& to)
{
	if (!_dialect.capabilities().comments) return;
	if (to.comment != (from ? from->comment : std::string()))
		add(Ddl::commentOnTable(to.name, to.comment, _dialect).text);
	for (const InspectedColumn& column : to.columns)
	{
		const InspectedColumn* old = from ? from->find(column.name) : nullptr;
		if (column.comment != (old ? old->comment : std::string()))
			add(Ddl::commentOnColumn(to.name, column.name, column.comment, _dialect).text);
	}
}


bool SchemaWriter::canAdd(const InspectedColumn& column) const
{
	if (column.identity || isGenerated(column)) return false;
	if (column.defaultSql.empty()) return column.nullable;
	return isLiteral(column.defaultSql) && (column.nullable || column.defaultSql != "NULL");
}


bool SchemaWriter::mustReplace(const TableChange& change) const
{
	if (_dialect.capabilities().alterTable) return false;
	if (!change.changed.empty() || change.primaryKey || !change.uniques.empty() || !change.checks.empty() ||
		!change.foreignKeys.empty())
		return true;
	if (_exactOrder && !endsInOrder(change)) return true;
	return !std::all_of(change.columns.added.begin(), change.columns.added.end(),
						[this](const InspectedColumn* column) { return canAdd(*column); });
}


void SchemaWriter::changeTable(const TableChange& change)
{
	if (mustReplace(change)) return replaceTable(change);
	for (const InspectedIndex* one : change.indexes.dropped)
		add("DROP INDEX " + quoted(one->index.name));
	if (_dialect.capabilities().alterTable) alterColumns(change);
	for (const InspectedColumn* column : change.columns.dropped)
		add(alter(change.name()) + "DROP COLUMN " + quoted(column->name));
	for (const InspectedColumn* column : change.columns.added)
		add(alter(change.name()) + "ADD COLUMN " + definition(*column));
	if (_dialect.capabilities().alterTable) tighten(change);
	for (const InspectedIndex* one : change.indexes.added)
		add(index(change.name(), *one));
	comments(change.from, *change.to);
}


/// Takes off constraints and changes the columns that stay.
void SchemaWriter::alterColumns(const TableChange& change)
{
	for (const CheckConstraint* one : change.checks.dropped)
		add(alter(change.name()) + "DROP CONSTRAINT " + quoted(one->name));
	for (const UniqueConstraint* one : change.uniques.dropped)
		add(alter(change.name()) + "DROP CONSTRAINT " + quoted(one->name));
	if (change.primaryKey && !change.from->primaryKey.empty())
		add(alter(change.name()) + "DROP CONSTRAINT " + quoted(change.from->primaryKeyName));
	for (const auto& [from, to] : change.changed)
	{
		for (std::string& sql : _dialect.alterColumn(change.name(), *from, *to))
			add(std::move(sql));
	}
}


/// Puts constraints on.
void SchemaWriter::tighten(const TableChange& change)
{
	const std::string prefix = alter(change.name()) + "ADD ";
	if (change.primaryKey && !change.to->primaryKey.empty())
		add(prefix +
			constraint(change.to->primaryKeyName, "PRIMARY KEY (" + list(change.to->primaryKey) + ")"));
	for (const UniqueConstraint* one : change.uniques.added)
		add(prefix + constraint(one->name, "UNIQUE (" + list(one->columns) + ")"));
	for (const CheckConstraint* one : change.checks.added)
		add(prefix + constraint(one->name, "CHECK (" + one->sql + ")"));
}


void SchemaWriter::replaceTable(const TableChange& change)
{
	const InspectedTable& from = *change.from;
	InspectedTable to = *change.to;
	std::vector<std::string> kept;
	for (InspectedColumn& column : to.columns)
	{
		const InspectedColumn* old = from.find(column.name);
		// What no model can say stays as it is.
		if (old && column.extra.empty()) column.extra = old->extra;
		if (old && !isGenerated(column)) kept.push_back(column.name);
	}
	if (to.extra.empty()) to.extra = from.extra;
	const std::string temporary = temporaryPrefix + to.name;
	add(create(to, temporary, {}));
	if (!kept.empty())
		add("INSERT INTO " + quoted(temporary) + " (" + list(kept) + ") SELECT " + list(kept) + " FROM " +
			quoted(to.name));
	add("DROP TABLE " + quoted(to.name));
	for (const std::string& sql : _dialect.migrationRules().beforeReplace)
		add(sql);
	add(alter(temporary) + "RENAME TO " + quoted(to.name));
	for (const std::string& sql : _dialect.migrationRules().afterReplace)
		add(sql);
	for (const InspectedIndex& one : to.indexes)
		add(index(to.name, one));
	for (const InspectedIndex& one : from.indexes)
	{
		const bool there =
			std::any_of(to.indexes.begin(), to.indexes.end(),
						[&](const InspectedIndex& other) { return other.index.name == one.index.name; });
		if (one.index.columns.empty() && !there) add(one.sql);
	}
}


void SchemaWriter::addForeignKeys()
{
	for (const auto& [table, key] : _later)
		add(Ddl::addForeignKey(table, *key, _dialect).text);
	if (!_dialect.capabilities().alterTable) return;
	for (const auto& [name, table] : _diff.to())
	{
		if (_diff.from().find(name) == _diff.from().end()) continue;
		const auto change =
			std::find_if(_diff.tables().begin(), _diff.tables().end(),
						 [&wanted = name](const TableChange& one) { return one.name() == wanted; });
		const bool isChanged = change != _diff.tables().end();
		const std::vector<const ForeignKey*> added =
			isChanged ? change->foreignKeys.added : std::vector<const ForeignKey*>();
		for (const ForeignKey* key : added)
			add(Ddl::addForeignKey(name, *key, _dialect).text);
		for (const ForeignKey* key : without(table.foreignKeys, added))
		{
			if (touches(table, *key)) add(Ddl::addForeignKey(name, *key, _dialect).text);
		}
	}
}


} // namespace Athanor

//
// Autogenerate.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/Autogenerate.h"
#include "SchemaCompare.h"
#include "Translation.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/SchemaWriter.h"
#include <algorithm>


namespace Athanor {


namespace {


/// How many columns two tables have in common, by name and type.
std::size_t commonColumns(const InspectedTable& left, const InspectedTable& right)
{
	return static_cast<std::size_t>(
		std::count_if(left.columns.begin(), left.columns.end(), [&](const InspectedColumn& column) {
			const InspectedColumn* other = right.find(column.name);
			return other && sameType(column, *other);
		}));
}


/// Constraints and indexes of `from` that stand on a column go into `to`, if it is not there.
void keepWhatStandsOn(const std::string& column, const InspectedTable& from, InspectedTable& to)
{
	const auto uses = [&](const std::vector<std::string>& columns) {
		return std::find(columns.begin(), columns.end(), column) != columns.end();
	};
	for (const UniqueConstraint& one : from.uniques)
	{
		if (uses(one.columns)) to.uniques.push_back(one);
	}
	for (const ForeignKey& one : from.foreignKeys)
	{
		if (uses(one.columns)) to.foreignKeys.push_back(one);
	}
	for (const InspectedIndex& one : from.indexes)
	{
		if (uses(one.index.columns)) to.indexes.push_back(one);
	}
	for (const CheckConstraint& one : from.checks)
	{
		if (one.sql.find(column) != std::string::npos &&
			std::find(to.checks.begin(), to.checks.end(), one) == to.checks.end())
			to.checks.push_back(one);
	}
}


InspectedColumn* findColumn(InspectedTable& table, const std::string& name)
{
	for (InspectedColumn& column : table.columns)
	{
		if (column.name == name) return &column;
	}
	return nullptr;
}


} // namespace


Autogenerate::Autogenerate(SchemaConnection& connection, std::set<std::string> without):
	_connection(connection),
	_live(reflectSchema(connection, without)),
	_models(wantedSchema(connection.engine())),
	_wanted(_models)
{
	compare();
}


Autogenerate::~Autogenerate() = default;


void Autogenerate::compare()
{
	_difference = std::make_unique<SchemaDiff>(_live, _wanted, _renames);
}


const SchemaDiff& Autogenerate::difference() const
{
	return *_difference;
}


void Autogenerate::rename(const std::string& option)
{
	const std::size_t colon = option.find(':');
	const std::size_t dot = option.find('.');
	if (colon == std::string::npos || colon == 0 || colon + 1 == option.size())
		throw InvalidRequestException("--rename takes old:new or table.old:new, not " + option);
	const std::string to = option.substr(colon + 1);
	if (dot > colon)
	{
		const std::string from = option.substr(0, colon);
		if (_live.find(from) == _live.end())
			throw InvalidRequestException("--rename " + option + ": there is no table " + from +
										  " in the database");
		if (_models.find(to) == _models.end() || _live.find(to) != _live.end())
			throw InvalidRequestException("--rename " + option + ": " + to +
										  " is no new table of the models");
		_renames.tables[from] = to;
		return compare();
	}
	const std::string table = option.substr(0, dot);
	const std::string from = option.substr(dot + 1, colon - dot - 1);
	const auto live = _difference->from().find(table);
	const auto model = _models.find(table);
	if (live == _difference->from().end() || model == _models.end())
		throw InvalidRequestException("--rename " + option + ": there is no table " + table +
									  " both in the database and in the models");
	if (!live->second.find(from))
		throw InvalidRequestException("--rename " + option + ": there is no column " + table + "." + from +
									  " in the database");
	if (!model->second.find(to) || live->second.find(to))
		throw InvalidRequestException("--rename " + option + ": " + table + "." + to +
									  " is no new column of the models");
	_renames.columns[table][from] = to;
	compare();
}


std::vector<LikelyRename> Autogenerate::likelyRenames() const
{
	std::vector<LikelyRename> likely;
	for (const TableChange& gone : _difference->tables())
	{
		if (gone.to) continue;
		for (const TableChange& added : _difference->tables())
		{
			if (added.from || 2 * commonColumns(*gone.from, *added.to) < gone.from->columns.size()) continue;
			likely.push_back({"", gone.name(), added.name()});
			break;
		}
	}
	for (const TableChange& change : _difference->tables())
	{
		if (!change.from || !change.to) continue;
		for (const InspectedColumn* gone : change.columns.dropped)
		{
			const auto& added = change.columns.added;
			const auto twin = std::find_if(added.begin(), added.end(), [&](const InspectedColumn* column) {
				return sameType(*gone, *column);
			});
			if (twin != added.end()) likely.push_back({change.name(), gone->name, (*twin)->name});
		}
	}
	return likely;
}


std::string Autogenerate::oldName(const std::string& table) const
{
	for (const auto& [from, to] : _renames.tables)
	{
		if (to == table) return from;
	}
	return table;
}


std::string Autogenerate::oldName(const std::string& table, const std::string& column) const
{
	const auto names = _renames.columns.find(table);
	if (names == _renames.columns.end()) return column;
	for (const auto& [from, to] : names->second)
	{
		if (to == column) return from;
	}
	return column;
}


std::int64_t Autogenerate::count(const std::string& table, const std::string& condition)
{
	const Rows rows =
		_connection.query("SELECT count(*) FROM " + _connection.dialect().quoted(oldName(table)) +
						  (condition.empty() ? "" : " WHERE " + condition));
	return rows[0].at(0).get<std::int64_t>();
}


/// Whether values of the old type may not fit the new one.
bool Autogenerate::narrows(const InspectedColumn& from, const InspectedColumn& to) const
{
	if (sameType(from, to)) return false;
	const std::optional<Column> old = _connection.dialect().parseType(from.type);
	const std::optional<Column> wanted = _connection.dialect().parseType(to.type);
	if (!old || !wanted) return true;
	const bool anyText = wanted->type == ValueType::Text && wanted->length == 0;
	if (anyText) return old->type == ValueType::Bytes;
	if (old->type != wanted->type)
		return old->type != ValueType::Integer || wanted->type != ValueType::Decimal ||
			   wanted->precision != 0;
	if (wanted->type == ValueType::Text) return old->length == 0 || old->length > wanted->length;
	if (wanted->type == ValueType::Decimal && wanted->precision != 0)
		return old->precision == 0 || old->scale > wanted->scale ||
			   old->precision - old->scale > wanted->precision - wanted->scale;
	return wanted->maximum < old->maximum;
}


std::int64_t Autogenerate::losers(const std::string& table, const InspectedColumn& from,
								  const InspectedColumn& to)
{
	const std::string column = _connection.dialect().quoted(oldName(table, from.name));
	const std::optional<Column> old = _connection.dialect().parseType(from.type);
	const std::optional<Column> wanted = _connection.dialect().parseType(to.type);
	const bool texts = old && wanted && old->type == ValueType::Text && wanted->type == ValueType::Text;
	if (texts) return count(table, "length(" + column + ") > " + std::to_string(wanted->length));
	return count(table, column + " IS NOT NULL");
}


std::vector<DestructiveChange> Autogenerate::destructive()
{
	std::vector<DestructiveChange> changes;
	for (const TableChange& change : _difference->tables())
	{
		const std::string& table = change.name();
		if (!change.to) changes.push_back({"removes the table " + table, count(table, "")});
		if (!change.from || !change.to) continue;
		for (const InspectedColumn* column : change.columns.dropped)
		{
			const std::string name = _connection.dialect().quoted(oldName(table, column->name));
			changes.push_back(
				{"removes the column " + table + "." + column->name, count(table, name + " IS NOT NULL")});
		}
		for (const auto& [from, to] : change.changed)
		{
			if (!narrows(*from, *to)) continue;
			changes.push_back(
				{"changes the type of " + table + "." + to->name + " from " + from->type + " to " + to->type,
				 losers(table, *from, *to)});
		}
	}
	return changes;
}


std::vector<std::string> Autogenerate::obstacles()
{
	std::vector<std::string> found;
	for (const TableChange& change : _difference->tables())
	{
		if (!change.from || !change.to) continue;
		const std::string& table = change.name();
		const std::int64_t rows = count(table, "");
		for (const InspectedColumn* column : change.columns.added)
		{
			if (rows == 0 || column->nullable || !column->defaultSql.empty() || column->identity) continue;
			found.push_back(table + "." + column->name +
							" is new and NOT NULL without a server default, and " + std::to_string(rows) +
							" row(s) have nothing for it: the upgrade will fail");
		}
		for (const auto& [from, to] : change.changed)
		{
			if (!from->nullable || to->nullable) continue;
			const std::string column = _connection.dialect().quoted(oldName(table, from->name));
			const std::int64_t nulls = count(table, column + " IS NULL");
			if (nulls == 0) continue;
			found.push_back(table + "." + to->name + " becomes NOT NULL, and " + std::to_string(nulls) +
							" row(s) are null: the upgrade will fail unless they are filled first");
		}
	}
	return found;
}


void Autogenerate::leaveOutDestructive()
{
	for (const TableChange& change : _difference->tables())
	{
		if (!change.to)
		{
			_wanted.emplace(change.name(), *change.from);
			continue;
		}
		if (!change.from) continue;
		InspectedTable& table = _wanted.at(change.name());
		for (const InspectedColumn* column : change.columns.dropped)
		{
			table.columns.push_back(*column);
			keepWhatStandsOn(column->name, *change.from, table);
		}
		for (const auto& [from, to] : change.changed)
		{
			if (narrows(*from, *to)) findColumn(table, to->name)->type = from->type;
		}
	}
	compare();
}


Schema Autogenerate::translated(const Schema& schema, const Dialect& other) const
{
	const Schema described = describeSchema(_connection.engine().metadata(), other);
	return translate(schema, {_connection.dialect(), _models, other, described});
}


std::string Autogenerate::script(const SchemaDiff& diff, const Dialect& dialect, bool back) const
{
	std::string text;
	for (const std::string& sql : SchemaWriter(diff, dialect, back).statements())
		text += (text.empty() ? "" : "\n") + sql + ";\n";
	return text;
}


/// Triggers that hang on tables which the script makes anew.
std::string Autogenerate::triggersOf(const SchemaDiff& diff, const std::string& script) const
{
	const std::string& sql = _connection.dialect().migrationRules().attachedObjects;
	std::string text;
	if (sql.empty()) return text;
	for (const auto& row : _connection.query(sql))
	{
		const std::string statement = row[2].get<std::string>();
		const std::vector<std::string> words = leadingWords(statement, 2);
		const bool isTrigger = words.size() > 1 && words[1] == "TRIGGER";
		const auto table = diff.to().find(row[1].get<std::string>());
		if (!isTrigger || table == diff.to().end()) continue;
		const std::string drop = "DROP TABLE " + _connection.dialect().quoted(table->first) + ";\n";
		if (script.find(drop) != std::string::npos) text += "\n" + statement + ";\n";
	}
	return text;
}


std::vector<RevisionSection> Autogenerate::sections(const std::vector<const Backend*>& backends) const
{
	std::vector<RevisionSection> sections;
	if (_difference->empty()) return sections;
	const Renames back = _renames.reversed();
	for (const Direction direction : {Direction::Upgrade, Direction::Downgrade})
	{
		const bool down = direction == Direction::Downgrade;
		for (const Backend* backend : backends)
		{
			const Dialect& dialect = backend->dialect();
			const bool isLive = &dialect == &_connection.dialect();
			const Schema before = renamed(translated(_difference->from(), dialect), back);
			const Schema after = translated(_wanted, dialect);
			const SchemaDiff diff(down ? after : before, down ? before : after, down ? back : _renames);
			RevisionSection section;
			section.direction = direction;
			section.dialect = backend->name();
			section.sql = script(diff, dialect, down);
			if (isLive) section.sql += triggersOf(diff, section.sql);
			sections.push_back(std::move(section));
		}
	}
	return sections;
}


} // namespace Athanor

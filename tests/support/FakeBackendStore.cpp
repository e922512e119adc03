//
// FakeBackendStore.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendStore.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "FakeBackendExpression.h"
#include "FakeBackendGroups.h"
#include <algorithm>
#include <cmath>
#include <set>


namespace Athanor::Fake {


namespace {


template <typename Exception>
[[noreturn]] void fail(const char* sqlState, const std::string& message, const std::string& table,
					   const std::string& column = {})
{
	ErrorDetail detail;
	detail.sqlState = sqlState;
	detail.table = table;
	detail.column = column;
	throw Exception(message, detail);
}


const StoredTable& tableOf(const Snapshot& tables, const std::string& name)
{
	const auto found = tables.find(name);
	if (found == tables.end()) fail<RepositoryException>("42P01", "there is no table " + name, name);
	return *found->second;
}


void refuseUnstorable(const Value& value)
{
	const std::string* text = std::get_if<std::string>(&value.variant());
	const double* number = std::get_if<double>(&value.variant());
	const bool badText = text && (text->find('\0') != std::string::npos || !isValidUtf8(*text));
	const bool badNumber = number && !std::isfinite(*number);
	if (badText) throw SerializationException("text with a NUL or that is not UTF-8 cannot be stored");
	if (badNumber) throw SerializationException("a number that is not finite cannot be stored");
}


/// The value as the column keeps it.
Value coerced(Value value, const TableDefinition& table, const ColumnDefinition& column)
{
	if (value.isNull() || value.type() == column.type) return value;
	if (value.type() == ValueType::Integer)
	{
		const std::int64_t number = value.get<std::int64_t>();
		if (column.type == ValueType::Double) return static_cast<double>(number);
		if (column.type == ValueType::Decimal) return Decimal::fromInteger(number);
	}
	const std::string message =
		std::string("a ") + toString(value.type()) + " is no " + toString(column.type);
	fail<RepositoryException>("42804", message, table.name, column.name);
}


bool rowLess(const Row& left, const Row& right)
{
	for (std::size_t i = 0; i < left.size(); ++i)
	{
		const int order = compare(left[i], right[i]);
		if (order != 0) return order < 0;
	}
	return false;
}


void checkUnique(const StoredTable& table, const std::vector<std::string>& columns)
{
	std::vector<std::size_t> indexes;
	for (const std::string& column : columns)
		indexes.push_back(columnIndex(table.definition, column));
	std::set<Row, bool (*)(const Row&, const Row&)> keys(&rowLess);
	for (const Row& row : table.rows)
	{
		Row key;
		for (const std::size_t index : indexes)
			key.push_back(row[index]);
		const bool hasNull =
			std::any_of(key.begin(), key.end(), [](const Value& value) { return value.isNull(); });
		if (hasNull || keys.insert(key).second) continue;
		fail<DuplicateKeyException>("23505", "duplicate key in table " + table.definition.name,
									table.definition.name, columns.front());
	}
}


void checkRow(const TableDefinition& table, const Row& row)
{
	for (std::size_t i = 0; i < row.size(); ++i)
	{
		const ColumnDefinition& column = table.columns[i];
		if (column.notNull && row[i].isNull())
		{
			fail<IntegrityException>("23502", "null in column " + column.name, table.name, column.name);
		}
	}
	for (const Expression& check : table.checks)
	{
		if (evaluate(check, Scope{table, row, table.name}, {}) == false)
		{
			fail<IntegrityException>("23514", "check constraint of table " + table.name + " violated",
									 table.name);
		}
	}
}


/// One statement at work; the caller's tables are replaced only when it succeeded.
class Execution
{
public:
	Execution(const Command& command, const Parameters& parameters, const Snapshot& tables):
		_command(command),
		_parameters(parameters),
		_tables(tables)
	{
	}

	Result run()
	{
		_result.columns = _command.returning;
		switch (_command.kind)
		{
		case Command::Kind::CreateTable:
			createTable();
			break;
		case Command::Kind::CreateIndex:
			for (const std::string& column : _command.columns)
				columnIndex(table().definition, column);
			break;
		case Command::Kind::DropTable:
			dropTable();
			break;
		case Command::Kind::Insert:
			insert();
			break;
		case Command::Kind::Select:
			select();
			break;
		case Command::Kind::Update:
			update();
			break;
		case Command::Kind::Delete:
			remove();
			break;
		default:
			break;
		}
		return std::move(_result);
	}

	Snapshot takeTables()
	{
		return std::move(_tables);
	}

private:
	const StoredTable& table() const
	{
		return tableOf(_tables, _command.table);
	}

	bool matches(const StoredTable& table, const Row& row) const
	{
		if (!_command.where) return true;
		const Scope scope{table.definition, row, table.definition.name, &_tables};
		return evaluate(*_command.where, scope, _parameters) == true;
	}

	void createTable()
	{
		if (_tables.count(_command.table))
		{
			if (_command.ifExists) return;
			fail<RepositoryException>("42P07", "table " + _command.table + " is there already",
									  _command.table);
		}
		auto stored = std::make_shared<StoredTable>();
		stored->definition = _command.definition;
		_tables[_command.table] = std::move(stored);
	}

	void dropTable()
	{
		if (_tables.erase(_command.table) || _command.ifExists) return;
		fail<RepositoryException>("42P01", "there is no table " + _command.table, _command.table);
	}

	void returnRow(const StoredTable& table, const Row& row, const std::vector<std::string>& columns)
	{
		if (columns.empty()) return;
		_result.columns = columns;
		Row& returned = _result.rows.emplace_back();
		for (const std::string& column : columns)
			returned.push_back(row[columnIndex(table.definition, column)]);
	}

	/// Checks the changed table and puts it into place.
	void store(std::shared_ptr<StoredTable> changed)
	{
		for (const auto& unique : changed->definition.uniques)
			checkUnique(*changed, unique);
		_tables[_command.table] = std::move(changed);
		checkForeignKeys(_tables, false);
	}

	void insert()
	{
		auto changed = std::make_shared<StoredTable>(table());
		for (const std::vector<Operand>& operands : _command.rows)
		{
			Row row = newRow(*changed, operands);
			if (_command.onConflict && resolveConflict(*changed, row)) continue;
			checkRow(changed->definition, row);
			returnRow(*changed, row, _command.returning);
			changed->rows.push_back(std::move(row));
			++_result.affected;
		}
		store(std::move(changed));
	}

	/// Whether the row is there already and was updated, or left alone, as ON CONFLICT says.
	bool resolveConflict(StoredTable& table, const Row& wanted)
	{
		const OnConflict& conflict = *_command.onConflict;
		requireUnique(table.definition, conflict.columns);
		const auto same = [&](const Row& row) {
			return std::all_of(
				conflict.columns.begin(), conflict.columns.end(), [&](const std::string& column) {
					const std::size_t index = columnIndex(table.definition, column);
					return !row[index].isNull() && !wanted[index].isNull() && row[index] == wanted[index];
				});
		};
		const auto found = std::find_if(table.rows.begin(), table.rows.end(), same);
		if (found == table.rows.end()) return false;
		if (conflict.updated.empty()) return true;
		const Scope old{table.definition, *found, table.definition.name, &_tables};
		const Scope both{table.definition, wanted, "excluded", &_tables, &old};
		Row updated = *found;
		for (std::size_t i = 0; i < conflict.updated.size(); ++i)
		{
			const std::size_t index = columnIndex(table.definition, conflict.updated[i]);
			updated[index] = evaluate(conflict.values[i], both, _parameters);
		}
		checkRow(table.definition, updated);
		*found = std::move(updated);
		returnRow(table, *found, _command.returning);
		++_result.affected;
		return true;
	}

	static void requireUnique(const TableDefinition& table, std::vector<std::string> columns)
	{
		std::sort(columns.begin(), columns.end());
		for (std::vector<std::string> unique : table.uniques)
		{
			std::sort(unique.begin(), unique.end());
			if (unique == columns) return;
		}
		fail<RepositoryException>("42P10", "no unique constraint fits ON CONFLICT", table.name);
	}

	Row newRow(StoredTable& table, const std::vector<Operand>& operands) const
	{
		const std::vector<ColumnDefinition>& columns = table.definition.columns;
		Row row(columns.size());
		std::vector<bool> given(columns.size());
		for (std::size_t i = 0; i < operands.size(); ++i)
		{
			const std::size_t index = columnIndex(table.definition, _command.columns[i]);
			row[index] = stored(operands[i], table.definition, index, row);
			given[index] = true;
		}
		for (std::size_t i = 0; i < columns.size(); ++i)
		{
			if (!given[i] && columns[i].defaultValue) row[i] = *columns[i].defaultValue;
			if (!columns[i].identity) continue;
			if (!given[i]) row[i] = table.nextKey;
			if (!row[i].isNull()) table.nextKey = std::max(table.nextKey, row[i].get<std::int64_t>() + 1);
		}
		return row;
	}

	Value stored(const Operand& operand, const TableDefinition& table, std::size_t column,
				 const Row& row) const
	{
		Value value = evaluate(operand, Scope{table, row, table.name, &_tables}, _parameters);
		refuseUnstorable(value);
		return coerced(std::move(value), table, table.columns[column]);
	}

	void update()
	{
		auto changed = std::make_shared<StoredTable>(table());
		for (Row& row : changed->rows)
		{
			if (!matches(*changed, row)) continue;
			Row updated = row;
			for (std::size_t i = 0; i < _command.columns.size(); ++i)
			{
				const std::size_t index = columnIndex(changed->definition, _command.columns[i]);
				updated[index] = stored(_command.rows.front()[i], changed->definition, index, row);
			}
			checkRow(changed->definition, updated);
			row = std::move(updated);
			returnRow(*changed, row, _command.returning);
			++_result.affected;
		}
		store(std::move(changed));
	}

	void remove()
	{
		auto changed = std::make_shared<StoredTable>(table());
		std::vector<Row> kept;
		std::vector<Row> removed;
		for (Row& row : changed->rows)
		{
			(matches(*changed, row) ? removed : kept).push_back(std::move(row));
		}
		for (const Row& row : removed)
			returnRow(*changed, row, _command.returning);
		changed->rows = std::move(kept);
		_result.affected = static_cast<std::int64_t>(removed.size());
		const TableDefinition definition = changed->definition;
		_tables[_command.table] = std::move(changed);
		for (const Row& row : removed)
			followDelete(definition, row);
		checkForeignKeys(_tables, false);
	}

	/// Does what ON DELETE of the tables that refer to a removed row says.
	void followDelete(const TableDefinition& removedFrom, const Row& removed)
	{
		const Snapshot before = _tables;
		for (const auto& [name, stored] : before)
		{
			for (const ForeignKey& key : stored->definition.foreignKeys)
			{
				if (key.table != removedFrom.name) continue;
				const Value& gone = removed[columnIndex(removedFrom, key.referred)];
				if (key.onDelete == "cascade") cascade(name, key, gone);
				if (key.onDelete == "set null") setNull(name, key, gone);
			}
		}
	}

	void cascade(const std::string& name, const ForeignKey& key, const Value& gone)
	{
		auto changed = std::make_shared<StoredTable>(tableOf(_tables, name));
		const std::size_t index = columnIndex(changed->definition, key.column);
		std::vector<Row> kept;
		std::vector<Row> removed;
		for (Row& row : changed->rows)
			(row[index] == gone ? removed : kept).push_back(std::move(row));
		changed->rows = std::move(kept);
		const TableDefinition definition = changed->definition;
		_tables[name] = std::move(changed);
		for (const Row& row : removed)
			followDelete(definition, row);
	}

	void setNull(const std::string& name, const ForeignKey& key, const Value& gone)
	{
		auto changed = std::make_shared<StoredTable>(tableOf(_tables, name));
		const std::size_t index = columnIndex(changed->definition, key.column);
		for (Row& row : changed->rows)
		{
			if (row[index] == gone) row[index] = Value();
			checkRow(changed->definition, row);
		}
		_tables[name] = std::move(changed);
	}

	void select()
	{
		if (_command.from) return countRowsOf(*_command.from);
		const StoredTable& from = table();
		std::vector<Row> rows;
		std::copy_if(from.rows.begin(), from.rows.end(), std::back_inserter(rows),
					 [&](const Row& row) { return matches(from, row); });
		if (_command.count) return count(rows.size());
		if (hasItems(_command)) return selectGroups(from.definition, rows);
		sort(from.definition, rows);
		std::vector<std::string> columns = _command.columns;
		if (columns.empty())
		{
			for (const ColumnDefinition& column : from.definition.columns)
				columns.push_back(column.name);
		}
		for (const std::string& column : columns)
			columnIndex(from.definition, column);
		_result.columns = columns;
		const std::int64_t first = pageValue(_command.offset, 0);
		const std::int64_t count = pageValue(_command.limit, static_cast<std::int64_t>(rows.size()));
		for (std::int64_t i = first; i - first < count && i < static_cast<std::int64_t>(rows.size()); ++i)
		{
			returnRow(from, rows[static_cast<std::size_t>(i)], columns);
		}
	}

	void count(std::size_t rows)
	{
		_result.columns = {"count"};
		_result.rows = {{Value(static_cast<std::int64_t>(rows))}};
	}

	void countRowsOf(const Command& command)
	{
		count(Execution(command, _parameters, _tables).run().rows.size());
	}

	void selectGroups(const TableDefinition& table, const std::vector<Row>& rows)
	{
		_result = selectItems(_command, table, rows);
		std::vector<Row>& all = _result.rows;
		const auto size = static_cast<std::int64_t>(all.size());
		const std::int64_t first = std::min(pageValue(_command.offset, 0), size);
		const std::int64_t count = std::min(pageValue(_command.limit, size), size - first);
		all.erase(all.begin(), all.begin() + first);
		all.erase(all.begin() + count, all.end());
	}

	std::int64_t pageValue(const std::optional<Operand>& operand, std::int64_t otherwise) const
	{
		if (!operand) return otherwise;
		if (operand->kind == Operand::Kind::Literal) return operand->literal.get<std::int64_t>();
		return _parameters.at(operand->parameter - 1).get<std::int64_t>();
	}

	void sort(const TableDefinition& table, std::vector<Row>& rows) const
	{
		std::vector<std::size_t> indexes;
		for (const OrderKey& key : _command.order)
			indexes.push_back(columnIndex(table, key.column));
		std::stable_sort(rows.begin(), rows.end(), [&](const Row& left, const Row& right) {
			for (std::size_t i = 0; i < indexes.size(); ++i)
			{
				const int order = compareCells(left[indexes[i]], right[indexes[i]], _command.order[i]);
				if (order != 0) return order < 0;
			}
			return false;
		});
	}

	const Command& _command;
	const Parameters& _parameters;
	Snapshot _tables;
	Result _result;
};


void checkForeignKey(const Snapshot& tables, const StoredTable& table, const ForeignKey& key)
{
	const StoredTable& referred = tableOf(tables, key.table);
	const std::size_t from = columnIndex(table.definition, key.column);
	const std::size_t to = columnIndex(referred.definition, key.referred);
	for (const Row& row : table.rows)
	{
		if (row[from].isNull()) continue;
		const bool found = std::any_of(referred.rows.begin(), referred.rows.end(),
									   [&](const Row& candidate) { return candidate[to] == row[from]; });
		if (found) continue;
		const std::string message =
			"table " + table.definition.name + " refers to a row that " + key.table + " has not";
		fail<ForeignKeyException>("23503", message, table.definition.name, key.column);
	}
}


} // namespace


Result execute(const Command& command, const Parameters& parameters, Snapshot& tables)
{
	if (parameters.size() != command.parameters)
	{
		fail<InvalidRequestException>("07001", "wrong number of parameters", command.table);
	}
	Execution execution(command, parameters, tables);
	Result result = execution.run();
	tables = execution.takeTables();
	return result;
}


void checkForeignKeys(const Snapshot& tables, bool deferred)
{
	for (const auto& [name, table] : tables)
	{
		for (const ForeignKey& key : table->definition.foreignKeys)
		{
			if (key.deferred == deferred) checkForeignKey(tables, *table, key);
		}
	}
}


} // namespace Athanor::Fake

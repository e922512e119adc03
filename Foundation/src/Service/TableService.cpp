//
// TableService.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/TableService.h"
#include "BulkWrite.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Compiler.h"
#include "Athanor/Repository/RelationLoader.h"


namespace Athanor {


namespace {


Key keyOf(const Record& record)
{
	std::vector<Value> values;
	for (const std::size_t column : record.table().primaryKey())
	{
		values.push_back(record.value(column));
	}
	return Key(std::move(values));
}


} // namespace


TableService::TableService(UnitOfWork& unit, const SchemaBinding& schema):
	_unit(unit),
	_repository(unit, schema.table()),
	_schema(schema)
{
}


TableService::~TableService() = default;


void TableService::toModelOnCreate(Record&)
{
}


void TableService::toModelOnUpdate(Record&, const Key&)
{
}


void TableService::toModelOnUpsert(Record&)
{
}


void TableService::toModelOnRemove(const Key&)
{
}


Task<Record> TableService::createRecord(const Json::Value& body)
{
	return addRecord(_schema.readCreate(body));
}


Task<Record> TableService::addRecord(Record record)
{
	toModelOnCreate(record);
	const bool oneRow = !record.hasRelated() && _schema.relations().empty();
	if (oneRow) _repository.unit().nextWriteIsLast();
	Record stored = co_await _repository.add(record);
	co_await loadShown(stored);
	co_return stored;
}


Task<Record> TableService::getRecord(const Key& key)
{
	const Relations& relations = _schema.relations();
	Record found = co_await _repository.get(key, relations);
	co_return found;
}


/// Loads what the schema shows of related rows.
Task<void> TableService::loadShown(Record& record)
{
	const Relations& relations = _schema.relations();
	if (relations.empty()) co_return;
	std::vector<Record> rows(1, std::move(record));
	co_await loadRelations(_unit, relations, rows);
	record = std::move(rows.front());
}


/// The same for several rows, in as many statements as for one.
Task<void> TableService::loadShown(std::vector<Record>& records)
{
	const Relations& relations = _schema.relations();
	if (!relations.empty()) co_await loadRelations(_unit, relations, records);
}


/// Whether an update is one statement that is a transaction by itself: nothing is read of what it depends on.
bool TableService::writesAlone(const Record& changes) const noexcept
{
	return _schema.relations().empty() && _repository.updatesInOneStatement(changes);
}


Task<Record> TableService::updateRecord(const Json::Value& body, const Key& key, UpdateOptions options)
{
	const bool simpleKey = key.values().size() == 1;
	Record changes = _schema.readUpdate(body, simpleKey ? &key.values().front() : nullptr, options);
	UnitOfWork& unit = _unit;
	if (!writesAlone(changes)) co_await unit.begin(Access::Write);
	toModelOnUpdate(changes, key);
	if (writesAlone(changes))
		unit.nextWriteIsLast();
	else
		co_await unit.begin(Access::Write);
	Record stored = co_await _repository.update(key, changes);
	co_await loadShown(stored);
	co_return stored;
}


Task<Record> TableService::upsertRecord(const Json::Value& body)
{
	Record record = _schema.readUpsert(body);
	toModelOnUpsert(record);
	co_await upsertRow(body, record);
	co_await loadShown(record);
	co_return record;
}


Task<std::pair<Record, bool>> TableService::getOrUpsertRecord(const Json::Value& body, bool update)
{
	Record record = _schema.readUpsert(body);
	toModelOnUpsert(record);
	const std::optional<Key> match = co_await findMatch(record);
	if (match && !update)
	{
		Record found = co_await getRecord(*match);
		co_return std::pair<Record, bool>(std::move(found), false);
	}
	co_await writeMatch(body, match, record);
	co_await loadShown(record);
	co_return std::pair<Record, bool>(std::move(record), !match);
}


Task<void> TableService::upsertRow(const Json::Value& body, Record& record)
{
	const std::optional<Key> match = co_await findMatch(record);
	co_await writeMatch(body, match, record);
}


/// Changes the row that was found, or inserts one.
Task<void> TableService::writeMatch(const Json::Value& body, const std::optional<Key>& match, Record& record)
{
	const bool isNew = !match;
	if (isNew)
	{
		_schema.requireAll(body);
		co_await addRow(record);
		co_return;
	}
	for (const std::size_t column : _schema.table().primaryKey())
	{
		record.unset(column);
	}
	co_await updateRow(*match, record);
}


/// The key of the row that an upsert changes, or nothing.
Task<std::optional<Key>> TableService::findMatch(const Record& record)
{
	const Table& table = _schema.table();
	const bool byFields = !_schema.matchColumns().empty();
	std::vector<Condition> same;
	for (const std::size_t column : byFields ? _schema.matchColumns() : table.primaryKey())
	{
		const Value& value = record.value(column);
		if (value.isNull()) co_return std::nullopt;
		same.push_back(Condition::compare(table.columns()[column].name, Comparison::Equal, value));
	}
	Query query;
	query.where = Condition::all(std::move(same));
	query.page = LimitOffset{2, 0};
	const Compiler::Columns keyColumns = table.primaryKey();
	ResultSetPtr rows = co_await _repository.select(keyColumns, query);
	if (!rows->next()) co_return std::nullopt;
	std::vector<Value> key;
	for (std::size_t i = 0; i < keyColumns.size(); ++i)
	{
		key.push_back(rows->value(i, table.columns()[keyColumns[i]].type));
	}
	if (rows->next())
		throw MultipleResultsFoundException("several rows of \"" + table.name() +
											"\" agree in the match fields");
	co_return Key(std::move(key));
}


Task<void> TableService::removeRecord(const Key& key)
{
	toModelOnRemove(key);
	TableRepository& rows = _repository;
	rows.unit().nextWriteIsLast();
	co_await rows.remove(key);
}


Task<std::vector<Record>> TableService::createRecords(const Json::Value& bodies)
{
	std::vector<Record> records;
	readRows(bodies, [&](const Json::Value& body) {
		Record record = _schema.readCreate(body);
		toModelOnCreate(record);
		records.push_back(std::move(record));
	});
	co_await addAll(records);
	co_await loadShown(records);
	co_return records;
}


Task<std::vector<Record>> TableService::addRecords(std::vector<Record> records)
{
	std::vector<Record> stored = std::move(records);
	for (Record& record : stored)
	{
		toModelOnCreate(record);
	}
	co_await addAll(stored);
	co_await loadShown(stored);
	co_return stored;
}


Task<std::vector<Record>> TableService::updateRecords(const Json::Value& bodies)
{
	std::vector<Record> records;
	std::vector<Key> keys;
	readRows(bodies, [&](const Json::Value& body) {
		Record changes = _schema.readUpdate(body, nullptr);
		Key key(_schema.readKeyOf(body));
		toModelOnUpdate(changes, key);
		records.push_back(std::move(changes));
		keys.push_back(std::move(key));
	});
	co_await updateAll(keys, records);
	co_await loadShown(records);
	co_return records;
}


Task<std::vector<Record>> TableService::upsertRecords(const Json::Value& bodies)
{
	std::vector<Record> records;
	readRows(bodies, [&](const Json::Value& body) {
		Record record = _schema.readUpsert(body);
		toModelOnUpsert(record);
		records.push_back(std::move(record));
	});
	co_await upsertAll(bodies, records);
	co_await loadShown(records);
	co_return records;
}


Task<void> TableService::upsertAll(const Json::Value& bodies, std::vector<Record>& records)
{
	BulkWrite write(_unit, _schema);
	const std::vector<Record> wanted = records;
	const BulkWrite::Step step = [&](std::size_t i) {
		records[i] = wanted[i];
		return upsertRow(bodies.asArray()[i], records[i]);
	};
	const std::size_t count = records.size();
	co_await write.run(count, step);
}


Task<std::vector<Record>> TableService::removeRecordsWhere(const Condition& condition)
{
	Query query;
	query.where = condition;
	std::vector<Record> rows = co_await _repository.list(query);
	std::vector<Key> keys;
	for (const Record& row : rows)
	{
		keys.push_back(keyOf(row));
	}
	std::vector<Record> removed = co_await removeRecords(keys);
	co_return removed;
}


Task<std::vector<Record>> TableService::removeRecords(const Json::Value& wanted)
{
	std::vector<Key> keys;
	readRows(wanted, [&](const Json::Value& key) { keys.emplace_back(_schema.readKey(key)); });
	return removeRecords(std::move(keys));
}


Task<std::vector<Record>> TableService::removeRecords(std::vector<Key> keys)
{
	for (const Key& key : keys)
	{
		toModelOnRemove(key);
	}
	std::vector<Record> removed;
	co_await removeAll(keys, removed);
	co_return removed;
}


/// Calls read() for each element of an array and throws what was wrong with all of them together.
void TableService::readRows(const Json::Value& bodies, const Reader& read) const
{
	if (!bodies.isArray()) throw ValidationException({FieldError{"", "must be a JSON array"}});
	const std::size_t count = bodies.asArray().size();
	const int most = _schema.bulkRows();
	if (count == 0) throw ValidationException({FieldError{"", "must have at least one row"}});
	if (most > 0 && count > static_cast<std::size_t>(most))
		throw ValidationException({FieldError{"", "must have at most " + std::to_string(most) + " rows"}});
	std::vector<FieldError> errors;
	for (std::size_t i = 0; i < count; ++i)
	{
		try
		{
			read(bodies.asArray()[i]);
		}
		catch (const ValidationException& wrong)
		{
			for (FieldError error : wrong.errors())
			{
				error.index = static_cast<int>(i);
				errors.push_back(std::move(error));
			}
		}
	}
	if (!errors.empty()) throw ValidationException(std::move(errors));
}


Task<void> TableService::addAll(std::vector<Record>& records)
{
	BulkWrite write(_unit, _schema);
	const std::vector<Record> wanted = records;
	const BulkWrite::Step step = [&](std::size_t i) {
		records[i] = wanted[i];
		return addRow(records[i]);
	};
	const std::size_t count = records.size();
	co_await write.run(count, step);
}


Task<void> TableService::updateAll(const std::vector<Key>& keys, std::vector<Record>& records)
{
	BulkWrite write(_unit, _schema);
	const std::vector<Record> wanted = records;
	const BulkWrite::Step step = [&](std::size_t i) {
		records[i] = wanted[i];
		return updateRow(keys[i], records[i]);
	};
	const std::size_t count = records.size();
	co_await write.run(count, step);
}


Task<void> TableService::removeAll(const std::vector<Key>& keys, std::vector<Record>& removed)
{
	BulkWrite write(_unit, _schema);
	const BulkWrite::Step step = [&](std::size_t i) { return removeRow(keys[i], removed); };
	const std::size_t count = keys.size();
	co_await write.run(count, step);
}


Task<void> TableService::addRow(Record& record)
{
	Record stored = co_await _repository.add(record);
	record = std::move(stored);
}


Task<void> TableService::updateRow(const Key& key, Record& record)
{
	Record stored = co_await _repository.update(key, record);
	record = std::move(stored);
}


Task<void> TableService::removeRow(const Key& key, std::vector<Record>& removed)
{
	Record row = co_await getRecord(key);
	co_await _repository.remove(key);
	removed.push_back(std::move(row));
}


Task<void> TableService::writePage(const Query& query, Json::Writer& writer)
{
	const Query page = ordered(query);
	beginPage(writer);
	if (_schema.relations().empty())
		co_await writeRows(page, writer);
	else
		co_await writeRecords(page, writer);
	const std::int64_t total = co_await _repository.count(page);
	endPage(writer, total, *page.page);
}


/// Straight from the database into the answer.
Task<void> TableService::writeRows(const Query& page, Json::Writer& writer)
{
	const std::vector<std::size_t>& columns = _schema.selectColumns();
	ResultSetPtr rows = co_await _repository.select(columns, page);
	while (rows->next())
	{
		_schema.writeRow(*rows, writer);
	}
}


/// Related rows have to be loaded before any row can be written.
Task<void> TableService::writeRecords(const Query& page, Json::Writer& writer)
{
	const Relations& relations = _schema.relations();
	std::vector<Record> records = co_await _repository.list(page, relations);
	for (const Record& record : records)
	{
		_schema.write(record, writer);
	}
}


Task<void> TableService::writeOne(const Key& key, Json::Writer& writer)
{
	if (!_schema.relations().empty())
	{
		// Related rows come by statements of their own.
		Record found = co_await getRecord(key);
		_schema.write(found, writer);
		co_return;
	}
	const KeySelect& select = _schema.keySelect();
	ResultSetPtr rows = co_await _repository.select(select, key);
	if (!rows->next()) throwNotFound();
	_schema.writeRow(*rows, writer);
}


void TableService::throwNotFound() const
{
	ErrorDetail detail;
	detail.table = _schema.table().name();
	throw NotFoundException("no row of \"" + detail.table + "\" has that key", detail);
}


std::string TableService::toJson(const Record& record) const
{
	Json::Writer writer;
	_schema.write(record, writer);
	return writer.take();
}


std::string TableService::toJson(const std::vector<Record>& records) const
{
	Json::Writer writer;
	writer.beginArray();
	for (const Record& record : records)
	{
		_schema.write(record, writer);
	}
	writer.endArray();
	return writer.take();
}


void TableService::beginPage(Json::Writer& writer)
{
	writer.beginObject();
	writer.key("items");
	writer.beginArray();
}


void TableService::endPage(Json::Writer& writer, std::int64_t total, const LimitOffset& page)
{
	writer.endArray();
	writer.key("limit");
	writer.value(page.limit);
	writer.key("offset");
	writer.value(page.offset);
	writer.key("total");
	writer.value(total);
	writer.endObject();
}


Query TableService::ordered(Query query) const
{
	if (query.orderBy.empty()) query.orderBy = _schema.order();
	return query;
}


} // namespace Athanor

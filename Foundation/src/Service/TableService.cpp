//
// TableService.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/TableService.h"


namespace Athanor {


TableService::TableService(UnitOfWork& unit, const SchemaBinding& schema):
	_repository(unit, schema.table()),
	_schema(schema)
{
}


TableService::~TableService() = default;


Task<Record> TableService::createRecord(const Json::Value& body)
{
	Record wanted = _schema.readCreate(body);
	_repository.unit().nextWriteIsLast();
	Record stored = co_await _repository.add(wanted);
	co_return stored;
}


Task<Record> TableService::getRecord(const Key& key)
{
	Record found = co_await _repository.get(key);
	co_return found;
}


Task<Record> TableService::updateRecord(const Json::Value& body, const Key& key)
{
	const bool simpleKey = key.values().size() == 1;
	Record changes = _schema.readUpdate(body, simpleKey ? &key.values().front() : nullptr);
	Record stored = co_await _repository.update(key, changes);
	co_return stored;
}


Task<void> TableService::removeRecord(const Key& key)
{
	TableRepository& rows = _repository;
	rows.unit().nextWriteIsLast();
	co_await rows.remove(key);
}


Task<void> TableService::writePage(const Query& query, Json::Writer& writer)
{
	const Query page = ordered(query);
	const std::vector<std::size_t>& columns = _schema.selectColumns();
	ResultSetPtr rows = co_await _repository.select(columns, page);
	beginPage(writer);
	while (rows->next())
	{
		_schema.writeRow(*rows, writer);
	}
	rows.reset();
	const std::int64_t total = co_await _repository.count(page);
	endPage(writer, total, *page.page);
}


std::string TableService::toJson(const Record& record) const
{
	Json::Writer writer;
	_schema.write(record, writer);
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

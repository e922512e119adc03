//
// TableService.h
//
// Library: Foundation
// Package: Service
//
// Create, read, change, delete and list by schema, without the C++ type.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_TableService_INCLUDED
#define Athanor_Service_TableService_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Repository/TableRepository.h"
#include "Athanor/Service/SchemaBinding.h"
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>


namespace Athanor {


/// A TableService wraps a repository with a schema: JSON in, JSON out.
///
/// It is what Service<T> stands on and what generated routes call, so whatever a service overrides holds for its
/// routes as well. Rows that are only read go from the database into the JSON buffer without a Record between.
/// It never commits.
///
/// What a service adds of its own goes into the hooks `toModelOn…`: they see what an operation is about to write, and may
/// change it or refuse it by a ValidationException.
///
/// Arguments taken by reference must live until the task is done.
///
/// Thread safety: one thread at a time. Lifetime: dies before its UnitOfWork and SchemaBinding.
/// Source: advanced_alchemy/service/_async.py SQLAlchemyAsyncRepositoryService.
class Athanor_API TableService
{
public:
	TableService(UnitOfWork& unit, const SchemaBinding& schema);
	TableService(const TableService&) = delete;
	TableService& operator=(const TableService&) = delete;
	virtual ~TableService();

	/// Inserts what the body says. Throws ValidationException with all wrong fields, IntegrityException.
	Task<Record> createRecord(const Json::Value& body);
	/// The same for a record that did not come from a client.
	Task<Record> addRecord(Record record);

	/// Throws NotFoundException.
	Task<Record> getRecord(const Key& key);

	/// Sets what the body says on the row with that key; fields that are not in it stay as they are, unless the options
	/// say otherwise. Throws ValidationException, NotFoundException, IntegrityException.
	Task<Record> updateRecord(const Json::Value& body, const Key& key, UpdateOptions options = {});

	/// Changes the row that the body means, or inserts it: the one that agrees with the body in the schema's match fields
	/// (which are all in it and none of them null), otherwise the one with its key. Only a new row has to have what a
	/// create requires.
	///
	/// Two that do it at the same time may both insert: a unique constraint on the match fields makes one of them a
	/// DuplicateKeyException.
	/// Throws ValidationException, IntegrityException, MultipleResultsFoundException if several rows agree.
	Task<Record> upsertRecord(const Json::Value& body);

	/// The row that the body means, as upsertRecord() finds it, or a new one; and whether it is new. Without `update` a row that
	/// is there stays as it is.
	Task<std::pair<Record, bool>> getOrUpsertRecord(const Json::Value& body, bool update);

	/// Throws NotFoundException, ForeignKeyException.
	Task<void> removeRecord(const Key& key);

	/// These write several rows, all or none, and give them in the order of the body: an array with one object per row,
	/// each as createRecord() and updateRecord() take it, the latter with its key.
	///
	/// Throws ValidationException or IntegrityException with one entry per wrong row (FieldError::index; the latter in
	/// ErrorDetail::rows); a row that is not there is a wrong one.
	Task<std::vector<Record>> createRecords(const Json::Value& bodies);
	Task<std::vector<Record>> addRecords(std::vector<Record> records);
	Task<std::vector<Record>> updateRecords(const Json::Value& bodies);
	Task<std::vector<Record>> upsertRecords(const Json::Value& bodies);
	/// The rows as they were before. The array has keys.
	Task<std::vector<Record>> removeRecords(const Json::Value& keys);
	Task<std::vector<Record>> removeRecords(std::vector<Key> keys);
	/// All rows that match.
	Task<std::vector<Record>> removeRecordsWhere(const Condition& condition);

	/// Appends a page as `{"items":[…],"limit":…,"offset":…,"total":…}`; total is exact, also past the last page.
	/// `query.page` is set. Without an order the schema's holds, then the key's.
	Task<void> writePage(const Query& query, Json::Writer& writer);

	/// Appends the row with that key as an object. Throws NotFoundException.
	Task<void> writeOne(const Key& key, Json::Writer& writer);

	/// One record as JSON text, or an array of them.
	std::string toJson(const Record& record) const;
	std::string toJson(const std::vector<Record>& records) const;

	const SchemaBinding& schema() const noexcept
	{
		return _schema;
	}
	TableRepository& repository() noexcept
	{
		return _repository;
	}

protected:
	static void beginPage(Json::Writer& writer);
	static void endPage(Json::Writer& writer, std::int64_t total, const LimitOffset& page);

	/// Sees what a create is about to insert, columns that no client may set included; unset ones are generated and
	/// defaulted after it. The default does nothing, as those of the others do.
	/// Source: advanced_alchemy/service to_model_on_create and its kin.
	virtual void toModelOnCreate(Record& record);
	/// Sees what an update is about to set on the row with that key. One whose writing depends on what it reads locks the row,
	/// or opens the transaction with UnitOfWork::begin(): an update of one statement has none otherwise.
	virtual void toModelOnUpdate(Record& changes, const Key& key);
	/// Sees what an upsert is about to write, before it is known whether there is a row.
	virtual void toModelOnUpsert(Record& record);
	/// Sees the key of a row that is about to be removed.
	virtual void toModelOnRemove(const Key& key);

	/// The query with the schema's order if it has none.
	Query ordered(Query query) const;

private:
	using Reader = std::function<void(const Json::Value& body)>;

	void readRows(const Json::Value& bodies, const Reader& read) const;
	Task<void> addAll(std::vector<Record>& records);
	Task<void> updateAll(const std::vector<Key>& keys, std::vector<Record>& records);
	Task<void> removeAll(const std::vector<Key>& keys, std::vector<Record>& records);
	Task<void> loadShown(Record& record);
	Task<void> loadShown(std::vector<Record>& records);
	Task<void> writeRows(const Query& page, Json::Writer& writer);
	Task<void> writeRecords(const Query& page, Json::Writer& writer);
	Task<void> upsertAll(const Json::Value& bodies, std::vector<Record>& records);
	Task<std::optional<Key>> findMatch(const Record& record);
	Task<void> writeMatch(const Json::Value& body, const std::optional<Key>& match, Record& record);
	Task<void> upsertRow(const Json::Value& body, Record& record);
	Task<void> addRow(Record& record);
	bool writesAlone(const Record& changes) const noexcept;
	Task<void> updateRow(const Key& key, Record& record);
	Task<void> removeRow(const Key& key, std::vector<Record>& removed);

	[[noreturn]] void throwNotFound() const;

	UnitOfWork& _unit;
	TableRepository _repository;
	const SchemaBinding& _schema;
};


} // namespace Athanor


#endif // Athanor_Service_TableService_INCLUDED

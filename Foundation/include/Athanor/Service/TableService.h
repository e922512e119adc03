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
#include <string>


namespace Athanor {


/// A TableService wraps a repository with a schema: JSON in, JSON out.
///
/// It is what Service<T> stands on and what generated routes call, so whatever a service overrides holds for its
/// routes as well. Rows of pages go from the database into the JSON buffer without a Record between.
/// It never commits.
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

	/// Throws NotFoundException.
	Task<Record> getRecord(const Key& key);

	/// Sets what the body says on the row with that key; fields that are not in it stay as they are.
	/// Throws ValidationException, NotFoundException, IntegrityException.
	Task<Record> updateRecord(const Json::Value& body, const Key& key);

	/// Throws NotFoundException, ForeignKeyException.
	Task<void> removeRecord(const Key& key);

	/// Appends a page as `{"items":[…],"limit":…,"offset":…,"total":…}`; total is exact, also past the last page.
	/// `query.page` is set. Without an order the schema's holds, then the key's.
	Task<void> writePage(const Query& query, Json::Writer& writer);

	/// One record as JSON text.
	std::string toJson(const Record& record) const;

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

	/// The query with the schema's order if it has none.
	Query ordered(Query query) const;

private:
	TableRepository _repository;
	const SchemaBinding& _schema;
};


} // namespace Athanor


#endif // Athanor_Service_TableService_INCLUDED

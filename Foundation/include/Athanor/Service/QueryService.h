//
// QueryService.h
//
// Library: Foundation
// Package: Service
//
// A service over queries instead of a model, for both faces.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_QueryService_INCLUDED
#define Athanor_Service_QueryService_INCLUDED


#include "Athanor/Repository/AsyncQueryRepository.h"
#include "Athanor/Repository/QueryRepository.h"
#include "Athanor/Service/RowsJson.h"
#include "Athanor/Service/Service.h"
#include <vector>


namespace Athanor {


/// What query services show: rows under the names of their columns, objects as a service of their model without a schema would.
class QuerySchemas
{
public:
	JsonText toSchema(const Rows& rows) const
	{
		return rowsToSchema(rows);
	}
	JsonText toSchema(const Rows& rows, std::int64_t total, const LimitOffset& page) const
	{
		return rowsToSchema(rows, total, page);
	}
	template <typename Model>
	JsonText toSchema(const std::vector<Model>& objects) const
	{
		Json::Writer writer;
		writer.beginArray();
		for (const Model& object : objects)
			Service<Model>::binding().write(toRecord(object), writer);
		writer.endArray();
		return {writer.take()};
	}
};


/// A QueryService is a QueryRepository whose rows can be shown:
///
///     QueryService sales(request.session());
///     const auto byRegion = select<Sale>(&Sale::region, sum(&Sale::total).as("total")).groupBy(&Sale::region).page(page);
///     return json(sales.toSchema(sales.rows(byRegion), sales.count(byRegion), page));
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
/// Source: advanced_alchemy/service SQLAlchemySyncQueryService @2accd6e1.
class QueryService: public QueryRepository, public QuerySchemas
{
public:
	using QueryRepository::QueryRepository;
};


/// The same on an event loop: `co_await` its methods, with named statements.
class AsyncQueryService: public AsyncQueryRepository, public QuerySchemas
{
public:
	using AsyncQueryRepository::AsyncQueryRepository;
};


} // namespace Athanor


#endif // Athanor_Service_QueryService_INCLUDED

//
// ListQuery.h
//
// Library: Foundation
// Package: Handler
//
// From query parameters to the query of a list.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_ListQuery_INCLUDED
#define Athanor_Handler_ListQuery_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Handler/QueryParameters.h"
#include "Athanor/Query/Query.h"
#include "Athanor/Service/SchemaFilters.h"


namespace Athanor {


/// Reads the page, and the filters and the order that a service allows: what generated list routes do, and what a handler
/// of its own gets from `request.query<BookService>()`.
///
/// Without `orderBy` the query has no order (the schema's holds then), unless `sortOrder` is given: it says the direction
/// of the first sortable field then. With `orderBy` it is `asc` by default.
///
/// Throws HttpException (400) naming the parameter and what it may be. Parameters that nobody knows are not its business:
/// see QueryParameters::refuseUnknown().
Athanor_API Query readListQuery(QueryParameters& parameters, const SchemaFilters& filters,
								const PageLimits& limits);


} // namespace Athanor


#endif // Athanor_Handler_ListQuery_INCLUDED

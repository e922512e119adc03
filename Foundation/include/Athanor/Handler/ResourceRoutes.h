//
// ResourceRoutes.h
//
// Library: Foundation
// Package: Handler
//
// The generated routes of a service.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_ResourceRoutes_INCLUDED
#define Athanor_Handler_ResourceRoutes_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Handler/Routes.h"
#include "Athanor/Service/TableService.h"
#include <functional>
#include <memory>


namespace Athanor {


/// Makes the service of one request.
using ServiceFactory = std::function<std::unique_ptr<TableService>(UnitOfWork&)>;


/// Registers the five routes of the HTTP contract for a service: list and create at the mount point, read, change and
/// delete at `{id}` below it. On a `manual` database they commit by themselves.
///
/// Where the schema says `bulk()`, the mount point also takes arrays: POST creates, PATCH changes (each element with its
/// key), DELETE removes (an array of keys). All or nothing; the answer has the rows in the order of the request, or one
/// entry per wrong row: `{"index":3,"field":"name","reason":"required"}`.
///
/// Throws ImproperConfigurationException if the table's key is composite, or a route is taken.
Athanor_API void addResource(Routes& routes, const SchemaBinding& schema, ServiceFactory factory);


} // namespace Athanor


#endif // Athanor_Handler_ResourceRoutes_INCLUDED

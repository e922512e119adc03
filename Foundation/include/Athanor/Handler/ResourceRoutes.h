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
/// Throws ImproperConfigurationException if the table's key is composite, or a route is taken.
Athanor_API void addResource(Routes& routes, const SchemaBinding& schema, ServiceFactory factory);


} // namespace Athanor


#endif // Athanor_Handler_ResourceRoutes_INCLUDED

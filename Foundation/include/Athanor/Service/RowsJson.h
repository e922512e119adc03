//
// RowsJson.h
//
// Library: Foundation
// Package: Service
//
// Rows of queries as JSON.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_RowsJson_INCLUDED
#define Athanor_Service_RowsJson_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Model/Value.h"
#include "Athanor/Query/Query.h"
#include <cstdint>


namespace Athanor {


/// Appends an array with one object per row, keys in the order of the columns.
Athanor_API void writeRows(Json::Writer& writer, const Rows& rows);

/// The array as text, and a page of it as lists of services look: `{"items":[…],"limit":…,"offset":…,"total":…}`.
/// Source: advanced_alchemy/service SQLAlchemySyncQueryService.to_schema.
Athanor_API JsonText rowsToSchema(const Rows& rows);
Athanor_API JsonText rowsToSchema(const Rows& rows, std::int64_t total, const LimitOffset& page);


} // namespace Athanor


#endif // Athanor_Service_RowsJson_INCLUDED

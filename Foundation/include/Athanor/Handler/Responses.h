//
// Responses.h
//
// Library: Foundation
// Package: Handler
//
// From results to answers.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_Responses_INCLUDED
#define Athanor_Handler_Responses_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Http/Response.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Model/Value.h"
#include "Athanor/Query/Query.h"
#include <cstdint>


namespace Athanor {


using Http::Response;


/// An `application/json` answer. Source: advanced_alchemy/extensions/flask/utils.py FlaskServiceMixin.jsonify.
Athanor_API Response json(JsonText body, int status = 200);
Athanor_API Response json(const Json::Value& body, int status = 200);
/// An array with one object per row, keys in the order of the columns.
Athanor_API Response json(const Rows& rows, int status = 200);
/// The rows of plain SQL as a page, as lists of services look: `{"items":[…],"limit":…,"offset":…,"total":…}`.
/// Source: advanced_alchemy/service SQLAlchemySyncQueryService.to_schema.
Athanor_API Response json(const Rows& rows, std::int64_t total, const LimitOffset& page);

/// 204 without a body.
Athanor_API Response noContent();


} // namespace Athanor


#endif // Athanor_Handler_Responses_INCLUDED

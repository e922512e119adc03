//
// Responses.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/Responses.h"
#include "Athanor/Service/RowsJson.h"


namespace Athanor {


Response json(JsonText body, int status)
{
	return Response::json(std::move(body.text), status);
}


Response json(const Json::Value& body, int status)
{
	return Response::json(body.toString(), status);
}


Response json(const Rows& rows, int status)
{
	return json(rowsToSchema(rows), status);
}


Response json(const Rows& rows, std::int64_t total, const LimitOffset& page)
{
	return json(rowsToSchema(rows, total, page));
}


Response noContent()
{
	return Response::empty(204);
}


} // namespace Athanor

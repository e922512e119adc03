//
// Responses.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/Responses.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Service/ValueJson.h"


namespace Athanor {


namespace {


/// An array with one object per row.
void writeRows(const Rows& rows, Json::Writer& writer)
{
	writer.beginArray();
	for (const Rows::Row& row : rows)
	{
		writer.beginObject();
		for (std::size_t i = 0; i < row.size(); ++i)
		{
			writer.key(rows.columns()[i]);
			writeValue(writer, row[i]);
		}
		writer.endObject();
	}
	writer.endArray();
}


} // namespace


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
	Json::Writer writer;
	writeRows(rows, writer);
	return Response::json(writer.take(), status);
}


Response json(const Rows& rows, std::int64_t total, const LimitOffset& page)
{
	Json::Writer writer;
	writer.beginObject().key("items");
	writeRows(rows, writer);
	writer.key("limit").value(page.limit).key("offset").value(page.offset);
	writer.key("total").value(total).endObject();
	return Response::json(writer.take());
}


Response noContent()
{
	return Response::empty(204);
}


} // namespace Athanor

//
// RowsJson.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/RowsJson.h"
#include "Athanor/Service/ValueJson.h"


namespace Athanor {


void writeRows(Json::Writer& writer, const Rows& rows)
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


JsonText rowsToSchema(const Rows& rows)
{
	Json::Writer writer;
	writeRows(writer, rows);
	return {writer.take()};
}


JsonText rowsToSchema(const Rows& rows, std::int64_t total, const LimitOffset& page)
{
	Json::Writer writer;
	writer.beginObject().key("items");
	writeRows(writer, rows);
	writer.key("limit").value(page.limit).key("offset").value(page.offset);
	writer.key("total").value(total).endObject();
	return {writer.take()};
}


} // namespace Athanor

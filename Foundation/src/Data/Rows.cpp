//
// Rows.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Rows.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


Rows::Rows(ResultSet& result):
	_columns(result.columns())
{
	while (result.next())
	{
		Row row;
		row.reserve(_columns.size());
		for (std::size_t i = 0; i < _columns.size(); ++i)
		{
			row.push_back(result.isNull(i) ? Value() : result.value(i, result.type(i)));
		}
		_rows.push_back(std::move(row));
	}
	_affectedRows = result.affectedRows();
}


const Value& Rows::at(std::size_t row, std::string_view column) const
{
	const auto found = std::find(_columns.begin(), _columns.end(), column);
	if (found == _columns.end())
		throw InvalidRequestException("the result has no column \"" + std::string(column) + "\"");
	if (row >= _rows.size()) throw InvalidRequestException("the result has no row " + std::to_string(row));
	return _rows[row][static_cast<std::size_t>(found - _columns.begin())];
}


} // namespace Athanor

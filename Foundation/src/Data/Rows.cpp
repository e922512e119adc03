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
	Rows(result, {})
{
}


Rows::Rows(ResultSet& result, const std::vector<ValueType>& types):
	_columns(result.columns())
{
	if (!types.empty() && types.size() != _columns.size())
		throw InvalidRequestException("a result of " + std::to_string(_columns.size()) +
									  " columns was said to have " + std::to_string(types.size()));
	while (result.next())
		readRow(result, types);
	_affectedRows = result.affectedRows();
}


void Rows::readRow(const ResultSet& result, const std::vector<ValueType>& types)
{
	Row row;
	row.reserve(_columns.size());
	for (std::size_t i = 0; i < _columns.size(); ++i)
	{
		if (result.isNull(i))
			row.emplace_back();
		else
			row.push_back(result.value(i, types.empty() ? result.type(i) : types[i]));
	}
	_rows.push_back(std::move(row));
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

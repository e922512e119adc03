//
// Dictionary.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Dictionary.h"
#include <algorithm>


namespace Athanor {


Dictionary toDict(const Record& record, std::initializer_list<std::string_view> exclude)
{
	Dictionary dictionary;
	const std::vector<Column>& columns = record.table().columns();
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		const bool excluded = std::find(exclude.begin(), exclude.end(), columns[i].name) != exclude.end();
		if (record.isSet(i) && !excluded) dictionary.emplace_back(columns[i].name, record.value(i));
	}
	return dictionary;
}


} // namespace Athanor

//
// RowKeys.h
//
// Library: Foundation
// Package: Repository
//
// Values of several columns as keys, and rows by such keys.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_RowKeys_INCLUDED
#define Athanor_Repository_RowKeys_INCLUDED


#include "Athanor/Core/Task.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Query/Query.h"
#include <map>
#include <optional>
#include <vector>


namespace Athanor {


using RowKey = std::vector<Value>;


/// Any order in which equal values are equal.
struct RowKeyLess
{
	bool operator()(const RowKey& left, const RowKey& right) const
	{
		return std::lexicographical_compare(
			left.begin(), left.end(), right.begin(), right.end(),
			[](const Value& a, const Value& b) { return a.variant() < b.variant(); });
	}
};


template <typename T>
using RowMap = std::map<RowKey, T, RowKeyLess>;


/// The values of these columns; nothing if one of them is null or not set: such a row refers to none.
std::optional<RowKey> keyOf(const Record& record, const std::vector<std::size_t>& columns);


/// The rows whose `columns` have one of these values, all columns of them, in that order. One statement for as many keys as
/// the database takes placeholders.
Task<std::vector<Record>> selectByKeys(UnitOfWork& unit, const Table& table,
									   const std::vector<std::size_t>& columns,
									   const std::vector<RowKey>& keys, const std::vector<OrderBy>& order);


} // namespace Athanor


#endif // Athanor_Repository_RowKeys_INCLUDED

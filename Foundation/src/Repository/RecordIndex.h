//
// RecordIndex.h
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_RecordIndex_INCLUDED
#define Athanor_Repository_RecordIndex_INCLUDED


#include "Athanor/Model/Record.h"
#include <map>
#include <string>
#include <vector>


namespace Athanor {


/// A RecordIndex finds records by the values of some of their columns.
///
/// Thread safety: one thread at a time.
class RecordIndex
{
public:
	using Columns = std::vector<std::size_t>;

	explicit RecordIndex(Columns columns):
		_columns(std::move(columns))
	{
	}

	/// Replaces the one with the same values.
	void put(const Record& record);
	/// The one with the values of `record`, or null.
	const Record* find(const Record& record) const;

private:
	std::string keyOf(const Record& record) const;

	const Columns _columns;
	std::map<std::string, Record> _records;
};


/// Whether the same columns are set in both.
bool sameColumnsSet(const Record& left, const Record& right);


/// What the database returned for the rows that were sent, in the order of these. They are told apart by `columns`; where
/// the database counted those, in the order of its numbers.
std::vector<Record> inOrderOf(const std::vector<Record>& sent, std::vector<Record> returned,
							  const RecordIndex::Columns& columns);


} // namespace Athanor


#endif // Athanor_Repository_RecordIndex_INCLUDED

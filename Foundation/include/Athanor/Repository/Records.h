//
// Records.h
//
// Library: Foundation
// Package: Repository
//
// Objects of a model to Records and back, as both faces of a repository need them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_Records_INCLUDED
#define Athanor_Repository_Records_INCLUDED


#include "Athanor/Model/Model.h"
#include <optional>
#include <vector>


namespace Athanor {


template <typename T>
std::vector<Record> toRecords(const std::vector<T>& objects)
{
	std::vector<Record> records;
	records.reserve(objects.size());
	for (const T& object : objects)
		records.push_back(toRecord(object));
	return records;
}


template <typename T>
std::vector<T> fromRecords(const std::vector<Record>& records)
{
	std::vector<T> objects;
	objects.reserve(records.size());
	for (const Record& record : records)
		objects.push_back(fromRecord<T>(record));
	return objects;
}


template <typename T>
std::optional<T> fromRecord(const std::optional<Record>& record)
{
	if (!record) return std::nullopt;
	return fromRecord<T>(*record);
}


/// What an object that was read and changed says about its row: everything but the moments that a change sets by itself.
template <typename T>
Record changesOf(const T& object, const Relations& relations = {})
{
	Record changes = toRecord(object, relations);
	for (std::size_t i = 0; i < changes.table().columns().size(); ++i)
	{
		if (changes.table().columns()[i].touchOnUpdate) changes.unset(i);
	}
	return changes;
}


template <typename T>
std::vector<Record> changesOf(const std::vector<T>& objects)
{
	std::vector<Record> changes;
	changes.reserve(objects.size());
	for (const T& object : objects)
		changes.push_back(changesOf(object));
	return changes;
}


inline void unsetKey(Record& record)
{
	for (const std::size_t column : record.table().primaryKey())
		record.unset(column);
}


} // namespace Athanor


#endif // Athanor_Repository_Records_INCLUDED

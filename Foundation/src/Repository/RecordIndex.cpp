//
// RecordIndex.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "RecordIndex.h"
#include <algorithm>
#include <type_traits>


namespace Athanor {


namespace {


/// A text that two values share only if they are equal.
struct Spelling
{
	std::string operator()(std::monostate) const
	{
		return {};
	}
	std::string operator()(bool value) const
	{
		return value ? "1" : "0";
	}
	std::string operator()(std::int64_t value) const
	{
		return std::to_string(value);
	}
	std::string operator()(double value) const
	{
		return std::string(reinterpret_cast<const char*>(&value), sizeof value);
	}
	std::string operator()(const std::string& value) const
	{
		return value;
	}
	std::string operator()(const Bytes& value) const
	{
		return value.data;
	}
	std::string operator()(const JsonText& value) const
	{
		return value.text;
	}
	/// Equal numbers may be written with different scales.
	std::string operator()(const Decimal& value) const
	{
		std::string text = value.toString();
		if (value.scale() == 0) return text;
		text.erase(text.find_last_not_of('0') + 1);
		if (text.back() == '.') text.pop_back();
		return text == "-0" ? "0" : text;
	}
	/// UUID, Date, Time, DateTime.
	template <typename T>
	std::string operator()(const T& value) const
	{
		return value.toString();
	}
};


} // namespace


void RecordIndex::put(const Record& record)
{
	_records.insert_or_assign(keyOf(record), record);
}


const Record* RecordIndex::find(const Record& record) const
{
	const auto found = _records.find(keyOf(record));
	return found == _records.end() ? nullptr : &found->second;
}


std::string RecordIndex::keyOf(const Record& record) const
{
	std::string key;
	for (const std::size_t column : _columns)
	{
		const std::string text = std::visit(Spelling(), record.value(column).variant());
		key += std::to_string(text.size()) + ":" + text;
	}
	return key;
}


bool sameColumnsSet(const Record& left, const Record& right)
{
	for (std::size_t i = 0; i < left.table().columns().size(); ++i)
	{
		if (left.isSet(i) != right.isSet(i)) return false;
	}
	return true;
}


std::vector<Record> inOrderOf(const std::vector<Record>& sent, std::vector<Record> returned,
							  const RecordIndex::Columns& columns)
{
	const std::size_t first = columns.front();
	if (!sent.front().isSet(first))
	{
		std::sort(returned.begin(), returned.end(), [first](const Record& left, const Record& right) {
			return left.value(first).get<std::int64_t>() < right.value(first).get<std::int64_t>();
		});
		return returned;
	}
	RecordIndex index(columns);
	for (const Record& record : returned)
		index.put(record);
	std::vector<Record> ordered;
	for (std::size_t i = 0; i < sent.size(); ++i)
	{
		const Record* found = index.find(sent[i]);
		ordered.push_back(found ? *found : returned[i]);
	}
	return ordered;
}


} // namespace Athanor

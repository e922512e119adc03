//
// GeneratedQueries.h
//
// Library: Tests
// Package: Conformance
//
// List queries from a seed, and the answers that the rows give to them in C++.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_GeneratedQueries_INCLUDED
#define Athanor_Conformance_GeneratedQueries_INCLUDED


#include "GeneratedFilters.h"
#include "Athanor/Query/Query.h"
#include <cstdint>
#include <string>
#include <vector>


namespace Athanor::Conformance {


/// Up to three filters, up to three orders and a page or none, over the people's table.
struct GeneratedQuery
{
	Query query;
	Meaning holds;
	std::string text;
};


/// Rows of a page in order, and how many rows match in all.
struct ListAnswer
{
	std::vector<Record> rows;
	std::int64_t total = 0;
};


constexpr std::uint64_t generatedSeed = 20240229;
constexpr std::size_t generatedCount = 1000;

/// The same queries each time. What the databases are known to do differently is not among them: no value is -0.0, and
/// JSON columns are tested for null alone (see docs/data.md).
const std::vector<GeneratedQuery>& generatedQueries();

/// The answer of a program that has all rows in memory.
ListAnswer answerOf(const GeneratedQuery& generated);

/// Empty if both are the same; otherwise what differs.
std::string differenceOf(const ListAnswer& expected, const ListAnswer& given);


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_GeneratedQueries_INCLUDED

//
// QueryModels.h
//
// Library: Tests
// Package: Query
//
// Models for the tests of typed statements.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_QueryModels_INCLUDED
#define Athanor_Tests_QueryModels_INCLUDED


#include "Athanor/Model/Model.h"
#include <optional>
#include <string>


namespace QuerySamples {


using namespace Athanor;


enum class Genre
{
	Novel,
	Poems
};

constexpr auto enumNames(Genre)
{
	return std::array{EnumName<Genre>{Genre::Novel, "novel"}, EnumName<Genre>{Genre::Poems, "poems"}};
}


struct Author: BigIntBase
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name), column("dob", &Author::dob));
	}
};


struct Book: BigIntBase, AuditColumns
{
	std::string title;
	std::optional<std::int32_t> year;
	Decimal price;
	bool sold = false;
	Genre genre = Genre::Novel;
	JsonText notes{"{}"};
	std::int64_t authorId = 0;
	int unmapped = 0;

	static constexpr auto model()
	{
		return table(column("title", &Book::title), column("year", &Book::year),
					 column("price", &Book::price), column("sold", &Book::sold),
					 column("genre", &Book::genre), column("notes", &Book::notes),
					 column("author_id", &Book::authorId));
	}
};


} // namespace QuerySamples


#endif // Athanor_Tests_QueryModels_INCLUDED

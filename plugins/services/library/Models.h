//
// Models.h
//
// Plugin: library
//
// The tables of the library: authors with their books, books with their tags.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Library_Models_INCLUDED
#define Athanor_Plugin_Library_Models_INCLUDED


#include "Athanor/Athanor.h"
#include <array>


namespace Library {


using namespace Athanor;


enum class Genre
{
	Essay,
	Novel,
	Poetry
};

/// As the database and JSON have them.
constexpr auto enumNames(Genre)
{
	return std::array{EnumName{Genre::Essay, "essay"}, EnumName{Genre::Novel, "novel"},
					  EnumName{Genre::Poetry, "poetry"}};
}


struct Book;


struct Author: UUIDv7AuditBase
{
	std::string name;
	std::optional<Date> born;
	std::vector<Book> books;

	static constexpr auto model()
	{
		return table("library_author", column("name", &Author::name).length(100).unique(),
					 column("born", &Author::born), relation("books", &Author::books).orderBy("title"));
	}
};


/// Its name is its key.
struct Tag
{
	std::string name;
	std::optional<std::string> description;

	static constexpr auto model()
	{
		return table("library_tag", column("name", &Tag::name).primaryKey().length(40),
					 column("description", &Tag::description));
	}
};


/// A book has one author, who cannot be removed as long as there are books, and any number of tags.
struct Book: UUIDv7AuditBase
{
	std::string title;
	std::string isbn;
	UUID authorId;
	Genre genre = Genre::Novel;
	Decimal price;
	std::int32_t pages = 0;
	bool inStock = false;
	std::optional<Date> published;
	std::optional<JsonText> details;
	std::shared_ptr<Author> author;
	std::vector<Tag> tags;

	static constexpr auto model()
	{
		return table("library_book", column("title", &Book::title).length(200),
					 column("isbn", &Book::isbn).length(17).unique(),
					 column("author_id", &Book::authorId).references("library_author", "id").index(),
					 column("genre", &Book::genre),
					 column("price", &Book::price).numeric(10, 2).check("price >= 0"),
					 column("pages", &Book::pages), column("in_stock", &Book::inStock),
					 column("published", &Book::published), column("details", &Book::details),
					 relation("author", &Book::author),
					 relation("tags", &Book::tags).through("library_book_tag", "book_id", "tag_name"));
	}
};


} // namespace Library


#endif // Athanor_Plugin_Library_Models_INCLUDED

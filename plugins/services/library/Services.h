//
// Services.h
//
// Plugin: library
//
// What clients see of the library, and what they may ask and change.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Library_Services_INCLUDED
#define Athanor_Plugin_Library_Services_INCLUDED


#include "Models.h"
#include "Athanor/Core/Text.h"
#include <algorithm>


namespace Library {


class TagService: public Service<Tag, TagService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("name")
			.readOnlyAfterCreate()
			.searchable()
			.sortable()
			.field("description")
			.searchable()
			.bulk();
	}
};


/// What may be said of a book where its author is known.
inline Schema bookOfAuthor()
{
	return Schema{}
		.field("id")
		.field("title")
		.field("isbn")
		.field("genre")
		.field("price")
		.field("pages")
		.field("in_stock")
		.named("inStock")
		.field("tags")
		.nested(TagService::schema());
}


class AuthorService: public Service<Author, AuthorService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("id")
			.readOnlyAfterCreate()
			.filterable()
			.field("name")
			.searchable()
			.sortable()
			.field("born")
			.sortable()
			.filterable()
			.field("created_at")
			.named("createdAt")
			.readOnly()
			.sortable()
			.filterable()
			.field("updated_at")
			.named("updatedAt")
			.readOnly()
			.filterable()
			.field("books")
			.nested(bookOfAuthor())
			.writeOnly()
			.orderBy("name")
			.matchFields({"name"})
			.bulk();
	}
};


/// Clients write an ISBN with or without dashes; it is kept without.
class BookService: public Service<Book, BookService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("id")
			.readOnlyAfterCreate()
			.filterable()
			.field("title")
			.searchable()
			.sortable()
			.field("isbn")
			.searchable()
			.filterable()
			.field("author_id")
			.named("authorId")
			.filterable()
			.field("genre")
			.filterable()
			.sortable()
			.field("price")
			.filterable()
			.sortable()
			.field("pages")
			.filterable()
			.sortable()
			.field("in_stock")
			.named("inStock")
			.filterable()
			.field("published")
			.filterable()
			.sortable()
			.field("details")
			.field("tags")
			.nested(TagService::schema())
			.field("author")
			.nested(Schema{}.field("id").field("name").field("born"))
			.writeOnly()
			.field("created_at")
			.named("createdAt")
			.readOnly()
			.filterable()
			.sortable()
			.field("updated_at")
			.named("updatedAt")
			.readOnly()
			.filterable()
			.orderBy("title")
			.searchIgnoresCase()
			.matchFields({"isbn"})
			.bulk(500);
	}

protected:
	void toModelOnCreate(Record& record) override
	{
		normalise(record);
	}
	void toModelOnUpdate(Record& changes, const Key&) override
	{
		normalise(changes);
	}

private:
	static void normalise(Record& record)
	{
		static const std::size_t isbn = record.table().indexOf("isbn");
		if (!record.isSet(isbn)) return;
		std::string digits = record.value(isbn).get<std::string>();
		digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
		if (digits.size() != 13 || !isDigits(digits))
			throw ValidationException({FieldError{"isbn", "not an ISBN of 13 digits"}});
		record.set(isbn, std::move(digits));
	}
};


} // namespace Library


#endif // Athanor_Plugin_Library_Services_INCLUDED

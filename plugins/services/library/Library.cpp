//
// Library.cpp
//
// Plugin: library
//
// Authors, books and tags: generated routes with filters and bulk writes, and routes by hand where two tables meet. Works on
// blocking and asynchronous databases.
//
// SPDX-License-Identifier: MIT
//
#include "Services.h"


using namespace Library;


namespace {


/// The list of books as the client asked for it, restricted to one author.
Query booksOf(RequestContext& request, const UUID& author)
{
	Query query = request.query<BookService>();
	query.add(Condition::compare("author_id", Comparison::Equal, author));
	return query;
}


Response authorsBooks(RequestContext& request, UUID author)
{
	const Query query = booksOf(request, author);
	AuthorService(request.session()).get(author);
	BookService books(request.session());
	const auto [page, total] = books.listAndCount(query);
	return json(books.toSchema(page, total, query));
}


Task<Response> authorsBooksAsync(RequestContext& request, UUID author)
{
	const Query query = booksOf(request, author);
	const Key key(author);
	AsyncService<AuthorService> authors(request.asyncSession());
	Author found = co_await authors.get(key);
	AsyncService<BookService> books(request.asyncSession());
	std::pair<std::vector<Book>, std::int64_t> page = co_await books.listAndCount(query);
	co_return json(books.toSchema(page.first, page.second, query));
}


/// The body with the author that the path names.
Json::Value bookOf(RequestContext& request, const UUID& author)
{
	Json::Value body = request.json();
	if (!body.isObject()) throw ValidationException({FieldError{"", "must be a JSON object"}});
	body.set("authorId", author.toString());
	return body;
}


Response addBook(RequestContext& request, UUID author)
{
	BookService books(request.session());
	return json(books.toSchema(books.create(bookOf(request, author))), 201);
}


Task<Response> addBookAsync(RequestContext& request, UUID author)
{
	const Json::Value body = bookOf(request, author);
	AsyncService<BookService> books(request.asyncSession());
	Book book = co_await books.create(body);
	co_return json(books.toSchema(book), 201);
}


} // namespace


class LibraryPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Author>();
		context.model<Book>();
		context.model<Tag>();
		// The first path is what `path` of the ini replaces; those below it follow.
		Routes& routes = context.routes("/library");
		context.resource<AuthorService>("/library/authors");
		context.resource<BookService>("/library/books");
		context.resource<TagService>("/library/tags");
		const std::string books = "/authors/{id:uuid}/books";
		if (context.engines().get(context.bindKey()).isAsync())
			routes.get(books, &authorsBooksAsync).post(books, &addBookAsync);
		else
			routes.get(books, &authorsBooks).post(books, &addBook);
	}
};


ATHANOR_PLUGIN(LibraryPlugin, "library", "1.0.0")

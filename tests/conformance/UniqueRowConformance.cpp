//
// UniqueRowConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "UniqueRowConformance.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Repository/Slugs.h"


namespace Athanor::Conformance {


namespace {


/// Two keys beside the primary one: its slug, and its author's name for it.
struct Post: BigIntBase, SlugKey
{
	std::string title;
	std::optional<std::string> author;
	std::optional<std::string> draft;

	static constexpr auto model()
	{
		return table(column("title", &Post::title), column("author", &Post::author),
					 column("draft", &Post::draft))
			.unique("author", "draft");
	}
};


struct Plain: BigIntBase
{
	std::string title;

	static constexpr auto model()
	{
		return table("plain_row", column("title", &Plain::title));
	}
};


Record post(const std::string& slug, const std::string& title, std::optional<std::string> author = {},
			std::optional<std::string> draft = {})
{
	Post post;
	post.slug = slug;
	post.title = title;
	post.author = std::move(author);
	post.draft = std::move(draft);
	return toRecord(post);
}


} // namespace


void UniqueRowConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	_face->engine().metadata().add(tableOf<Post>());
	_face->engine().metadata().add(tableOf<Plain>());
	_face->wait(createAll(_face->engine()));
}


void UniqueRowConformance::tearDown()
{
	_face.reset();
	Fixture::tearDown();
}


TableRepository UniqueRowConformance::posts()
{
	return TableRepository(_face->unit(), tableOf<Post>());
}


Record UniqueRowConformance::addPost(const std::string& slug, const std::string& title)
{
	return _face->wait(posts().add(post(slug, title)));
}


void UniqueRowConformance::testGetBySlugFindsItsRow()
{
	addPost("hello-world", "Hello World");
	const std::optional<Record> found = _face->wait(posts().getOneOrNone(bySlug("hello-world")));
	CPPUNIT_ASSERT_EQUAL(std::string("Hello World"), found.value().value("title").get<std::string>());
	CPPUNIT_ASSERT(!_face->wait(posts().getOneOrNone(bySlug("hello"))));
}


void UniqueRowConformance::testAvailableSlugIsThatOfTheText()
{
	TableRepository rows = posts();
	CPPUNIT_ASSERT_EQUAL(std::string("hello-world"), _face->wait(availableSlug(rows, "Hello  Wörld!")));
}


void UniqueRowConformance::testAvailableSlugOfATakenOneIsAnother()
{
	addPost("hello");
	TableRepository rows = posts();
	const std::string slug = _face->wait(availableSlug(rows, "Hello"));
	CPPUNIT_ASSERT_EQUAL(std::string("hello-"), slug.substr(0, 6));
	CPPUNIT_ASSERT_EQUAL(std::size_t{10}, slug.size());
	CPPUNIT_ASSERT_EQUAL(std::string::npos,
						 slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789", 6));
	addPost(slug);
}


void UniqueRowConformance::testAvailableSlugFitsTheColumn()
{
	const std::string title(150, 'a');
	TableRepository rows = posts();
	const std::string first = _face->wait(availableSlug(rows, title));
	CPPUNIT_ASSERT_EQUAL(std::string(100, 'a'), first);
	addPost(first);
	const std::string second = _face->wait(availableSlug(rows, title));
	CPPUNIT_ASSERT_EQUAL(std::size_t{100}, second.size());
	CPPUNIT_ASSERT_EQUAL(std::string(95, 'a') + "-", second.substr(0, 96));
	addPost(second);
}


void UniqueRowConformance::testAvailableSlugOfATextWithoutLetters()
{
	TableRepository rows = posts();
	const std::string slug = _face->wait(availableSlug(rows, "日本"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{4}, slug.size());
	addPost(slug);
}


void UniqueRowConformance::testGetOrCreateCreatesOnce()
{
	const auto [created, isNew] = _face->wait(posts().getOrCreate(post("a", "A"), {}));
	CPPUNIT_ASSERT(isNew);
	const auto [found, again] = _face->wait(posts().getOrCreate(post("a", "A"), {}));
	CPPUNIT_ASSERT(!again);
	CPPUNIT_ASSERT(created.key() == found.key());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _face->wait(posts().count({})));
}


void UniqueRowConformance::testGetOrCreateLeavesTheRowAsItIs()
{
	addPost("a", "first");
	const auto [found, created] = _face->wait(posts().getOrCreate(post("a", "second"), {}));
	CPPUNIT_ASSERT(!created);
	CPPUNIT_ASSERT_EQUAL(std::string("first"), found.value("title").get<std::string>());
}


void UniqueRowConformance::testGetOrCreateByNamedColumns()
{
	const TableRepository::MatchFields key{"draft", "author"};
	const auto [created, isNew] = _face->wait(posts().getOrCreate(post("a", "A", "x", "1"), key));
	CPPUNIT_ASSERT(isNew);
	const auto [found, again] = _face->wait(posts().getOrCreate(post("b", "B", "x", "1"), key));
	CPPUNIT_ASSERT(!again);
	CPPUNIT_ASSERT_EQUAL(std::string("a"), found.value("slug").get<std::string>());
	// Another unique key is still one.
	CPPUNIT_ASSERT_THROW(_face->wait(posts().getOrCreate(post("a", "A", "x", "2"), key)),
						 DuplicateKeyException);
}


void UniqueRowConformance::testGetOrCreateWithoutAUniqueKeyThrows()
{
	// Which of the two is not said; one that is not set; one that is none.
	const Record both = post("a", "A", "x", "1");
	CPPUNIT_ASSERT_THROW(_face->wait(posts().getOrCreate(both, {})), InvalidRequestException);
	const Record slugOnly = post("a", "A");
	CPPUNIT_ASSERT_THROW(_face->wait(posts().getOrCreate(slugOnly, {"author", "draft"})),
						 InvalidRequestException);
	CPPUNIT_ASSERT_THROW(_face->wait(posts().getOrCreate(both, {"title"})), InvalidRequestException);
	TableRepository plain(_face->unit(), tableOf<Plain>());
	CPPUNIT_ASSERT_THROW(_face->wait(plain.getOrCreate(toRecord(Plain()), {})), InvalidRequestException);
}


} // namespace Athanor::Conformance

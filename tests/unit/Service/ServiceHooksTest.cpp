//
// ServiceHooksTest.cpp
//
// Library: Tests
// Package: Service
//
// What a service adds to its operations, and which fields an update writes.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Reader.h"
#include "ServiceTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


struct Article: BigIntBase
{
	std::string title;
	std::string slug;
	std::optional<std::string> summary;
	std::int32_t rating = 0;

	static constexpr auto model()
	{
		return table(column("title", &Article::title), column("slug", &Article::slug),
					 column("summary", &Article::summary), column("rating", &Article::rating));
	}
};


/// The slug follows the title and is no field of the schema that a client may write; locked rows stay.
class ArticleService: public Service<Article, ArticleService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}.field("id").readOnly().field("title").field("slug").readOnly().field("summary").field(
			"rating");
	}

	std::vector<std::int64_t> removed;

protected:
	void toModelOnCreate(Record& record) override
	{
		record.set("slug", toLower(record.value("title").get<std::string>()));
	}
	void toModelOnUpdate(Record& changes, const Key& key) override
	{
		if (key.values().front() == Value(7)) throw ValidationException({FieldError{"id", "is locked"}});
		if (changes.isSet(changes.table().indexOf("title"))) toModelOnCreate(changes);
	}
	void toModelOnRemove(const Key& key) override
	{
		removed.push_back(key.values().front().get<std::int64_t>());
	}
};


} // namespace


class ServiceHooksTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ServiceHooksTest);
	CPPUNIT_TEST(testCreateInvokesOverriddenHook);
	CPPUNIT_TEST(testCreateOfObjectInvokesOverriddenHook);
	CPPUNIT_TEST(testCreateManyInvokesHookForEachRow);
	CPPUNIT_TEST(testUpdateInvokesOverriddenHook);
	CPPUNIT_TEST(testHookMayRefuse);
	CPPUNIT_TEST(testRemoveInvokesOverriddenHook);
	CPPUNIT_TEST(testUnsetFieldsAreNotWritten);
	CPPUNIT_TEST(testIncludedUnsetFieldsBecomeDefaultsForOneCallOnly);
	CPPUNIT_TEST(testIncludedUnsetFieldWithoutDefaultIsRequired);
	CPPUNIT_TEST(testExcludedNullsLeaveFieldsAsTheyAre);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		database.engine.metadata().add(tableOf<Article>());
		runInline(createAll(database.engine));
	}

	void testCreateInvokesOverriddenHook()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("hello"), create().slug);
	}

	void testCreateOfObjectInvokesOverriddenHook()
	{
		Article article;
		article.title = "ABC";
		CPPUNIT_ASSERT_EQUAL(std::string("abc"), service.create(article).slug);
	}

	void testCreateManyInvokesHookForEachRow()
	{
		const std::vector<Article> articles =
			service.createMany(Json::parse(R"([{"title":"A","rating":1},{"title":"B","rating":2}])"));
		CPPUNIT_ASSERT_EQUAL(std::string("a"), articles.at(0).slug);
		CPPUNIT_ASSERT_EQUAL(std::string("b"), articles.at(1).slug);
	}

	void testUpdateInvokesOverriddenHook()
	{
		const Article article = create();
		CPPUNIT_ASSERT_EQUAL(std::string("bye"),
							 service.update(Json::parse(R"({"title":"Bye"})"), article.id).slug);
		CPPUNIT_ASSERT_EQUAL(std::string("bye"),
							 service.update(Json::parse(R"({"rating":4})"), article.id).slug);
	}

	void testHookMayRefuse()
	{
		CPPUNIT_ASSERT_THROW(service.update(Json::parse(R"({"rating":4})"), 7), ValidationException);
	}

	void testRemoveInvokesOverriddenHook()
	{
		const Article article = create();
		service.remove(article.id);
		CPPUNIT_ASSERT(service.removed == std::vector<std::int64_t>{article.id});
	}

	void testUnsetFieldsAreNotWritten()
	{
		const Article updated = service.update(Json::parse(R"({"rating":4})"), create().id);
		CPPUNIT_ASSERT(updated.summary == "short");
		CPPUNIT_ASSERT_EQUAL(4, updated.rating);
	}

	void testIncludedUnsetFieldsBecomeDefaultsForOneCallOnly()
	{
		const Article article = create();
		UpdateOptions whole;
		whole.excludeUnset = false;
		const Article replaced =
			service.update(Json::parse(R"({"title":"Bye","rating":1})"), article.id, whole);
		CPPUNIT_ASSERT(!replaced.summary);
		service.update(Json::parse(R"({"summary":"back"})"), article.id);
		const Article after = service.update(Json::parse(R"({"rating":5})"), article.id);
		CPPUNIT_ASSERT(after.summary == "back");
		CPPUNIT_ASSERT_EQUAL(std::string("Bye"), after.title);
	}

	void testIncludedUnsetFieldWithoutDefaultIsRequired()
	{
		UpdateOptions whole;
		whole.excludeUnset = false;
		const Article article = create();
		CPPUNIT_ASSERT_THROW(service.update(Json::parse(R"({"title":"Bye"})"), article.id, whole),
							 ValidationException);
	}

	void testExcludedNullsLeaveFieldsAsTheyAre()
	{
		UpdateOptions noNulls;
		noNulls.excludeNone = true;
		const Article article = create();
		const Json::Value body = Json::parse(R"({"summary":null,"rating":9})");
		const Article updated = service.update(body, article.id, noNulls);
		CPPUNIT_ASSERT(updated.summary == "short");
		CPPUNIT_ASSERT_EQUAL(9, updated.rating);
		CPPUNIT_ASSERT(!service.update(body, article.id).summary);
	}

private:
	Article create()
	{
		return service.create(Json::parse(R"({"title":"Hello","summary":"short","rating":3})"));
	}

	ServiceSamples::SampleDatabase database;
	ArticleService service{database.session};
};

CPPUNIT_TEST_SUITE_REGISTRATION(ServiceHooksTest);

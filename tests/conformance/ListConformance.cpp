//
// ListConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "ListConformance.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Query/Changes.h"
#include "Athanor/Repository/Repository.h"
#include "Athanor/Service/Service.h"


namespace Athanor::Conformance {


namespace ListSamples {


struct Box: BigIntBase, AuditColumns
{
	std::vector<std::string> tags;
	std::vector<std::int64_t> numbers;
	std::vector<bool> flags;
	std::optional<std::vector<UUID>> keys;

	static constexpr auto model()
	{
		return table("list_box", column("tags", &Box::tags), column("numbers", &Box::numbers),
					 column("flags", &Box::flags), column("keys", &Box::keys));
	}
};


Box sample()
{
	Box box;
	box.tags = {"", "a b", "{,}", "\"\\'", "null", "\n\x01", "ünï 日本"};
	box.numbers = {1, -1, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
	box.flags = {true, false};
	box.keys = std::vector<UUID>{UUID::v4(), UUID()};
	return box;
}


bool sameLists(const Box& left, const Box& right)
{
	return left.tags == right.tags && left.numbers == right.numbers && left.flags == right.flags &&
		   left.keys == right.keys;
}


} // namespace ListSamples


using namespace ListSamples;


void ListConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), false);
	_face->engine().metadata().add(tableOf<Box>());
	_face->wait(createAll(_face->engine()));
}


void ListConformance::tearDown()
{
	_face.reset();
	Fixture::tearDown();
}


void ListConformance::testListsComeAsTheyWereStored()
{
	Repository<Box> boxes(_face->session());
	const Box box = sample();
	const Box stored = boxes.add(box);
	CPPUNIT_ASSERT(sameLists(box, stored));
	CPPUNIT_ASSERT(sameLists(box, boxes.get(stored.id)));
	const std::vector<Box> many = boxes.addMany({box, box});
	CPPUNIT_ASSERT(sameLists(box, many.at(1)));
}


void ListConformance::testNullAndEmptyAreTwoThings()
{
	Repository<Box> boxes(_face->session());
	const Box empty = boxes.get(boxes.add(Box()).id);
	CPPUNIT_ASSERT(empty.tags.empty() && !empty.keys);
	Box box = empty;
	box.keys.emplace();
	const Box changed = boxes.update(box);
	CPPUNIT_ASSERT(changed.keys && changed.keys->empty());
}


void ListConformance::testUpdateOfAnEqualListChangesNothing()
{
	Repository<Box> boxes(_face->session());
	const Box stored = boxes.add(sample());
	CPPUNIT_ASSERT(boxes.update(stored).updatedAt == stored.updatedAt);
	Box changed = stored;
	changed.tags.emplace_back("z");
	CPPUNIT_ASSERT(boxes.update(changed).updatedAt > stored.updatedAt);
}


void ListConformance::testListIsSelectedAndReturned()
{
	Session& session = _face->session();
	const std::vector<std::string> tags{"x", "y"};
	const auto stored = session.execute(
		insert<Box>().set(&Box::tags, tags).set(&Box::numbers, {}).set(&Box::flags, {}).returning());
	CPPUNIT_ASSERT(stored.at(0).tags == tags);
	const auto rows = session.execute(select<Box>(&Box::id, &Box::tags, column(&Box::tags).as("labels")));
	CPPUNIT_ASSERT(std::get<1>(rows.at(0)) == tags && std::get<2>(rows.at(0)) == tags);
	const auto shorter = update<Box>().set(&Box::tags, {"z"}).where(column(&Box::keys).isNull()).returning();
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, session.execute(shorter).at(0).tags.size());
	CPPUNIT_ASSERT(
		(session.execute(select<Box>(&Box::tags)) == std::vector<std::vector<std::string>>{{"z"}}));
}


void ListConformance::testListsAreTestedForNullOnly()
{
	Repository<Box> boxes(_face->session());
	boxes.add(sample());
	Query query;
	query.where = Condition::isNotNull("keys");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, boxes.count(query));
	query.where = Condition::compare("tags", Comparison::Equal, JsonText{"[]"});
	CPPUNIT_ASSERT_THROW(boxes.count(query), InvalidRequestException);
}


void ListConformance::testUnfitBodyIsRefused()
{
	Service<Box> boxes(_face->session());
	const Box box = boxes.create(Json::parse(R"({"tags":["a"],"numbers":[1,2],"flags":[],"keys":null})"));
	CPPUNIT_ASSERT(
		(box.tags == std::vector<std::string>{"a"} && box.numbers == std::vector<std::int64_t>{1, 2}));
	const std::string shown = boxes.toSchema(boxes.get(box.id)).text;
	CPPUNIT_ASSERT(shown.find(R"("tags":["a"],"numbers":[1,2],"flags":[],"keys":null)") != std::string::npos);
	try
	{
		boxes.create(Json::parse(R"({"tags":"a","numbers":[1,"x"],"flags":[null],"keys":["x"]})"));
		CPPUNIT_FAIL("all of them are wrong");
	}
	catch (const ValidationException& exception)
	{
		std::string reasons;
		for (const FieldError& error : exception.errors())
			reasons += error.field + " " + error.reason + "; ";
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"tags not an array; numbers element 1 is not an integer; flags element 0 is null; keys "
				"element 0 is not a UUID; "),
			reasons);
	}
}


} // namespace Athanor::Conformance

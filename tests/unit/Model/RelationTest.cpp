//
// RelationTest.cpp
//
// Library: Tests
// Package: Model
//
// Relations find their columns, and objects their related ones.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Metadata.h"
#include "Athanor/Model/Model.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


namespace RelationSamples {


using namespace Athanor;


struct Book;
struct Tag;


struct Author: BigIntBase
{
	std::string name;
	std::vector<Book> books;
	std::vector<Book> edited;

	static constexpr auto model()
	{
		return table(column("name", &Author::name), relation("books", &Author::books).foreignKey("author_id"),
					 relation("edited", &Author::edited).foreignKey("editor_id").orderBy("title").owned());
	}
};


struct Book: UUIDBase
{
	std::string title;
	std::int64_t authorId = 0;
	std::optional<std::int64_t> editorId;
	std::shared_ptr<Author> author;
	std::vector<Tag> tags;

	static constexpr auto model()
	{
		return table(column("title", &Book::title),
					 column("author_id", &Book::authorId).references("author", "id"),
					 column("editor_id", &Book::editorId), relation("author", &Book::author),
					 relation("tags", &Book::tags).through("book_tag", "book_id", "tag_id"));
	}
};


struct Tag: DefaultBase
{
	std::string name;

	static constexpr auto model()
	{
		return table(column("name", &Tag::name).primaryKey().length(20));
	}
};


/// Declares the association itself, with more than its keys.
struct BookTag: BigIntBase
{
	UUID book;
	std::string tag;
	std::string by;

	static constexpr auto model()
	{
		return table(column("book_id", &BookTag::book), column("tag_id", &BookTag::tag),
					 column("by", &BookTag::by));
	}
};


struct Lost: BigIntBase
{
	std::vector<Tag> tags;

	static constexpr auto model()
	{
		return table(relation("tags", &Lost::tags));
	}
};


struct Crossed: BigIntBase
{
	std::int64_t left = 0;
	std::int64_t right = 0;
	std::shared_ptr<Author> author;

	static constexpr auto model()
	{
		return table(column("left", &Crossed::left).references("author", "id"),
					 column("right", &Crossed::right).references("author", "id"),
					 relation("author", &Crossed::author));
	}
};


std::string messageOf(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const Poco::Exception& exception)
	{
		return exception.message();
	}
	return "no exception";
}


const RelationPath& pathOf(const Table& table, const char* relation)
{
	return table.path(table.relationIndex(relation));
}


} // namespace RelationSamples


using namespace RelationSamples;


class RelationTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RelationTest);
	CPPUNIT_TEST(testOneToManyGoesOverTheOthersForeignKey);
	CPPUNIT_TEST(testColumnWithoutConstraintRefersToTheKey);
	CPPUNIT_TEST(testManyToOneFindsTheOnlyForeignKey);
	CPPUNIT_TEST(testManyToManyDescribesItsAssociation);
	CPPUNIT_TEST(testRelationWithoutForeignKeyIsRefused);
	CPPUNIT_TEST(testRelationWithSeveralForeignKeysIsRefused);
	CPPUNIT_TEST(testUnknownRelationIsNamedWithThoseThereAre);
	CPPUNIT_TEST(testAssociationComesWithTheModel);
	CPPUNIT_TEST(testAssociationThatIsAModelIsTaken);
	CPPUNIT_TEST(testModelWithoutItsForeignKeyIsNotAdded);
	CPPUNIT_TEST(testRelationsAreNotPartOfARecordUnlessNamed);
	CPPUNIT_TEST(testNamedRelationsSurviveTheRecord);
	CPPUNIT_TEST(testLoadedMeansReplacedInTheObject);
	CPPUNIT_TEST(testChoicesAreJoined);
	CPPUNIT_TEST(testChoiceOfAnotherTableIsRefused);
	CPPUNIT_TEST(testNamesAreFollowed);
	CPPUNIT_TEST_SUITE_END();

public:
	void testOneToManyGoesOverTheOthersForeignKey()
	{
		const RelationPath& path = pathOf(tableOf<Author>(), "books");
		CPPUNIT_ASSERT(path.target == &tableOf<Book>());
		CPPUNIT_ASSERT(path.local == (std::vector<std::size_t>{0}));
		CPPUNIT_ASSERT(path.remote == (std::vector<std::size_t>{tableOf<Book>().indexOf("author_id")}));
		CPPUNIT_ASSERT(!path.association);
	}

	void testColumnWithoutConstraintRefersToTheKey()
	{
		const RelationPath& path = pathOf(tableOf<Author>(), "edited");
		CPPUNIT_ASSERT(path.local == (std::vector<std::size_t>{0}));
		CPPUNIT_ASSERT(path.remote == (std::vector<std::size_t>{tableOf<Book>().indexOf("editor_id")}));
		CPPUNIT_ASSERT(tableOf<Author>().relations().at(1).owned);
		CPPUNIT_ASSERT_EQUAL(std::string("title"), tableOf<Author>().relations().at(1).orderBy);
	}

	void testManyToOneFindsTheOnlyForeignKey()
	{
		const RelationPath& path = pathOf(tableOf<Book>(), "author");
		CPPUNIT_ASSERT(path.target == &tableOf<Author>());
		CPPUNIT_ASSERT(path.local == (std::vector<std::size_t>{tableOf<Book>().indexOf("author_id")}));
		CPPUNIT_ASSERT(path.remote == (std::vector<std::size_t>{0}));
	}

	void testManyToManyDescribesItsAssociation()
	{
		const RelationPath& path = pathOf(tableOf<Book>(), "tags");
		const Table& association = *path.association;
		CPPUNIT_ASSERT_EQUAL(std::string("book_tag"), association.name());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, association.columns().size());
		CPPUNIT_ASSERT(association.columns()[0].type == ValueType::UUID);
		CPPUNIT_ASSERT(association.columns()[1].type == ValueType::Text);
		CPPUNIT_ASSERT_EQUAL(20, association.columns()[1].length);
		CPPUNIT_ASSERT(association.primaryKey() == (std::vector<std::size_t>{0, 1}));
		CPPUNIT_ASSERT(association.foreignKeys() ==
					   (std::vector<ForeignKey>{
						   {"fk_book_tag_book_id_book", {"book_id"}, "book", {"id"}, "cascade", "cascade"},
						   {"fk_book_tag_tag_id_tag", {"tag_id"}, "tag", {"name"}, "cascade", "cascade"}}));
	}

	void testRelationWithoutForeignKeyIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("relation \"tags\" of table lost: there is no foreign key from table tag to "
						"table lost it goes over"),
			messageOf([] { pathOf(tableOf<Lost>(), "tags"); }));
	}

	void testRelationWithSeveralForeignKeysIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("relation \"author\" of table crossed: say with foreignKey() which of several "
						"foreign keys from table crossed to table author it goes over"),
			messageOf([] { pathOf(tableOf<Crossed>(), "author"); }));
	}

	void testUnknownRelationIsNamedWithThoseThereAre()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("table book has no relation tag (it has author, tags)"),
							 messageOf([] { tableOf<Book>().relationIndex("tag"); }));
		CPPUNIT_ASSERT_EQUAL(std::string("table tag has no relation x (it has none)"),
							 messageOf([] { tableOf<Tag>().relationIndex("x"); }));
	}

	void testAssociationComesWithTheModel()
	{
		Metadata metadata;
		metadata.add(tableOf<Book>());
		metadata.add(tableOf<Author>());
		metadata.add(tableOf<Tag>());
		std::string names;
		for (const Table* table : metadata.tables())
			names += table->name() + " ";
		CPPUNIT_ASSERT_EQUAL(std::string("author book tag book_tag "), names);
		CPPUNIT_ASSERT(metadata.find("book_tag") != nullptr);
	}

	void testAssociationThatIsAModelIsTaken()
	{
		Metadata metadata;
		metadata.add(tableOf<Book>());
		metadata.add(tableOf<BookTag>());
		CPPUNIT_ASSERT(metadata.find("book_tag") == &tableOf<BookTag>());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, metadata.tables().size());
	}

	void testModelWithoutItsForeignKeyIsNotAdded()
	{
		Metadata metadata;
		CPPUNIT_ASSERT_THROW(metadata.add(tableOf<Lost>()), ImproperConfigurationException);
		CPPUNIT_ASSERT(metadata.empty());
	}

	void testRelationsAreNotPartOfARecordUnlessNamed()
	{
		Author author;
		author.books.resize(2);
		CPPUNIT_ASSERT(!toRecord(author).hasRelated());
		const Record record = toRecord(author, with(&Author::edited));
		CPPUNIT_ASSERT(record.related(0) == nullptr);
		CPPUNIT_ASSERT(record.related(1) != nullptr && record.related(1)->empty());
	}

	void testNamedRelationsSurviveTheRecord()
	{
		Book book;
		book.title = "Curtain";
		book.tags.resize(1);
		book.tags[0].name = "last";
		Author author;
		author.name = "Christie";
		author.books.push_back(book);
		const Author again = fromRecord<Author>(toRecord(author, with(&Author::books, &Book::tags)));
		CPPUNIT_ASSERT_EQUAL(std::string("Curtain"), again.books.at(0).title);
		CPPUNIT_ASSERT_EQUAL(std::string("last"), again.books.at(0).tags.at(0).name);
		CPPUNIT_ASSERT(!again.books.at(0).author);
		book.author = std::make_shared<Author>(author);
		CPPUNIT_ASSERT_EQUAL(std::string("Christie"),
							 fromRecord<Book>(toRecord(book, with(&Book::author))).author->name);
		CPPUNIT_ASSERT(!fromRecord<Book>(toRecord(Book{}, with(&Book::author))).author);
	}

	void testLoadedMeansReplacedInTheObject()
	{
		Record record(tableOf<Author>());
		record.setRelated("books", {});
		CPPUNIT_ASSERT(record.hasRelated());
		CPPUNIT_ASSERT(record.empty());
		record.unsetRelated(0);
		CPPUNIT_ASSERT(!record.hasRelated());
		CPPUNIT_ASSERT_THROW(record.setRelated("boks", {}), InvalidRequestException);
	}

	void testChoicesAreJoined()
	{
		const Relations both =
			load(&Author::books, &Book::tags) + load(&Author::books, &Book::author) + load(&Author::edited);
		const std::vector<Relations::Node> nodes = both.of(tableOf<Author>());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, nodes.size());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, nodes[0].below.size());
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, nodes[1].relation);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, loadAll().of(tableOf<Book>()).size());
		CPPUNIT_ASSERT(Relations().of(tableOf<Book>()).empty());
		CPPUNIT_ASSERT(Relations().empty() && !loadAll().empty() && !both.empty());
	}

	void testChoiceOfAnotherTableIsRefused()
	{
		CPPUNIT_ASSERT_THROW(load(&Author::books).of(tableOf<Book>()), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(load(&Author::books) + load(&Book::tags), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(toRecord(Author{}, with(&Book::tags)), InvalidRequestException);
	}

	void testNamesAreFollowed()
	{
		const std::vector<Relations::Node> nodes =
			Relations::named(tableOf<Author>(), "books.tags").of(tableOf<Author>());
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, nodes.at(0).relation);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, nodes.at(0).below.at(0).relation);
		CPPUNIT_ASSERT_EQUAL(std::string("table book has no relation tagss (it has author, tags)"),
							 messageOf([] { Relations::named(tableOf<Author>(), "books.tagss"); }));
		CPPUNIT_ASSERT_EQUAL(std::string("table author has no relation  (it has books, edited)"),
							 messageOf([] { Relations::named(tableOf<Author>(), ".books"); }));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(RelationTest);

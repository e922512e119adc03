//
// SchemaBindingRowTest.cpp
//
// Library: Tests
// Package: Service
//
// Records and rows to JSON.
//
// SPDX-License-Identifier: MIT
//
#include "SchemaTestSupport.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Writer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <new>


using namespace Athanor;
using namespace SchemaSamples;
using Row = GivenRows::Row;


namespace {


/// Allocations of this thread: what shows that a row needs none.
thread_local std::size_t allocations = 0;


} // namespace


void* operator new(std::size_t size)
{
	++allocations;
	if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
	throw std::bad_alloc();
}


// The other forms as well: a sanitizer would bring its own of those that are missing, and they would not match.
void* operator new[](std::size_t size)
{
	return operator new(size);
}


void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
	++allocations;
	return std::malloc(size == 0 ? 1 : size);
}


void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
	return operator new(size, std::nothrow);
}


void operator delete(void* memory) noexcept
{
	std::free(memory);
}


void operator delete(void* memory, std::size_t) noexcept
{
	std::free(memory);
}


void operator delete[](void* memory) noexcept
{
	std::free(memory);
}


void operator delete[](void* memory, std::size_t) noexcept
{
	std::free(memory);
}


void operator delete(void* memory, const std::nothrow_t&) noexcept
{
	std::free(memory);
}


void operator delete[](void* memory, const std::nothrow_t&) noexcept
{
	std::free(memory);
}


namespace {


struct Everything: UUIDBase
{
	bool flag = false;
	std::int64_t number = 0;
	double ratio = 0;
	Decimal price;
	std::string text;
	std::optional<Date> day;
	Time hour;
	DateTime moment;
	JsonText document;

	static constexpr auto model()
	{
		return table(column("flag", &Everything::flag), column("number", &Everything::number),
					 column("ratio", &Everything::ratio), column("price", &Everything::price).numeric(30, 4),
					 column("text", &Everything::text), column("day", &Everything::day),
					 column("hour", &Everything::hour), column("moment", &Everything::moment),
					 column("document", &Everything::document));
	}
};


} // namespace


class SchemaBindingRowTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SchemaBindingRowTest);
	CPPUNIT_TEST(testWriteFollowsSchema);
	CPPUNIT_TEST(testWriteOfUnsetColumnsIsNull);
	CPPUNIT_TEST(testWriteEscapesNames);
	CPPUNIT_TEST(testWriteRowEqualsWrite);
	CPPUNIT_TEST(testWriteRowSetsCommasBetweenRows);
	CPPUNIT_TEST(testWriteRowAllocatesNothing);
	CPPUNIT_TEST(testWriteRowOfBadCellNamesItsColumn);
	CPPUNIT_TEST_SUITE_END();

public:
	void testWriteFollowsSchema()
	{
		Author author;
		author.id = UUID::parse(idText);
		author.name = "Agatha \"Queen\"";
		author.dob = Date(1890, 9, 15);
		Json::Writer writer;
		authors().write(toRecord(author), writer);
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Agatha \"Queen\"","id":")" + idText + R"(","dob":"1890-09-15"})",
							 writer.take());
	}

	void testWriteOfUnsetColumnsIsNull()
	{
		Json::Writer writer;
		authors().write(Record(tableOf<Author>()), writer);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"name":null,"id":null,"dob":null})"), writer.take());
	}

	void testWriteEscapesNames()
	{
		const SchemaBinding binding(Schema{}.field("dob").named("a\"b"), tableOf<Author>());
		Json::Writer writer;
		binding.write(Record(tableOf<Author>()), writer);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"a\"b":null})"), writer.take());
	}

	void testWriteRowEqualsWrite()
	{
		const DateTime created = DateTime::parse("2024-01-02T03:04:05Z");
		GivenRows rows{Row{Value(std::int64_t{7}), "ann", "new", "12.5", Value(), created}};
		rows.next();
		Json::Writer row;
		accounts().writeRow(rows, row);

		Account account;
		account.id = 7;
		account.login = "ann";
		account.password = "secret";
		account.state = "new";
		account.balance = Decimal::parse("12.5");
		account.createdAt = created;
		Json::Writer object;
		accounts().write(toRecord(account), object);

		CPPUNIT_ASSERT_EQUAL(
			std::string(
				R"({"id":7,"login":"ann","state":"new","balance":"12.50","age":null,"createdAt":"2024-01-02T03:04:05Z"})"),
			row.text());
		CPPUNIT_ASSERT_EQUAL(object.text(), row.text());
	}

	void testWriteRowSetsCommasBetweenRows()
	{
		const SchemaBinding binding(Schema{}.field("name").field("dob"), tableOf<Author>());
		GivenRows rows{Row{"a", "1890-09-15"}, Row{"b", Value()}};
		Json::Writer writer;
		writer.beginArray();
		while (rows.next())
			binding.writeRow(rows, writer);
		writer.endArray();
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"a","dob":"1890-09-15"},{"name":"b","dob":null}])"),
							 writer.take());
	}

	void testWriteRowAllocatesNothing()
	{
		const Table& table = tableOf<Everything>();
		const SchemaBinding binding(Schema::of(table), table);
		GivenRows rows(
			{{UUID::parse(idText), Value(std::int64_t{1}), Value(std::int64_t{-9007199254740993}), 0.1,
			  "12345678901234567890.5", "a text that is longer than a string keeps in itself", "1890-09-15",
			  "03:04:05.678901", DateTime::parse("2024-01-02T03:04:05.678901Z"), R"({"a":[1,2,3]})"}});
		rows.next();
		std::string buffer;
		buffer.reserve(4096);
		Json::Writer writer(buffer);

		const std::size_t before = allocations;
		binding.writeRow(rows, writer);
		const std::size_t after = allocations;

		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, after - before);
		CPPUNIT_ASSERT_EQUAL(
			R"({"id":")" + idText +
				R"(","flag":true,"number":-9007199254740993,"ratio":0.1,"price":"12345678901234567890.5000",)"
				R"("text":"a text that is longer than a string keeps in itself","day":"1890-09-15",)"
				R"("hour":"03:04:05.678901","moment":"2024-01-02T03:04:05.678901Z","document":{"a":[1,2,3]}})",
			buffer);
		// The count itself works: building these strings needed memory.
		CPPUNIT_ASSERT(allocations > after);
	}

	void testWriteRowOfBadCellNamesItsColumn()
	{
		const SchemaBinding binding(Schema{}.field("name").field("dob"), tableOf<Author>());
		GivenRows rows{Row{"a", "yesterday"}};
		rows.next();
		Json::Writer writer;
		std::string place;
		try
		{
			binding.writeRow(rows, writer);
		}
		catch (const SerializationException& exception)
		{
			place = exception.detail().table + "." + exception.detail().column;
		}
		CPPUNIT_ASSERT_EQUAL(std::string("author.dob"), place);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SchemaBindingRowTest);

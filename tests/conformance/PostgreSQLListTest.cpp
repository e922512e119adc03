//
// PostgreSQLListTest.cpp
//
// Library: Tests
// Package: Conformance
//
// Lists are arrays of the database where it has them.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Query/Changes.h"
#include "ConformanceFixture.h"


using namespace Athanor;
using namespace Athanor::Conformance;


namespace {


struct Crate: BigIntBase
{
	std::vector<std::string> tags;
	std::optional<std::vector<std::int32_t>> numbers;

	static constexpr auto model()
	{
		return table(column("tags", &Crate::tags).length(20), column("numbers", &Crate::numbers));
	}
};


} // namespace


class PostgreSQLListTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLListTest);
	CPPUNIT_TEST(testElementsAreThoseOfAnArray);
	CPPUNIT_TEST(testTypeIsReadBackAsWritten);
	CPPUNIT_TEST_SUITE_END();

public:
	void testElementsAreThoseOfAnArray()
	{
		const std::unique_ptr<Target> target = makePostgreSQLTarget();
		Engine engine(target->config(), target->backend());
		engine.metadata().add(tableOf<Crate>());
		runInline(createAll(engine));
		Session session(engine);
		session.execute(insert<Crate>()
							.set(&Crate::tags, {"a", "b,c"})
							.set(&Crate::numbers, std::vector<std::int32_t>{7, 8}));
		session.execute(insert<Crate>().set(&Crate::tags, {}));
		const Rows rows = session.execute(
			"select tags[2], numbers[1] + 1, cardinality(tags), 'a' = any(tags) from crate order by id");
		CPPUNIT_ASSERT(rows[0][0] == Value("b,c"));
		CPPUNIT_ASSERT(rows[0][1] == Value(8));
		CPPUNIT_ASSERT(rows[0][3] == Value(true));
		CPPUNIT_ASSERT(rows[1][2] == Value(0));
		CPPUNIT_ASSERT(rows[1][1].isNull());
	}

	void testTypeIsReadBackAsWritten()
	{
		const std::unique_ptr<Target> target = makePostgreSQLTarget();
		const Dialect& dialect = target->backend().dialect();
		const Table& table = tableOf<Crate>();
		for (const auto& [name, type] :
			 {std::pair("tags", "VARCHAR(20)[]"), std::pair("numbers", "BIGINT[]")})
		{
			const Column& column = table.columns()[table.indexOf(name)];
			CPPUNIT_ASSERT_EQUAL(std::string(type), dialect.typeName(column));
			const std::optional<Column> parsed = dialect.parseType(type);
			CPPUNIT_ASSERT(parsed && parsed->type == ValueType::JSON && parsed->element == column.element);
			CPPUNIT_ASSERT_EQUAL(column.length, parsed->length);
		}
		Engine engine(target->config(), target->backend());
		engine.metadata().add(table);
		runInline(createAll(engine));
		const std::unique_ptr<Connection> connection =
			target->backend().connect(target->config(), Access::Read);
		const std::unique_ptr<Inspector> inspector = target->backend().inspector(*connection);
		const std::vector<InspectedColumn> columns = runInline(inspector->columns("crate"));
		CPPUNIT_ASSERT_EQUAL(std::string("VARCHAR(20)[]"), columns.at(1).type);
		CPPUNIT_ASSERT_EQUAL(std::string("BIGINT[]"), columns.at(2).type);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLListTest);

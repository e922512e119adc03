//
// IsolationTest.cpp
//
// Library: Tests
// Package: Conformance
//
// What the isolation levels of the configuration mean on each database.
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


struct Account: BigIntBase
{
	std::int64_t balance = 0;

	static constexpr auto model()
	{
		return table(column("balance", &Account::balance));
	}
};


/// A database with two accounts of 10 each, whose sessions have that level.
class Bank
{
public:
	Bank(const Target& target, IsolationLevel level):
		_engine(configOf(target, level), target.backend())
	{
		_engine.metadata().add(tableOf<Account>());
		runInline(createAll(_engine));
		Session session(_engine);
		session.execute(insert<Account>().set(&Account::balance, 10));
		session.execute(insert<Account>().set(&Account::balance, 10));
		session.commit();
	}

	Engine& engine() noexcept
	{
		return _engine;
	}

	static std::int64_t total(Session& session)
	{
		return session.execute(select<Account>(sum(&Account::balance))).at(0).value();
	}

	static void set(Session& session, std::int64_t id, std::int64_t balance)
	{
		session.execute(update<Account>().set(&Account::balance, balance).where(column(&Account::id) == id));
	}

private:
	static DatabaseConfig configOf(const Target& target, IsolationLevel level)
	{
		DatabaseConfig config = target.config();
		config.engine.isolationLevel = level;
		return config;
	}

	Engine _engine;
};


/// What a session sees of another's commit between its two reads.
std::int64_t secondLook(const Target& target, IsolationLevel level)
{
	Bank bank(target, level);
	Session reader(bank.engine());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, Bank::total(reader));
	Session writer(bank.engine());
	Bank::set(writer, 1, 0);
	writer.commit();
	return Bank::total(reader);
}


} // namespace


class IsolationTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(IsolationTest);
	CPPUNIT_TEST(testReadCommittedSeesWhatOthersCommit);
	CPPUNIT_TEST(testRepeatableReadSeesTheSameAgain);
	CPPUNIT_TEST(testSerializableRefusesWriteSkew);
	CPPUNIT_TEST(testSerializableOfOneWriterMakesOthersWait);
	CPPUNIT_TEST(testSQLiteRefusesWeakerLevels);
	CPPUNIT_TEST_SUITE_END();

public:
	void testReadCommittedSeesWhatOthersCommit()
	{
		CPPUNIT_ASSERT_EQUAL(std::int64_t{10},
							 secondLook(*makePostgreSQLTarget(), IsolationLevel::ReadCommitted));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, secondLook(*makePostgreSQLTarget(), IsolationLevel::Default));
	}

	void testRepeatableReadSeesTheSameAgain()
	{
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20},
							 secondLook(*makePostgreSQLTarget(), IsolationLevel::RepeatableRead));
	}

	/// Each empties one account because the other one has enough; together they must not.
	void testSerializableRefusesWriteSkew()
	{
		const std::unique_ptr<Target> target = makePostgreSQLTarget();
		Bank bank(*target, IsolationLevel::Serializable);
		Session first(bank.engine());
		Session second(bank.engine());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, Bank::total(first));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, Bank::total(second));
		std::string state = "both were kept";
		try
		{
			Bank::set(first, 1, 0);
			Bank::set(second, 2, 0);
			first.commit();
			second.commit();
		}
		catch (const DatabaseException& exception)
		{
			state = exception.detail().sqlState;
		}
		CPPUNIT_ASSERT_EQUAL(std::string("40001"), state);
	}

	/// One that has read cannot be overtaken.
	void testSerializableOfOneWriterMakesOthersWait()
	{
		const std::unique_ptr<Target> target = makeSQLiteTarget();
		Bank bank(*target, IsolationLevel::Serializable);
		Session first(bank.engine());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, Bank::total(first));
		Session second(bank.engine());
		CPPUNIT_ASSERT_THROW(Bank::set(second, 1, 0), ConnectionException);
		Bank::set(first, 1, 0);
		first.commit();
		second.rollback();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, Bank::total(second));
	}

	void testSQLiteRefusesWeakerLevels()
	{
		const std::unique_ptr<Target> target = makeSQLiteTarget();
		for (const IsolationLevel level : {IsolationLevel::ReadCommitted, IsolationLevel::RepeatableRead})
		{
			DatabaseConfig config = target->config();
			config.engine.isolationLevel = level;
			CPPUNIT_ASSERT_THROW(Engine(config, target->backend()), ImproperConfigurationException);
		}
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(IsolationTest);

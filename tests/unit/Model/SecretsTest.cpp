//
// SecretsTest.cpp
//
// Library: Tests
// Package: Model
//
// Members whose columns hold more than meets the eye.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Secrets.h"
#include "Athanor/Model/Model.h"
#include <cppunit/extensions/HelperMacros.h>


namespace SecretsSamples {


using namespace Athanor;


struct Keys
{
	static inline std::string current = "open sesame";

	static std::string secret()
	{
		return current;
	}
};


struct Account: BigIntBase
{
	std::string login;
	Encrypted<Keys, 5> pin;
	std::optional<Encrypted<Keys>> note;
	PasswordHash password;
	SecretTotp<Keys> second;

	static constexpr auto model()
	{
		return table(column("login", &Account::login), column("pin", &Account::pin),
					 column("note", &Account::note), column("password", &Account::password),
					 column("second", &Account::second));
	}
};


const Column& columnOf(const char* name)
{
	return tableOf<Account>().columns()[tableOf<Account>().indexOf(name)];
}


std::string storedIn(const Record& record, const char* column)
{
	return record.value(column).get<std::string>();
}


} // namespace SecretsSamples


using namespace SecretsSamples;


class SecretsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SecretsTest);
	CPPUNIT_TEST(testColumnsAreText);
	CPPUNIT_TEST(testObjectsSurviveTheRecordAndTheRecordShowsNothing);
	CPPUNIT_TEST(testNullStaysNull);
	CPPUNIT_TEST(testLengthIsThatOfThePlainText);
	CPPUNIT_TEST(testSecretIsAskedForEachTime);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		Keys::current = "open sesame";
	}

	void testColumnsAreText()
	{
		for (const char* name : {"pin", "note", "password", "second"})
			CPPUNIT_ASSERT(columnOf(name).type == ValueType::Text);
		CPPUNIT_ASSERT_EQUAL(0, columnOf("pin").length);
		CPPUNIT_ASSERT(columnOf("note").nullable && !columnOf("pin").nullable);
	}

	void testObjectsSurviveTheRecordAndTheRecordShowsNothing()
	{
		Account account;
		account.pin = "12345";
		account.note = "likes tea";
		account.password = PasswordHash::of("secret", PasswordCost{1, 8, 1});
		account.second.totp = Totp::generate();
		const Record record = toRecord(account);
		CPPUNIT_ASSERT_EQUAL(std::string::npos, storedIn(record, "pin").find("12345"));
		CPPUNIT_ASSERT_EQUAL(std::string::npos, storedIn(record, "note").find("tea"));
		CPPUNIT_ASSERT(storedIn(record, "second") != account.second.totp.secret());
		const Account again = fromRecord<Account>(record);
		CPPUNIT_ASSERT(again.pin == account.pin);
		CPPUNIT_ASSERT(again.note == account.note);
		CPPUNIT_ASSERT(again.password.verify("secret"));
		CPPUNIT_ASSERT(again.second == account.second);
	}

	void testNullStaysNull()
	{
		const Record record = toRecord(Account{});
		CPPUNIT_ASSERT(record.value("note").isNull());
		const Account again = fromRecord<Account>(record);
		CPPUNIT_ASSERT(!again.note);
		CPPUNIT_ASSERT_EQUAL(std::string(), again.pin.text);
		CPPUNIT_ASSERT(again.second.totp.secret().empty());
	}

	void testLengthIsThatOfThePlainText()
	{
		Account account;
		account.pin = "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC";
		toRecord(account);
		account.pin = "123456";
		CPPUNIT_ASSERT_THROW_MESSAGE("six characters", toRecord(account), SerializationException);
	}

	void testSecretIsAskedForEachTime()
	{
		Account account;
		account.pin = "12345";
		const Record record = toRecord(account);
		Keys::current = "another";
		CPPUNIT_ASSERT_THROW(fromRecord<Account>(record), SerializationException);
		Keys::current = "open sesame";
		CPPUNIT_ASSERT_EQUAL(std::string("12345"), fromRecord<Account>(record).pin.text);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SecretsTest);

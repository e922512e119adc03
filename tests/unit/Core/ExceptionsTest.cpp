//
// ExceptionsTest.cpp
//
// Library: Tests
// Package: Core
//
// Exceptions: tree, names, clones.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>


using namespace Athanor;


class ExceptionsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ExceptionsTest);
	CPPUNIT_TEST(testTreeIsCaughtByItsBases);
	CPPUNIT_TEST(testDetailIsKeptByCloneAndRethrow);
	CPPUNIT_TEST(testDisplayTextIsNameAndMessage);
	CPPUNIT_TEST(testValidationListsItsErrors);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTreeIsCaughtByItsBases()
	{
		CPPUNIT_ASSERT_THROW(throw DuplicateKeyException("x"), IntegrityException);
		CPPUNIT_ASSERT_THROW(throw ForeignKeyException("x"), RepositoryException);
		CPPUNIT_ASSERT_THROW(throw InvalidRequestException("x"), DatabaseException);
		CPPUNIT_ASSERT_THROW(throw PluginException("x"), Poco::RuntimeException);
	}

	void testDetailIsKeptByCloneAndRethrow()
	{
		ErrorDetail detail;
		detail.sqlState = "23505";
		detail.nativeCode = 2067;
		const DuplicateKeyException original("taken", detail);
		const std::unique_ptr<Poco::Exception> clone(original.clone());
		bool caught = false;
		try
		{
			clone->rethrow();
		}
		catch (const DuplicateKeyException& e)
		{
			caught =
				e.detail().sqlState == "23505" && e.detail().nativeCode == 2067 && e.message() == "taken";
		}
		CPPUNIT_ASSERT(caught);
	}

	void testDisplayTextIsNameAndMessage()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("Duplicate key: taken"),
							 DuplicateKeyException("taken").displayText());
		CPPUNIT_ASSERT_EQUAL(std::string("Not found"), std::string(NotFoundException("x").name()));
	}

	void testValidationListsItsErrors()
	{
		const ValidationException e({{"name", "missing"}, {"items[3].dob", "not a date (YYYY-MM-DD)"}});
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), e.errors().size());
		CPPUNIT_ASSERT_EQUAL(std::string("name: missing; items[3].dob: not a date (YYYY-MM-DD)"),
							 e.message());
		CPPUNIT_ASSERT_THROW(e.rethrow(), ValidationException);
		CPPUNIT_ASSERT_THROW(ValidationException({}), Poco::InvalidArgumentException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ExceptionsTest);

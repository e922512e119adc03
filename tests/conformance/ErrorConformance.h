//
// ErrorConformance.h
//
// Library: Tests
// Package: Conformance
//
// What goes wrong is told by class and SQLSTATE.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ErrorConformance_INCLUDED
#define Athanor_Conformance_ErrorConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class ErrorConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(ErrorConformance);
	CPPUNIT_TEST(testDuplicateKeyIsDuplicateKeyException);
	CPPUNIT_TEST(testDuplicateKeyNamesTheTable);
	CPPUNIT_TEST(testNullInNotNullColumnIsIntegrityException);
	CPPUNIT_TEST(testViolatedCheckIsIntegrityException);
	CPPUNIT_TEST(testForeignKeyIsForeignKeyException);
	CPPUNIT_TEST(testDeferredForeignKeyFailsTheCommit);
	CPPUNIT_TEST(testCascadeRemovesChildren);
	CPPUNIT_TEST(testSyntaxErrorIsRepositoryException);
	CPPUNIT_TEST(testMissingTableIsRepositoryException);
	CPPUNIT_TEST(testMissingColumnIsRepositoryException);
	CPPUNIT_TEST(testWrongNumberOfParametersIsRefused);
	CPPUNIT_TEST(testReaderRefusesToWrite);
	CPPUNIT_TEST(testSecondWriterGetsLockedWithinItsWait);
	CPPUNIT_TEST(testConnectionWithoutPocoSaysSo);
	CPPUNIT_TEST(testForeignConnectionStringIsRefused);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testDuplicateKeyIsDuplicateKeyException();
	void testDuplicateKeyNamesTheTable();
	void testNullInNotNullColumnIsIntegrityException();
	void testViolatedCheckIsIntegrityException();
	void testForeignKeyIsForeignKeyException();
	void testDeferredForeignKeyFailsTheCommit();
	void testCascadeRemovesChildren();
	void testSyntaxErrorIsRepositoryException();
	void testMissingTableIsRepositoryException();
	void testMissingColumnIsRepositoryException();
	void testWrongNumberOfParametersIsRefused();
	void testReaderRefusesToWrite();
	void testSecondWriterGetsLockedWithinItsWait();
	void testConnectionWithoutPocoSaysSo();
	void testForeignConnectionStringIsRefused();

private:
	/// The tables `parent` and `child`; the clause goes behind the foreign key.
	void createFamily(Connection& connection, const std::string& clause) const;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ErrorConformance_INCLUDED

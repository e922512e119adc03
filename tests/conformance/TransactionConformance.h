//
// TransactionConformance.h
//
// Library: Tests
// Package: Conformance
//
// Transactions, savepoints, and what two connections see of each other.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_TransactionConformance_INCLUDED
#define Athanor_Conformance_TransactionConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class TransactionConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(TransactionConformance);
	CPPUNIT_TEST(testStateFollowsTheTransaction);
	CPPUNIT_TEST(testRollbackWithoutTransactionDoesNothing);
	CPPUNIT_TEST(testCommitWithoutTransactionIsRefused);
	CPPUNIT_TEST(testSecondBeginIsRefused);
	CPPUNIT_TEST(testCommitKeepsAndRollbackUndoes);
	CPPUNIT_TEST(testStatementOutsideTransactionIsItsOwn);
	CPPUNIT_TEST(testDdlRollsBack);
	CPPUNIT_TEST(testUncommittedIsNotVisibleToOthers);
	CPPUNIT_TEST(testWriterIsNotBlockedByReader);
	CPPUNIT_TEST(testConnectionThatClosesRollsBack);
	CPPUNIT_TEST(testFailedStatementChangesNothing);
	CPPUNIT_TEST(testSavepointUndoesItsPart);
	CPPUNIT_TEST(testNestedSavepointsUndoTheInnermost);
	CPPUNIT_TEST(testSavepointRecoversFromFailedStatement);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testStateFollowsTheTransaction();
	void testRollbackWithoutTransactionDoesNothing();
	void testCommitWithoutTransactionIsRefused();
	void testSecondBeginIsRefused();
	void testCommitKeepsAndRollbackUndoes();
	void testStatementOutsideTransactionIsItsOwn();
	void testDdlRollsBack();
	void testUncommittedIsNotVisibleToOthers();
	void testWriterIsNotBlockedByReader();
	void testConnectionThatClosesRollsBack();
	void testFailedStatementChangesNothing();
	void testSavepointUndoesItsPart();
	void testNestedSavepointsUndoTheInnermost();
	void testSavepointRecoversFromFailedStatement();
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_TransactionConformance_INCLUDED

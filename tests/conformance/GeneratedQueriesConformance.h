//
// GeneratedQueriesConformance.h
//
// Library: Tests
// Package: Conformance
//
// Generated list queries: every database answers what its rows say.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_GeneratedQueriesConformance_INCLUDED
#define Athanor_Conformance_GeneratedQueriesConformance_INCLUDED


#include "ConformanceFixture.h"
#include "GeneratedQueries.h"
#include "RepositoryFace.h"
#include "Athanor/Repository/TableRepository.h"


namespace Athanor::Conformance {


/// A database with the generated rows, for as long as its target lives.
class GeneratedDatabase
{
public:
	GeneratedDatabase(const Target& target, bool async);

	ListAnswer list(const Query& query);
	std::int64_t count(const Query& query);

private:
	RepositoryFace _face;
	TableRepository _people;
};


class GeneratedQueriesConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(GeneratedQueriesConformance);
	CPPUNIT_TEST(testRowsAndTotalsAreThoseOfAProgramInMemory);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testRowsAndTotalsAreThoseOfAProgramInMemory();

protected:
	virtual bool isAsync() const
	{
		return false;
	}
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_GeneratedQueriesConformance_INCLUDED

//
// Conformance.cpp
//
// Library: Tests
// Package: Conformance
//
// Each part of the suite on each backend.
//
// SPDX-License-Identifier: MIT
//
#include "ErrorConformance.h"
#include "FilterConformance.h"
#include "GeneratedQueriesConformance.h"
#include "ListConformance.h"
#include "QueryConformance.h"
#include "HostileStringsConformance.h"
#include "RandomValuesConformance.h"
#include "RelationConformance.h"
#include "RepositoryConformance.h"
#include "SchemaConformance.h"
#include "ServiceConformance.h"
#include "SessionConformance.h"
#include "StatementConformance.h"
#include "TransactionConformance.h"
#include "TypedConformance.h"
#include "UniqueRowConformance.h"
#include "ValueConformance.h"


namespace Athanor::Conformance {


/// Declares and registers the fixture that runs one part of the suite on one backend.
#define ATHANOR_CONFORM(BACKEND, PART)                                                                       \
	class BACKEND##PART##Test: public PART                                                                   \
	{                                                                                                        \
		CPPUNIT_TEST_SUB_SUITE(BACKEND##PART##Test, PART);                                                   \
		CPPUNIT_TEST_SUITE_END();                                                                            \
                                                                                                             \
	protected:                                                                                               \
		std::unique_ptr<Target> makeTarget() const override                                                  \
		{                                                                                                    \
			return make##BACKEND##Target();                                                                  \
		}                                                                                                    \
	};                                                                                                       \
	CPPUNIT_TEST_SUITE_REGISTRATION(BACKEND##PART##Test)

/// The same in sessions on an event loop.
#define ATHANOR_CONFORM_ASYNC(BACKEND, PART)                                                                 \
	class BACKEND##Async##PART##Test: public PART                                                            \
	{                                                                                                        \
		CPPUNIT_TEST_SUB_SUITE(BACKEND##Async##PART##Test, PART);                                            \
		CPPUNIT_TEST_SUITE_END();                                                                            \
                                                                                                             \
	protected:                                                                                               \
		std::unique_ptr<Target> makeTarget() const override                                                  \
		{                                                                                                    \
			return make##BACKEND##Target();                                                                  \
		}                                                                                                    \
		bool isAsync() const override                                                                        \
		{                                                                                                    \
			return true;                                                                                     \
		}                                                                                                    \
	};                                                                                                       \
	CPPUNIT_TEST_SUITE_REGISTRATION(BACKEND##Async##PART##Test)

ATHANOR_CONFORM(Fake, ValueConformance);
ATHANOR_CONFORM(Fake, ErrorConformance);
ATHANOR_CONFORM(Fake, TransactionConformance);
ATHANOR_CONFORM(Fake, StatementConformance);
ATHANOR_CONFORM(Fake, SessionConformance);
ATHANOR_CONFORM(Fake, FilterConformance);
ATHANOR_CONFORM(Fake, GeneratedQueriesConformance);
ATHANOR_CONFORM(Fake, RepositoryConformance);
ATHANOR_CONFORM(Fake, TypedConformance);
ATHANOR_CONFORM(Fake, QueryConformance);
ATHANOR_CONFORM(Fake, UniqueRowConformance);
ATHANOR_CONFORM(Fake, HostileStringsConformance);
ATHANOR_CONFORM(Fake, RandomValuesConformance);
ATHANOR_CONFORM(Fake, ListConformance);
ATHANOR_CONFORM(Fake, RelationConformance);
ATHANOR_CONFORM(Fake, ServiceConformance);

ATHANOR_CONFORM(SQLite, ValueConformance);
ATHANOR_CONFORM(SQLite, ErrorConformance);
ATHANOR_CONFORM(SQLite, TransactionConformance);
ATHANOR_CONFORM(SQLite, StatementConformance);
ATHANOR_CONFORM(SQLite, SessionConformance);
ATHANOR_CONFORM(SQLite, SchemaConformance);
ATHANOR_CONFORM(SQLite, FilterConformance);
ATHANOR_CONFORM_ASYNC(SQLite, FilterConformance);
ATHANOR_CONFORM(SQLite, GeneratedQueriesConformance);
ATHANOR_CONFORM_ASYNC(SQLite, GeneratedQueriesConformance);
ATHANOR_CONFORM(SQLite, RepositoryConformance);
ATHANOR_CONFORM_ASYNC(SQLite, RepositoryConformance);
ATHANOR_CONFORM(SQLite, TypedConformance);
ATHANOR_CONFORM_ASYNC(SQLite, TypedConformance);
ATHANOR_CONFORM(SQLite, QueryConformance);
ATHANOR_CONFORM_ASYNC(SQLite, QueryConformance);
ATHANOR_CONFORM(SQLite, UniqueRowConformance);
ATHANOR_CONFORM_ASYNC(SQLite, UniqueRowConformance);
ATHANOR_CONFORM(SQLite, HostileStringsConformance);
ATHANOR_CONFORM_ASYNC(SQLite, HostileStringsConformance);
ATHANOR_CONFORM(SQLite, RandomValuesConformance);
ATHANOR_CONFORM_ASYNC(SQLite, RandomValuesConformance);
ATHANOR_CONFORM(SQLite, ListConformance);
ATHANOR_CONFORM(SQLite, RelationConformance);
ATHANOR_CONFORM(SQLite, ServiceConformance);

ATHANOR_CONFORM(PostgreSQL, ValueConformance);
ATHANOR_CONFORM(PostgreSQL, ErrorConformance);
ATHANOR_CONFORM(PostgreSQL, TransactionConformance);
ATHANOR_CONFORM(PostgreSQL, StatementConformance);
ATHANOR_CONFORM(PostgreSQL, SessionConformance);
ATHANOR_CONFORM(PostgreSQL, SchemaConformance);
ATHANOR_CONFORM(PostgreSQL, FilterConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, FilterConformance);
ATHANOR_CONFORM(PostgreSQL, GeneratedQueriesConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, GeneratedQueriesConformance);
ATHANOR_CONFORM(PostgreSQL, RepositoryConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, RepositoryConformance);
ATHANOR_CONFORM(PostgreSQL, TypedConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, TypedConformance);
ATHANOR_CONFORM(PostgreSQL, QueryConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, QueryConformance);
ATHANOR_CONFORM(PostgreSQL, UniqueRowConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, UniqueRowConformance);
ATHANOR_CONFORM(PostgreSQL, HostileStringsConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, HostileStringsConformance);
ATHANOR_CONFORM(PostgreSQL, RandomValuesConformance);
ATHANOR_CONFORM_ASYNC(PostgreSQL, RandomValuesConformance);
ATHANOR_CONFORM(PostgreSQL, ListConformance);
ATHANOR_CONFORM(PostgreSQL, RelationConformance);
ATHANOR_CONFORM(PostgreSQL, ServiceConformance);


} // namespace Athanor::Conformance

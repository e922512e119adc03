//
// StubConnection.h
//
// Library: Tests
// Package: Data
//
// A connection that nobody has to answer for.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_StubConnection_INCLUDED
#define Athanor_Tests_StubConnection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/Exceptions.h"


/// Executes nothing and never has a transaction open; a test overrides what it is about.
class StubConnection: public Athanor::Connection
{
public:
	Athanor::Task<Athanor::ResultSetPtr> execute(const Athanor::Statement&,
												 const Athanor::Parameters&) override
	{
		throw Athanor::InvalidRequestException("not executed here");
	}
	Athanor::Task<void> begin(Athanor::Access) override
	{
		co_return;
	}
	Athanor::Task<void> commit() override
	{
		co_return;
	}
	Athanor::Task<void> rollback() override
	{
		co_return;
	}
	Athanor::TransactionState transactionState() const noexcept override
	{
		return Athanor::TransactionState::None;
	}
	Athanor::Task<void> reset() override
	{
		co_return;
	}
	Athanor::Task<void> ping() override
	{
		co_return;
	}
	void cancel() noexcept override
	{
	}
};


#endif // Athanor_Tests_StubConnection_INCLUDED

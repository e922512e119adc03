//
// CountingBackend.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "CountingBackend.h"
#include "Athanor/Backend/Connection.h"
#include "Athanor/Backend/Inspector.h"


namespace Athanor::Conformance {


namespace {


class CountingConnection: public Connection
{
public:
	CountingConnection(std::unique_ptr<Connection> other, std::atomic<int>& statements):
		_other(std::move(other)),
		_statements(statements)
	{
	}

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override
	{
		++_statements;
		return _other->execute(statement, parameters);
	}
	Task<void> begin(Access access) override
	{
		return _other->begin(access);
	}
	Task<void> commit() override
	{
		return _other->commit();
	}
	Task<void> rollback() override
	{
		return _other->rollback();
	}
	TransactionState transactionState() const noexcept override
	{
		return _other->transactionState();
	}
	Task<void> reset() override
	{
		return _other->reset();
	}
	Task<void> ping() override
	{
		return _other->ping();
	}
	void cancel() noexcept override
	{
		_other->cancel();
	}

	Connection& other() noexcept
	{
		return *_other;
	}

private:
	std::unique_ptr<Connection> _other;
	std::atomic<int>& _statements;
};


} // namespace


std::unique_ptr<Connection> CountingBackend::connect(const DatabaseConfig& config, Access access) const
{
	return std::make_unique<CountingConnection>(_other.connect(config, access), _statements);
}


Task<std::unique_ptr<Connection>> CountingBackend::connectAsync(const DatabaseConfig& config, Access access,
																EventLoop& loop) const
{
	std::unique_ptr<Connection> connection = co_await _other.connectAsync(config, access, loop);
	std::unique_ptr<Connection> counting =
		std::make_unique<CountingConnection>(std::move(connection), _statements);
	co_return counting;
}


std::unique_ptr<Inspector> CountingBackend::inspector(Connection& connection) const
{
	return _other.inspector(dynamic_cast<CountingConnection&>(connection).other());
}


} // namespace Athanor::Conformance

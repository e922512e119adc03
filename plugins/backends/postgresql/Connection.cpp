//
// Connection.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Connection.h"
#include "ResultSet.h"


namespace Athanor::PostgreSQL {


Connection::Connection(const Target& target, const EngineConfig& config, Access access):
	_link(target, config, access),
	_access(access)
{
}


Connection::~Connection() = default;


ResultSetPtr Connection::executeNow(const Statement& statement, const Parameters& parameters)
{
	requireText(statement.text);
	const Bound bound(parameters);
	// Inside a transaction only what is known already: a lost one cannot be repeated anyway.
	if (!_link.usable() || transactionState() == TransactionState::None) _link.requireAlive();
	const Phase phase = phaseOf(statement.access, transactionState());
	ResultHandle result = statement.keep ? executeKept(statement.text, bound, phase)
										 : _link.execute(statement.text, bound, phase);
	return std::make_unique<ResultSet>(std::move(result));
}


ResultHandle Connection::executeKept(const std::string& text, const Bound& bound, Phase phase)
{
	const std::string* known = _statements.find(text, bound.signature());
	if (!known) return prepareAndExecute(text, bound, phase);
	const std::string name = *known;
	const bool alone = transactionState() == TransactionState::None;
	try
	{
		return _link.executePrepared(name, text, bound, phase);
	}
	catch (const DatabaseException& exception)
	{
		if (!isStale(exception.detail().sqlState)) throw;
		_statements.remove(name);
		if (!alone) throw;
		// It may be there still; then it is in nobody's way until the next reset.
	}
	return prepareAndExecute(text, bound, phase);
}


ResultHandle Connection::prepareAndExecute(const std::string& text, const Bound& bound, Phase phase)
{
	const std::string name = _statements.add(text, bound.signature());
	try
	{
		if (const auto evicted = _statements.evict()) _link.execute("DEALLOCATE " + *evicted);
		_link.prepare(name, text, bound);
	}
	catch (...)
	{
		_statements.remove(name);
		throw;
	}
	return _link.executePrepared(name, text, bound, phase);
}


void Connection::beginNow(Access access)
{
	if (!_link.usable()) _link.requireAlive();
	requireNoTransaction(transactionState());
	requireWritable(_access, access);
	_link.requireAlive();
	_link.execute("BEGIN");
}


void Connection::commitNow()
{
	// A connection that is gone before the COMMIT leaves no doubt: nothing was committed.
	_link.requireAlive();
	requireCommittable(transactionState());
	const ResultHandle result = _link.execute("COMMIT", Phase::Commit);
	requireCommitted(result.get());
}


void Connection::rollbackNow()
{
	if (!_link.usable()) _link.requireAlive();
	if (transactionState() != TransactionState::None) _link.execute("ROLLBACK");
}


void Connection::resetNow()
{
	_poco.reset();
	rollbackNow();
	std::string all;
	for (const std::string& sql : resetStatements())
		all += sql + "; ";
	const ResultHandle result = _link.execute(all);
	if (!hasOnlyOurStatements(result.get(), _statements.size()))
	{
		_statements.clear();
		_link.execute("DEALLOCATE ALL");
	}
	while (std::unique_ptr<PGnotify, Free>(PQnotifies(native())))
	{
	}
}


Task<ResultSetPtr> Connection::execute(const Statement& statement, const Parameters& parameters)
{
	ResultSetPtr rows = executeNow(statement, parameters);
	co_return rows;
}


Task<void> Connection::begin(Access access)
{
	const Access wanted = access;
	beginNow(wanted);
	co_return;
}


Task<void> Connection::commit()
{
	Connection& self = *this;
	self.commitNow();
	co_return;
}


Task<void> Connection::rollback()
{
	Connection& self = *this;
	self.rollbackNow();
	co_return;
}


TransactionState Connection::transactionState() const noexcept
{
	return _link.usable() ? stateOf(PQtransactionStatus(_link.get())) : TransactionState::Failed;
}


Task<void> Connection::reset()
{
	Connection& self = *this;
	self.resetNow();
	co_return;
}


Task<void> Connection::ping()
{
	Connection& self = *this;
	self._link.requireAlive();
	self._link.execute("SELECT 1");
	co_return;
}


void Connection::cancel() noexcept
{
	_link.cancel();
}


Poco::Data::Session& Connection::poco()
{
	if (!_poco) _poco = std::make_unique<PocoSession>(native());
	return _poco->session();
}


} // namespace Athanor::PostgreSQL

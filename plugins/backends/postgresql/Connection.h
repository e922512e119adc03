//
// Connection.h
//
// Library: PostgreSQL
// Package: Backend
//
// One blocking connection to PostgreSQL.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Connection_INCLUDED
#define Athanor_PostgreSQL_Connection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Link.h"
#include "Protocol.h"
#include "PocoSession.h"
#include "StatementCache.h"
#include <memory>


namespace Athanor::PostgreSQL {


/// A Connection runs the framework's statements on a connection of libpq, and lends that to a Poco::Data::Session on
/// request.
///
/// Every call completes before it returns. Statements are prepared by name at their first use. One whose plan became
/// invalid is prepared again, once, if no transaction is open.
///
/// Thread safety: one thread at a time, but cancel() from any. Lifetime: as Athanor::Connection says.
class Connection: public Athanor::Connection
{
public:
	/// Connects. Throws ConnectionException.
	Connection(const Target& target, const EngineConfig& config, Access access);
	~Connection() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	Task<void> begin(Access access) override;
	Task<void> commit() override;
	Task<void> rollback() override;
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	void cancel() noexcept override;
	Poco::Data::Session& poco() override;

	/// How many statements are kept prepared.
	std::size_t preparedStatements() const noexcept
	{
		return _statements.size();
	}

	PGconn* native() const noexcept
	{
		return _link.get();
	}

private:
	ResultSetPtr executeNow(const Statement& statement, const Parameters& parameters);
	ResultHandle executeKept(const std::string& text, const Bound& bound, Phase phase);
	ResultHandle prepareAndExecute(const std::string& text, const Bound& bound, Phase phase);
	void beginNow(Access access);
	void commitNow();
	void rollbackNow();
	void resetNow();

	Link _link;
	Access _access;
	StatementCache _statements;
	std::unique_ptr<PocoSession> _poco;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Connection_INCLUDED

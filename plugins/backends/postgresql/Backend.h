//
// Backend.h
//
// Library: PostgreSQL
// Package: Backend
//
// The backend for PostgreSQL.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Backend_INCLUDED
#define Athanor_PostgreSQL_Backend_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Dialect.h"


namespace Athanor {


/// A PostgreSQLBackend opens connections to PostgreSQL 12 and newer, blocking ones and asynchronous ones.
///
/// Thread safety: thread-safe. Lifetime: outlives its connections.
class PostgreSQLBackend: public Backend
{
public:
	const std::string& name() const noexcept override;
	const Dialect& dialect() const noexcept override;
	Concurrency concurrency(const DatabaseConfig& config) const override;
	std::unique_ptr<Connection> connect(const DatabaseConfig& config, Access access) const override;
	bool hasAsync() const noexcept override;
	Task<std::unique_ptr<Connection>> connectAsync(const DatabaseConfig& config, Access access,
												   EventLoop& loop) const override;
	std::unique_ptr<Connection> connectScratch(const DatabaseConfig& config) const override;
	std::unique_ptr<Inspector> inspector(Connection& connection) const override;

private:
	PostgreSQL::Dialect _dialect;
};


} // namespace Athanor


#endif // Athanor_PostgreSQL_Backend_INCLUDED

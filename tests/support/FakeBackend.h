//
// FakeBackend.h
//
// Library: TestSupport
// Package: Backend
//
// A backend in memory that can misbehave, for tests of the core.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackend_INCLUDED
#define Athanor_Test_FakeBackend_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "FakeBackendConnection.h"
#include <map>
#include <mutex>


namespace Athanor {


/// The SQL of the fake backend: placeholders `$1`, types by their names.
class FakeDialect: public Dialect
{
public:
	const Capabilities& capabilities() const noexcept override;
	void appendPlaceholder(std::string& sql, int index, ValueType type) const override;
	std::string typeName(const Column& column) const override;
	std::string identityClause(const Column& column) const override;
};


/// A FakeBackend keeps databases in memory, without any I/O, and answers the scheme `fake`: `fake://name` is the
/// same database for each connection of this backend.
///
/// It understands what the core's compiler writes and little more (Fake::parse), checks types and constraints,
/// and fails, blocks or lies when its faults() are told so. It has no Poco session.
///
/// Thread safety: thread-safe. Lifetime: outlives its connections.
class FakeBackend: public Backend
{
public:
	/// With `failTransactionOnError` a failed statement fails its transaction until it is rolled back.
	explicit FakeBackend(Concurrency concurrency = Concurrency::Pooled, bool failTransactionOnError = false);
	~FakeBackend() override;

	FakeFaults& faults() const noexcept
	{
		return _faults;
	}

	const std::string& name() const noexcept override;
	const Dialect& dialect() const noexcept override;
	Concurrency concurrency(const DatabaseConfig& config) const override;
	std::unique_ptr<Connection> connect(const DatabaseConfig& config, Access access) const override;
	std::unique_ptr<Inspector> inspector(Connection& connection) const override;

private:
	Fake::Database& database(const std::string& name) const;

	const Concurrency _concurrency;
	const bool _failTransactionOnError;
	FakeDialect _dialect;
	mutable FakeFaults _faults;
	mutable std::mutex _mutex;
	mutable std::map<std::string, Fake::Database> _databases;
};


} // namespace Athanor


#endif // Athanor_Test_FakeBackend_INCLUDED

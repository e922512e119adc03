//
// FakeBackendConnection.h
//
// Library: TestSupport
// Package: Backend
//
// A connection of the fake backend.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendConnection_INCLUDED
#define Athanor_Test_FakeBackendConnection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "FakeBackendDatabase.h"
#include "FakeBackendFaults.h"
#include <optional>
#include <vector>


namespace Athanor {


/// How a FakeBackend's connections behave.
struct FakeConnectionOptions
{
	bool readOnly = false;               ///< refuses to write
	bool failTransactionOnError = false; ///< a failed statement fails its transaction, as in PostgreSQL
	std::chrono::milliseconds busyTimeout{5000};
	std::chrono::milliseconds statementTimeout{0}; ///< 0: none
};


/// A FakeConnection executes the SQL of Fake::parse on tables in memory. Readers see what is committed; a transaction
/// takes the right to write at its first change, or in begin(), and keeps it to its end.
///
/// Thread safety: one thread at a time, but cancel() from any. Lifetime: the FakeBackend outlives it.
class FakeConnection: public Connection
{
public:
	FakeConnection(Fake::Database& database, FakeFaults& faults, FakeConnectionOptions options);
	~FakeConnection() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	Task<void> begin(Access access) override;
	Task<void> commit() override;
	Task<void> rollback() override;
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	void cancel() noexcept override;

	/// The tables as a statement of this connection would see them now.
	Fake::Snapshot visibleTables() const;

private:
	struct Savepoint
	{
		std::string name;
		std::optional<Fake::Snapshot> tables; ///< nothing: nothing was changed yet
	};

	using Point = FakeFaults::Point;

	void arrive(Point point);
	void checkAlive();
	ResultSetPtr executeNow(const Statement& statement, const Parameters& parameters);
	Fake::Result executeCommand(const Fake::Command& command, const Parameters& parameters);
	Fake::Result executeAlone(const Fake::Command& command, const Parameters& parameters);
	void controlSavepoint(const Fake::Command& command);
	void takeWriter();
	void beginNow(Access access);
	void commitNow();
	void rollbackNow();
	void endTransaction() noexcept;

	Fake::Database& _database;
	FakeFaults& _faults;
	const FakeConnectionOptions _options;
	const int _generation;
	FakeFaults::Waiter _waiter;
	TransactionState _state = TransactionState::None;
	std::optional<Fake::Snapshot> _tables; // of the open transaction, once it writes
	std::vector<Savepoint> _savepoints;
	bool _lost = false;
};


} // namespace Athanor


#endif // Athanor_Test_FakeBackendConnection_INCLUDED

//
// FakeBackendConnection.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendConnection.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


namespace {


template <typename Exception>
[[noreturn]] void fail(const char* sqlState, const std::string& message)
{
	ErrorDetail detail;
	detail.sqlState = sqlState;
	throw Exception(message, detail);
}


/// The rows of a Result.
class FakeResultSet: public ResultSet
{
public:
	explicit FakeResultSet(Fake::Result result):
		_result(std::move(result))
	{
	}

	const std::vector<std::string>& columns() const noexcept override
	{
		return _result.columns;
	}
	bool next() override
	{
		if (_current > _result.rows.size()) return false;
		return ++_current <= _result.rows.size();
	}
	std::int64_t affectedRows() const noexcept override
	{
		return _result.affected;
	}
	bool isNull(std::size_t column) const override
	{
		return cell(column).isNull();
	}
	std::int64_t integer(std::size_t column) const override
	{
		const Value& found = cell(column);
		if (const bool* boolean = std::get_if<bool>(&found.variant())) return *boolean ? 1 : 0;
		if (const auto* interval = std::get_if<Interval>(&found.variant())) return interval->microseconds();
		return found.get<std::int64_t>();
	}
	double real(std::size_t column) const override
	{
		return cell(column).get<double>();
	}
	std::string_view text(std::size_t column) const override
	{
		const Value& found = cell(column);
		if (const auto* decimal = std::get_if<Decimal>(&found.variant())) return decimal->toString();
		if (const auto* json = std::get_if<JsonText>(&found.variant())) return json->text;
		if (const auto* date = std::get_if<Date>(&found.variant())) return _iso = date->toString();
		if (const auto* time = std::get_if<Time>(&found.variant())) return _iso = time->toString();
		return found.get<std::string>();
	}
	std::string_view bytes(std::size_t column) const override
	{
		return cell(column).get<Bytes>().data;
	}
	UUID uuid(std::size_t column) const override
	{
		return cell(column).get<UUID>();
	}
	DateTime timestamp(std::size_t column) const override
	{
		return cell(column).get<DateTime>();
	}
	ValueType type(std::size_t column) const override
	{
		const Value& found = cell(column);
		return found.isNull() ? ValueType::Text : found.type();
	}

private:
	const Value& cell(std::size_t column) const
	{
		static const Value null;
		const bool onRow = _current > 0 && _current <= _result.rows.size();
		return onRow && column < _result.columns.size() ? _result.rows[_current - 1][column] : null;
	}

	Fake::Result _result;
	std::size_t _current = 0; // from 1
	mutable std::string _iso;
};


} // namespace


FakeConnection::FakeConnection(Fake::Database& database, FakeFaults& faults, FakeConnectionOptions options):
	_database(database),
	_faults(faults),
	_options(options),
	_generation(faults.generation())
{
	if (_options.statementTimeout.count() > 0) _waiter.timeout = _options.statementTimeout;
	_faults.connectionOpened();
}


FakeConnection::~FakeConnection()
{
	endTransaction();
	_faults.connectionClosed();
}


void FakeConnection::checkAlive()
{
	if (_faults.generation() != _generation) _lost = true;
	if (!_lost) return;
	endTransaction();
	ErrorDetail detail;
	detail.sqlState = "08006";
	detail.connectionLost = true;
	throw ConnectionException("the connection was lost", detail);
}


void FakeConnection::arrive(Point point)
{
	checkAlive();
	try
	{
		_faults.arrive(point, _waiter);
	}
	catch (const DatabaseException& exception)
	{
		if (exception.detail().connectionLost)
		{
			_lost = true;
			endTransaction();
		}
		throw;
	}
}


ResultSetPtr FakeConnection::executeNow(const Statement& statement, const Parameters& parameters)
{
	try
	{
		arrive(Point::Execute);
		const Fake::Command command = Fake::parse(statement.text);
		const bool recovers = command.kind == Fake::Command::Kind::RollbackTo;
		if (_state == TransactionState::Failed && !recovers)
		{
			fail<InvalidRequestException>("25P02", "the transaction has failed and can only be rolled back");
		}
		return std::make_unique<FakeResultSet>(executeCommand(command, parameters));
	}
	catch (DatabaseException& exception)
	{
		exception.detail().statement = statement.text;
		const bool fails = _options.failTransactionOnError && _state == TransactionState::Active;
		if (fails) _state = TransactionState::Failed;
		throw;
	}
}


Fake::Result FakeConnection::executeCommand(const Fake::Command& command, const Parameters& parameters)
{
	switch (command.kind)
	{
	case Fake::Command::Kind::Wait:
		_faults.block(_waiter);
		return {};
	case Fake::Command::Kind::Savepoint:
	case Fake::Command::Kind::Release:
	case Fake::Command::Kind::RollbackTo:
		controlSavepoint(command);
		return {};
	default:
		break;
	}
	if (command.writes() && _options.readOnly)
	{
		fail<InvalidRequestException>("25006", "a connection that was opened to read cannot write");
	}
	if (_state == TransactionState::None) return executeAlone(command, parameters);
	if (command.writes()) takeWriter();
	if (_tables) return Fake::execute(command, parameters, *_tables);
	Fake::Snapshot committed = _database.committed();
	return Fake::execute(command, parameters, committed);
}


Fake::Result FakeConnection::executeAlone(const Fake::Command& command, const Parameters& parameters)
{
	if (!command.writes())
	{
		Fake::Snapshot committed = _database.committed();
		return Fake::execute(command, parameters, committed);
	}
	takeWriter();
	try
	{
		Fake::Result result = Fake::execute(command, parameters, *_tables);
		Fake::checkForeignKeys(*_tables, true);
		_database.publish(std::move(*_tables));
		endTransaction();
		return result;
	}
	catch (...)
	{
		endTransaction();
		throw;
	}
}


void FakeConnection::controlSavepoint(const Fake::Command& command)
{
	if (_state == TransactionState::None)
		fail<InvalidRequestException>("25P01", "a savepoint needs a transaction");
	if (command.kind == Fake::Command::Kind::Savepoint)
	{
		_savepoints.push_back({command.table, _tables});
		return;
	}
	auto found = _savepoints.rbegin();
	while (found != _savepoints.rend() && found->name != command.table)
		++found;
	if (found == _savepoints.rend())
		fail<RepositoryException>("3B001", "there is no savepoint " + command.table);
	const std::size_t index = static_cast<std::size_t>(_savepoints.rend() - found) - 1;
	if (command.kind == Fake::Command::Kind::Release)
	{
		_savepoints.resize(index);
		return;
	}
	_tables = _savepoints[index].tables;
	_savepoints.resize(index + 1);
	_state = TransactionState::Active;
	// Other transactions may have committed before this one got the right to write.
	if (!_tables) _database.unlock(this);
}


void FakeConnection::takeWriter()
{
	if (_tables) return;
	_database.lock(this, _options.busyTimeout);
	_tables = _database.committed();
}


void FakeConnection::beginNow(Access access)
{
	arrive(Point::Begin);
	if (_state != TransactionState::None)
		fail<InvalidRequestException>("25001", "a transaction is open already");
	if (access == Access::Write && _options.readOnly)
	{
		fail<InvalidRequestException>("25006", "a connection that was opened to read cannot write");
	}
	if (access == Access::Write) takeWriter();
	_state = TransactionState::Active;
}


void FakeConnection::commitNow()
{
	arrive(Point::Commit);
	if (_state == TransactionState::None)
		fail<InvalidRequestException>("25P01", "there is no transaction to commit");
	if (_state == TransactionState::Failed)
	{
		fail<InvalidRequestException>("25P02", "the transaction has failed and can only be rolled back");
	}
	if (_tables)
	{
		Fake::checkForeignKeys(*_tables, true);
		_database.publish(*_tables);
	}
	endTransaction();
	arrive(Point::AfterCommit);
}


void FakeConnection::rollbackNow()
{
	arrive(Point::Rollback);
	endTransaction();
}


void FakeConnection::endTransaction() noexcept
{
	_state = TransactionState::None;
	_tables.reset();
	_savepoints.clear();
	_database.unlock(this);
}


Task<ResultSetPtr> FakeConnection::execute(const Statement& statement, const Parameters& parameters)
{
	ResultSetPtr rows = executeNow(statement, parameters);
	co_return rows;
}


Task<void> FakeConnection::begin(Access access)
{
	const Access wanted = access;
	beginNow(wanted);
	co_return;
}


Task<void> FakeConnection::commit()
{
	FakeConnection& self = *this;
	self.commitNow();
	co_return;
}


Task<void> FakeConnection::rollback()
{
	FakeConnection& self = *this;
	self.rollbackNow();
	co_return;
}


TransactionState FakeConnection::transactionState() const noexcept
{
	return _faults.claimedState().value_or(_state);
}


Task<void> FakeConnection::reset()
{
	FakeConnection& self = *this;
	self.arrive(Point::Reset);
	co_return;
}


Task<void> FakeConnection::ping()
{
	FakeConnection& self = *this;
	self.arrive(Point::Ping);
	co_return;
}


void FakeConnection::cancel() noexcept
{
	_faults.cancel(_waiter);
}


Fake::Snapshot FakeConnection::visibleTables() const
{
	return _tables ? *_tables : _database.committed();
}


} // namespace Athanor

//
// LoopReader.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "LoopReader.h"
#include <algorithm>
#include <sqlite3.h>


namespace Athanor::SQLite {


LoopReader::LoopReader(Poco::Data::Session session, Location location, const EngineConfig& config,
					   EventLoop& loop, CommitsPtr commits):
	Connection(std::move(session), std::move(location), config, Access::Read, std::move(commits)),
	_loop(loop)
{
}


LoopReader::~LoopReader()
{
	*_self = nullptr;
}


void LoopReader::joinSnapshot()
{
	const std::uint64_t made = commits();
	if (_snapshot && made == _commitsSeen) return;
	endSnapshot();
	// The caller's own transaction.
	if (Connection::transactionState() != TransactionState::None) return;
	beginNow(Access::Read);
	_snapshot = true;
	_commitsSeen = made;
	_loop.atEndOfPass([self = _self] {
		if (*self) (*self)->endSnapshot();
	});
}


void LoopReader::endSnapshot() noexcept
{
	if (!std::exchange(_snapshot, false)) return;
	endReading();
}


Task<ResultSetPtr> LoopReader::execute(const Statement& statement, const Parameters& parameters)
{
	// Plain SQL may do what is refused inside of a transaction.
	if (statement.access == Access::Read && statement.keep)
		joinSnapshot();
	else
		endSnapshot();
	return Connection::execute(statement, parameters);
}


bool LoopReader::readVersion(unsigned& version) const noexcept
{
	if (!_snapshot || sqlite3_txn_state(database(), "main") != SQLITE_TXN_READ) return false;
	return sqlite3_file_control(database(), "main", SQLITE_FCNTL_DATA_VERSION, &version) == SQLITE_OK;
}


bool LoopReader::remembers(const Question& question, std::int64_t& total)
{
	unsigned version = 0;
	if (!readVersion(version) || version != _countsVersion) return false;
	const auto it = std::find_if(_counts.begin(), _counts.end(),
								 [&](const auto& counted) { return counted.first == question; });
	if (it == _counts.end()) return false;
	total = it->second;
	return true;
}


void LoopReader::remember(Question question, std::int64_t total)
{
	unsigned version = 0;
	if (!readVersion(version)) return;
	if (version != _countsVersion || _counts.size() >= capacity) _counts.clear();
	_countsVersion = version;
	_counts.emplace_back(std::move(question), total);
}


Task<std::int64_t> LoopReader::count(const Statement& statement, const Parameters& parameters)
{
	Question question(statement.text, parameters);
	std::int64_t total = 0;
	joinSnapshot();
	if (remembers(question, total)) co_return total;
	std::int64_t counted = co_await Connection::count(statement, parameters);
	total = counted;
	remember(std::move(question), total);
	co_return total;
}


Task<void> LoopReader::begin(Access access)
{
	endSnapshot();
	return Connection::begin(access);
}


/// A snapshot is nobody's transaction.
TransactionState LoopReader::transactionState() const noexcept
{
	return _snapshot ? TransactionState::None : Connection::transactionState();
}


Task<void> LoopReader::reset()
{
	endSnapshot();
	return Connection::reset();
}


Task<void> LoopReader::ping()
{
	endSnapshot();
	return Connection::ping();
}


Poco::Data::Session& LoopReader::poco()
{
	endSnapshot();
	return Connection::poco();
}


} // namespace Athanor::SQLite

//
// StatementCache.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "StatementCache.h"
#include "Errors.h"
#include <sqlite3.h>
#include <utility>


namespace Athanor::SQLite {


namespace {


struct Finalizer
{
	void operator()(sqlite3_stmt* statement) const noexcept
	{
		sqlite3_finalize(statement);
	}
};

using OwnedStatement = std::unique_ptr<sqlite3_stmt, Finalizer>;


OwnedStatement compile(sqlite3* database, const std::string& text, bool keep)
{
	ErrorDetail detail;
	detail.statement = text;
	detail.sqlState = "42601";
	if (text.find('\0') != std::string::npos)
		throw InvalidRequestException("a statement with a NUL byte", detail);
	sqlite3_stmt* raw = nullptr;
	const char* tail = nullptr;
	const unsigned flags = keep ? SQLITE_PREPARE_PERSISTENT : 0;
	// The size includes the terminator: SQLite then need not copy the text.
	const int size = static_cast<int>(text.size()) + 1;
	const int code = sqlite3_prepare_v3(database, text.c_str(), size, flags, &raw, &tail);
	OwnedStatement statement(raw);
	if (code != SQLITE_OK) raise(lastFailure(database, text));
	const std::string_view rest(tail);
	if (!statement || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos)
	{
		throw InvalidRequestException("exactly one SQL statement is expected", detail);
	}
	return statement;
}


} // namespace


Prepared::Prepared(Prepared&& other) noexcept:
	_statement(std::exchange(other._statement, nullptr)),
	_inUse(std::exchange(other._inUse, nullptr))
{
}


Prepared& Prepared::operator=(Prepared&& other) noexcept
{
	if (this == &other) return *this;
	release();
	_statement = std::exchange(other._statement, nullptr);
	_inUse = std::exchange(other._inUse, nullptr);
	return *this;
}


Prepared::~Prepared()
{
	release();
}


void Prepared::release() noexcept
{
	sqlite3_stmt* statement = std::exchange(_statement, nullptr);
	bool* inUse = std::exchange(_inUse, nullptr);
	if (!statement) return;
	if (!inUse)
	{
		sqlite3_finalize(statement);
		return;
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	*inUse = false;
}


StatementCache::~StatementCache()
{
	clear();
}


Prepared StatementCache::prepare(sqlite3* database, const std::string& text, bool keep)
{
	Prepared prepared;
	const auto found = _byText.find(text);
	if (found != _byText.end() && !found->second->inUse)
	{
		_entries.splice(_entries.begin(), _entries, found->second);
		Entry& entry = *found->second;
		entry.inUse = true;
		prepared._statement = entry.statement;
		prepared._inUse = &entry.inUse;
		return prepared;
	}
	const bool kept = keep && found == _byText.end();
	OwnedStatement statement = compile(database, text, kept);
	if (kept)
	{
		makeRoom();
		_entries.push_front({text, nullptr, true});
		_byText.emplace(_entries.front().text, _entries.begin());
		_entries.front().statement = statement.get();
		prepared._inUse = &_entries.front().inUse;
	}
	prepared._statement = statement.release();
	return prepared;
}


void StatementCache::makeRoom() noexcept
{
	if (_entries.size() < capacity) return;
	for (auto entry = std::prev(_entries.end());; --entry)
	{
		if (!entry->inUse)
		{
			sqlite3_finalize(entry->statement);
			_byText.erase(entry->text);
			_entries.erase(entry);
			return;
		}
		// All are in use: the cache grows by one.
		if (entry == _entries.begin()) return;
	}
}


void StatementCache::clear() noexcept
{
	for (const Entry& entry : _entries)
		sqlite3_finalize(entry.statement);
	_byText.clear();
	_entries.clear();
}


} // namespace Athanor::SQLite

//
// StatementCache.h
//
// Library: SQLite
// Package: Backend
//
// Prepared statements of one connection.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_StatementCache_INCLUDED
#define Athanor_SQLite_StatementCache_INCLUDED


#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>


struct sqlite3;
struct sqlite3_stmt;


namespace Athanor::SQLite {


class StatementCache;


/// A Prepared is a prepared statement in use: nobody else gets it before this object is gone.
///
/// Thread safety: as its connection. Lifetime: dies before its StatementCache.
class Prepared
{
public:
	Prepared() = default;
	Prepared(Prepared&& other) noexcept;
	Prepared& operator=(Prepared&& other) noexcept;
	Prepared(const Prepared&) = delete;
	Prepared& operator=(const Prepared&) = delete;
	/// Resets the statement and gives it back, or finalizes one that is not kept.
	~Prepared();

	sqlite3_stmt* get() const noexcept
	{
		return _statement;
	}
	void release() noexcept;

private:
	friend class StatementCache;

	sqlite3_stmt* _statement = nullptr;
	bool* _inUse = nullptr; ///< of the cache's entry; null: not kept
};


/// A StatementCache keeps the statements of one connection prepared, found by their text; the one that was not
/// used for the longest time goes first.
///
/// Thread safety: as its connection. Lifetime: clear() before the connection closes.
class StatementCache
{
public:
	static constexpr std::size_t capacity = 256;

	StatementCache() = default;
	StatementCache(const StatementCache&) = delete;
	StatementCache& operator=(const StatementCache&) = delete;
	~StatementCache();

	/// A statement ready to be bound. One that is in use is prepared a second time, and that one not kept.
	/// Throws what raise() throws if SQLite refuses it, InvalidRequestException if it is not exactly one statement.
	Prepared prepare(sqlite3* database, const std::string& text, bool keep);

	void clear() noexcept;

	std::size_t size() const noexcept
	{
		return _entries.size();
	}

private:
	struct Entry
	{
		std::string text;
		sqlite3_stmt* statement = nullptr;
		bool inUse = false;
	};

	void makeRoom() noexcept;

	std::list<Entry> _entries; ///< the last used first
	std::unordered_map<std::string_view, std::list<Entry>::iterator> _byText;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_StatementCache_INCLUDED

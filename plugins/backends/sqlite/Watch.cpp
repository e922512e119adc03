//
// Watch.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Watch.h"
#include <sqlite3.h>


namespace Athanor::SQLite {


Watch::Watch(int limitMs) noexcept:
	_limit(std::chrono::milliseconds(limitMs)),
	_foreign(_limit)
{
}


void Watch::install(sqlite3* database) noexcept
{
	if (_limit == Duration::zero()) return;
	sqlite3_progress_handler(database, 1000, &Watch::onProgress, this);
	sqlite3_trace_v2(database, SQLITE_TRACE_STMT, &Watch::onStatement, this);
}


int Watch::onProgress(void* self) noexcept
{
	Watch& watch = *static_cast<Watch*>(self);
	const auto now = std::chrono::steady_clock::now();
	if (!watch._running)
	{
		watch._running = true;
		watch._since = now;
	}
	return now - watch._since > *watch._left;
}


int Watch::onStatement(unsigned, void* self, void*, void* text) noexcept
{
	Watch& watch = *static_cast<Watch*>(self);
	const char* sql = static_cast<const char*>(text);
	// The statements of triggers are announced as comments.
	const bool trigger = sql && sql[0] == '-' && sql[1] == '-';
	if (trigger || watch._left != &watch._foreign) return 0;
	watch._foreign = watch._limit;
	watch._running = false;
	return 0;
}


Watch::Step::Step(Watch& watch, Duration& left) noexcept:
	_watch(watch)
{
	_watch._left = &left;
	_watch._running = false;
}


Watch::Step::~Step()
{
	if (_watch._running) *_watch._left -= std::chrono::steady_clock::now() - _watch._since;
	_watch._running = false;
	_watch._left = &_watch._foreign;
}


} // namespace Athanor::SQLite

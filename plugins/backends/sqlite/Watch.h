//
// Watch.h
//
// Library: SQLite
// Package: Backend
//
// The time limit of the statements of one connection.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Watch_INCLUDED
#define Athanor_SQLite_Watch_INCLUDED


#include <chrono>


struct sqlite3;


namespace Athanor::SQLite {


/// A Watch interrupts statements that run longer than the connection's limit.
///
/// What counts is the time inside SQLite, not the time a caller spends between two rows. It looks at the clock only once
/// in a thousand steps of SQLite's machine, so short statements do not pay for it. Statements that run
/// through Poco::Data have the same limit.
///
/// Thread safety: as its connection. Lifetime: outlives the installation in its connection.
class Watch
{
public:
	using Duration = std::chrono::steady_clock::duration;

	/// `limitMs` milliseconds; 0: none.
	explicit Watch(int limitMs) noexcept;
	Watch(const Watch&) = delete;
	Watch& operator=(const Watch&) = delete;

	void install(sqlite3* database) noexcept;

	Duration limit() const noexcept
	{
		return _limit;
	}

	/// While it lives, time is taken from `left` of one statement.
	class Step
	{
	public:
		Step(Watch& watch, Duration& left) noexcept;
		Step(const Step&) = delete;
		Step& operator=(const Step&) = delete;
		~Step();

	private:
		Watch& _watch;
	};

private:
	static int onProgress(void* self) noexcept;
	static int onStatement(unsigned event, void* self, void* statement, void* text) noexcept;

	Duration _limit;
	Duration _foreign; ///< what the statement that Poco::Data runs has left
	Duration* _left = &_foreign;
	bool _running = false;
	std::chrono::steady_clock::time_point _since;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Watch_INCLUDED

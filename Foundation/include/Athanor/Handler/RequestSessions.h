//
// RequestSessions.h
//
// Library: Foundation
// Package: Handler
//
// The sessions of one request.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_RequestSessions_INCLUDED
#define Athanor_Handler_RequestSessions_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Data/Session.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// A RequestSessions holds the sessions of one request: one for each database it used, made at first use, decided
/// upon once at the end.
///
/// Blocking and asynchronous sessions stand side by side: a database has one kind. Those of asynchronous databases
/// live on the request's loop.
///
/// Thread safety: one thread at a time. Lifetime: dies before the Engines.
/// Source: advanced_alchemy/extensions/flask/extension.py get_session, get_sync_session, get_async_session.
class Athanor_API RequestSessions
{
public:
	/// `loop` is the loop of the request's connection, null for a request that has none; `owner` is named in the log
	/// when a session was misused.
	/// `refuseCrossBind`: see HandlerSettings.
	RequestSessions(const Engines& engines, EventLoop* loop, std::string_view owner,
					bool refuseCrossBind = false);
	RequestSessions(const RequestSessions&) = delete;
	RequestSessions& operator=(const RequestSessions&) = delete;
	/// Rolls back what was not decided.
	~RequestSessions();

	/// The blocking session of a bind key; the same object at every call.
	/// Throws ImproperConfigurationException listing the known keys, or if the database is asynchronous;
	/// InvalidRequestException on an event loop, which must not block.
	Session& get(std::string_view bindKey);

	/// The asynchronous session of a bind key; the same object at every call.
	/// Throws ImproperConfigurationException listing the known keys, or if the database is synchronous.
	AsyncSession& getAsync(std::string_view bindKey);

	/// The unit of work of a bind key's session, of whichever kind the database is.
	UnitOfWork& unit(std::string_view bindKey);

	/// How many databases the request has a session of.
	std::size_t size() const noexcept
	{
		return _entries.size();
	}

	/// Whether no session was asked for: there is nothing to decide.
	bool empty() const noexcept
	{
		return _entries.empty();
	}

	/// Commits or rolls back each session as the commit mode of its database says for that status, in the order they
	/// were made, and closes them all.
	///
	/// Nothing is committed if one that would be committed has failed, or if several wrote and that is refused
	/// (DatabaseException). If a commit throws, those
	/// not yet committed are rolled back and the exception goes on, naming them in its detail if others were committed.
	/// Sessions that wrote nothing do not count.
	///
	/// On the request's loop; or on a worker, where it never suspends: sessions of asynchronous databases are decided
	/// on their loop while the worker waits.
	Task<void> finish(int status);

private:
	/// Exactly one of them is set.
	struct Entry
	{
		std::unique_ptr<Session> session;
		std::unique_ptr<AsyncSession> asyncSession;
		bool hadWritten = false; ///< before it was decided about

		Engine& engine() const noexcept;
		bool failed() const noexcept;
		bool wrote() const noexcept;
	};

	Entry* find(const Engine& engine);
	bool wouldCommit(const Entry& entry, int status) const;
	void refuseFailed(int status) const;
	void refuseSeveral(int status) const;
	void rollbacksFirst(int status);
	Task<void> decide(Entry& entry, int status);
	void noteUncommitted(DatabaseException& failure, std::size_t failedAt, int status) const;
	Task<void> closeOnLoop();
	void closeAll() noexcept;

	const Engines& _engines;
	EventLoop* const _loop;
	const std::string_view _owner;
	const bool _refuseCrossBind;
	std::vector<Entry> _entries;
};


} // namespace Athanor


#endif // Athanor_Handler_RequestSessions_INCLUDED

//
// RequestSessions.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/RequestSessions.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/Portal.h"
#include "Athanor/Handler/CommitPolicy.h"
#include "Poco/Logger.h"
#include <algorithm>
#include <exception>


namespace Athanor {


Engine& RequestSessions::Entry::engine() const noexcept
{
	return session ? session->engine() : asyncSession->engine();
}


bool RequestSessions::Entry::failed() const noexcept
{
	return session ? session->failed() : asyncSession->failed();
}


bool RequestSessions::Entry::wrote() const noexcept
{
	return session ? session->wrote() : asyncSession->wrote();
}


RequestSessions::RequestSessions(const Engines& engines, EventLoop* loop, std::string_view owner,
								 bool refuseCrossBind):
	_engines(engines),
	_loop(loop),
	_owner(owner),
	_refuseCrossBind(refuseCrossBind)
{
}


RequestSessions::~RequestSessions()
{
	closeAll();
}


RequestSessions::Entry* RequestSessions::find(const Engine& engine)
{
	for (Entry& entry : _entries)
	{
		if (&entry.engine() == &engine) return &entry;
	}
	return nullptr;
}


Session& RequestSessions::get(std::string_view bindKey)
{
	Engine& engine = _engines.get(bindKey);
	if (engine.isAsync())
	{
		throw ImproperConfigurationException("Expected sync session for bind key \"" + engine.bindKey() +
											 "\", but its database is asynchronous");
	}
	if (EventLoop::current())
	{
		throw InvalidRequestException(
			"a blocking session of \"" + engine.bindKey() +
			"\" on an event loop would hold up its other connections; use a handler that may block");
	}
	if (Entry* entry = find(engine)) return *entry->session;
	_entries.push_back({std::make_unique<Session>(engine, std::string(_owner)), nullptr, false});
	return *_entries.back().session;
}


AsyncSession& RequestSessions::getAsync(std::string_view bindKey)
{
	Engine& engine = _engines.get(bindKey);
	if (Entry* entry = find(engine); entry && entry->asyncSession) return *entry->asyncSession;
	if (!_loop) throw InvalidRequestException("this request came over no event loop");
	_entries.push_back({nullptr, std::make_unique<AsyncSession>(engine, *_loop, std::string(_owner)), false});
	return *_entries.back().asyncSession;
}


UnitOfWork& RequestSessions::unit(std::string_view bindKey)
{
	return _engines.get(bindKey).isAsync() ? getAsync(bindKey).unit() : get(bindKey).unit();
}


bool RequestSessions::wouldCommit(const Entry& entry, int status) const
{
	return commitsOn(entry.engine().config(), status);
}


void RequestSessions::refuseFailed(int status) const
{
	for (const Entry& entry : _entries)
	{
		if (!entry.failed() || !wouldCommit(entry, status)) continue;
		throw DatabaseException("a statement on \"" + entry.engine().bindKey() +
								"\" failed, was not rolled back, and the handler answered " +
								std::to_string(status) + ": nothing of this request is kept");
	}
}


void RequestSessions::refuseSeveral(int status) const
{
	if (!_refuseCrossBind) return;
	std::string written;
	int count = 0;
	for (const Entry& entry : _entries)
	{
		if (!entry.wrote() || !wouldCommit(entry, status)) continue;
		written += (written.empty() ? "" : ", ") + entry.engine().bindKey();
		++count;
	}
	if (count < 2) return;
	throw DatabaseException("the request wrote to several databases (" + written +
							"), which cross_bind = refuse does not allow");
}


Task<void> RequestSessions::decide(Entry& entry, int status)
{
	const bool elsewhere = entry.asyncSession && EventLoop::current() != _loop;
	if (elsewhere)
	{
		// A worker waits while the session's loop decides.
		Portal(*_loop).call([this, &entry, status] { return decide(entry, status); });
		co_return;
	}
	const bool commits = wouldCommit(entry, status);
	UnitOfWork& unit = entry.session ? entry.session->unit() : entry.asyncSession->unit();
	if (commits)
		co_await unit.commit();
	else
		co_await unit.rollback();
}


Task<void> RequestSessions::finish(int status)
{
	std::size_t at = 0;
	std::exception_ptr failure;
	try
	{
		refuseFailed(status);
		refuseSeveral(status);
		rollbacksFirst(status);
		while (at < _entries.size())
		{
			Entry& entry = _entries[at];
			entry.hadWritten = entry.wrote();
			co_await decide(entry, status);
			++at;
		}
	}
	catch (DatabaseException& exception)
	{
		noteUncommitted(exception, at, status);
		failure = std::current_exception();
	}
	catch (...)
	{
		failure = std::current_exception();
	}
	closeAll();
	if (failure) std::rethrow_exception(failure);
}


/// What is wrong with a session that is rolled back is found out before anything is committed.
void RequestSessions::rollbacksFirst(int status)
{
	// Nearly always one; the algorithm would allocate for it.
	if (_entries.size() < 2) return;
	std::stable_partition(_entries.begin(), _entries.end(),
						  [&](const Entry& entry) { return !wouldCommit(entry, status); });
}


/// When one of several commits fails, those before it are kept: who reads the log or the answer has to know.
void RequestSessions::noteUncommitted(DatabaseException& failure, std::size_t failedAt, int status) const
{
	std::string committed;
	for (std::size_t i = 0; i < _entries.size(); ++i)
	{
		const Entry& entry = _entries[i];
		const bool wrote = i <= failedAt ? entry.hadWritten : entry.wrote();
		if (!wrote || !wouldCommit(entry, status)) continue;
		const std::string& bindKey = _entries[i].engine().bindKey();
		if (i < failedAt)
			committed += (committed.empty() ? "" : ", ") + bindKey;
		else
			failure.detail().uncommitted.push_back(bindKey);
	}
	// Of a request that wrote to one database only, nothing is kept, and the answer says so by its status.
	if (committed.empty())
		failure.detail().uncommitted.clear();
	else
		Poco::Logger::get("athanor.handler")
			.error("the commit failed on one of several databases; committed already: " + committed);
}


Task<void> RequestSessions::closeOnLoop()
{
	const std::size_t count = _entries.size();
	for (std::size_t i = 0; i < count; ++i)
	{
		if (_entries[i].asyncSession) _entries[i].asyncSession->close();
	}
	co_return;
}


/// A session of an asynchronous database gives its connection back on its loop.
void RequestSessions::closeAll() noexcept
{
	bool hasAsync = false;
	for (const Entry& entry : _entries)
	{
		if (entry.session)
			entry.session->close();
		else
			hasAsync = true;
	}
	if (!hasAsync) return;
	const bool onLoop = EventLoop::current() == _loop;
	try
	{
		if (onLoop)
			runInline(closeOnLoop());
		else
			Portal(*_loop).call([this] { return closeOnLoop(); });
	}
	catch (const std::exception& exception)
	{
		Poco::Logger::get("athanor.handler").error(std::string("sessions not closed: ") + exception.what());
	}
}


} // namespace Athanor

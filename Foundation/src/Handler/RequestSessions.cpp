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
#include "Athanor/Handler/CommitPolicy.h"


namespace Athanor {


RequestSessions::RequestSessions(const Engines& engines, std::string owner):
	_engines(engines),
	_owner(std::move(owner))
{
}


RequestSessions::~RequestSessions() = default;


Session& RequestSessions::get(std::string_view bindKey)
{
	Engine& engine = _engines.get(bindKey);
	for (const auto& session : _sessions)
	{
		if (&session->engine() == &engine) return *session;
	}
	if (engine.config().async)
	{
		throw ImproperConfigurationException("Expected sync session for bind key \"" + engine.bindKey() +
											 "\", but its database is asynchronous");
	}
	_sessions.push_back(std::make_unique<Session>(engine, _owner));
	return *_sessions.back();
}


void RequestSessions::finish(int status)
{
	try
	{
		for (const auto& session : _sessions)
		{
			if (!session->failed() || !wouldCommit(*session, status)) continue;
			throw DatabaseException("a statement on \"" + session->engine().bindKey() +
									"\" failed, was not rolled back, and the handler answered " +
									std::to_string(status) + ": nothing of this request is kept");
		}
		// Rollbacks first: one that finds its transaction ended behind the framework's back stops every commit.
		for (const auto& session : _sessions)
		{
			if (!wouldCommit(*session, status)) session->rollback();
		}
		for (const auto& session : _sessions)
		{
			if (wouldCommit(*session, status)) session->commit();
		}
	}
	catch (...)
	{
		closeAll();
		throw;
	}
	closeAll();
}


bool RequestSessions::wouldCommit(Session& session, int status) const
{
	return commitsOn(session.engine().config().commitMode, status);
}


void RequestSessions::closeAll() noexcept
{
	for (const auto& session : _sessions)
	{
		session->close();
	}
}


} // namespace Athanor

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
/// Thread safety: one thread at a time. Lifetime: dies before the Engines.
/// Source: advanced_alchemy/extensions/flask/extension.py get_session.
class Athanor_API RequestSessions
{
public:
	/// `owner` is named in the log when a session was misused.
	RequestSessions(const Engines& engines, std::string owner);
	/// Rolls back what was not decided.
	~RequestSessions();

	/// The session of a bind key; the same object at every call.
	/// Throws ImproperConfigurationException listing the known keys, or if the database is asynchronous.
	Session& get(std::string_view bindKey);

	/// Commits or rolls back each session as the commit mode of its database says for that status, in the order they
	/// were made, and closes them all.
	///
	/// Nothing is committed if one that would be committed has failed (DatabaseException). If a commit throws, those
	/// not yet committed are rolled back and the exception goes on.
	void finish(int status);

private:
	bool wouldCommit(Session& session, int status) const;
	void closeAll() noexcept;

	const Engines& _engines;
	const std::string _owner;
	std::vector<std::unique_ptr<Session>> _sessions;
};


} // namespace Athanor


#endif // Athanor_Handler_RequestSessions_INCLUDED

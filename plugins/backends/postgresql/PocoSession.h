//
// PocoSession.h
//
// Library: PostgreSQL
// Package: Backend
//
// A session of Poco::Data on a connection that is open already.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_PocoSession_INCLUDED
#define Athanor_PostgreSQL_PocoSession_INCLUDED


#include "Poco/AutoPtr.h"
#include "Poco/Data/PostgreSQL/SessionImpl.h"
#include "Poco/Data/Session.h"


namespace Athanor::PostgreSQL {


/// A PocoSession lends a connection of libpq to a Poco::Data::Session.
///
/// Poco 1.11 only knows connections it opened itself. It would split the connection string at blanks, know no deadline
/// below two seconds, leak the descriptor of each failed attempt, and keep state (a list of statements to deallocate,
/// a transaction it believes in) that poisons the session for the next user. So its session is made without a server,
/// gets our connection for a while, and is thrown away.
///
/// Thread safety: one thread at a time. Lifetime: the connection outlives it. Copies of the session that somebody kept
/// are closed sessions when it is gone.
class PocoSession
{
public:
	/// Throws ConnectionException if the session cannot be made.
	explicit PocoSession(PGconn* connection);
	PocoSession(const PocoSession&) = delete;
	PocoSession& operator=(const PocoSession&) = delete;
	~PocoSession();

	Poco::Data::Session& session() noexcept
	{
		return _session;
	}

private:
	Poco::AutoPtr<Poco::Data::PostgreSQL::SessionImpl> _impl;
	Poco::Data::Session _session;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_PocoSession_INCLUDED

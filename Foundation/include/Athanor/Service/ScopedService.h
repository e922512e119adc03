//
// ScopedService.h
//
// Library: Foundation
// Package: Service
//
// A service with a session of its own.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_ScopedService_INCLUDED
#define Athanor_Service_ScopedService_INCLUDED


#include "Athanor/Data/Session.h"
#include <string>
#include <utility>


namespace Athanor {


/// A ScopedService is a service and the session it works in, for code that has no request: start-up, jobs, tests.
///
///     ScopedService<BookService> books(context.engines().get("default"));
///     books->create(book);
///     books.session().commit();
///
/// It never commits by itself: what was not committed is rolled back at its end.
///
/// Thread safety: one thread at a time; not on an event loop, which must not block. Lifetime: dies before its Engine.
/// Source: advanced_alchemy/service/_sync.py SQLAlchemySyncRepositoryReadService.new.
template <typename ServiceType>
class ScopedService
{
public:
	/// `owner` is named in the log when the session has to be blamed for something.
	explicit ScopedService(Engine& engine, std::string owner = {}):
		_session(engine, std::move(owner)),
		_service(_session)
	{
	}

	ServiceType* operator->() noexcept
	{
		return &_service;
	}
	ServiceType& operator*() noexcept
	{
		return _service;
	}
	Session& session() noexcept
	{
		return _session;
	}

private:
	Session _session;
	ServiceType _service;
};


} // namespace Athanor


#endif // Athanor_Service_ScopedService_INCLUDED

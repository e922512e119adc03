//
// Handles.h
//
// Library: PostgreSQL
// Package: Backend
//
// Owners of what libpq allocates.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Handles_INCLUDED
#define Athanor_PostgreSQL_Handles_INCLUDED


#include <libpq-fe.h>
#include <memory>


namespace Athanor::PostgreSQL {


/// Calls the function of libpq that frees an object.
struct Free
{
	void operator()(PGconn* connection) const noexcept
	{
		PQfinish(connection);
	}
	void operator()(PGresult* result) const noexcept
	{
		PQclear(result);
	}
	void operator()(PGcancel* cancel) const noexcept
	{
		PQfreeCancel(cancel);
	}
	void operator()(PQconninfoOption* options) const noexcept
	{
		PQconninfoFree(options);
	}
	void operator()(PGnotify* notification) const noexcept
	{
		PQfreemem(notification);
	}
	void operator()(char* text) const noexcept
	{
		PQfreemem(text);
	}
};


using ConnectionHandle = std::unique_ptr<PGconn, Free>;
using ResultHandle = std::unique_ptr<PGresult, Free>;
using CancelHandle = std::unique_ptr<PGcancel, Free>;


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Handles_INCLUDED

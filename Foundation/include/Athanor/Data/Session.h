//
// Session.h
//
// Library: Foundation
// Package: Data
//
// The blocking face of a unit of work.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Session_INCLUDED
#define Athanor_Data_Session_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Query/NamedParameters.h"
#include "Athanor/Query/TypedStatement.h"
#include <string_view>
#include <type_traits>
#include <utility>


namespace Athanor {


/// A Session is a transaction of one database for blocking code.
///
/// In a request it comes from `request.session(bindKey)`, and the commit mode of the database decides at the end; outside
/// one it is a scope object that rolls back what was not committed:
///
///     Session session(engines.get("reports"));
///     session.execute("update sales set seen = :seen", {{"seen", true}});
///     session.commit();
///
/// Thread safety: one thread at a time. Lifetime: dies before its Engine.
class Athanor_API Session
{
public:
	explicit Session(Engine& engine, std::string owner = {});

	/// Executes plain SQL with named parameters, on every database alike.
	/// Throws InvalidRequestException for a parameter that is missing or not used, or on a failed session; otherwise
	/// what the database says.
	Rows execute(std::string_view sql, const NamedParameters& parameters = {});
	/// Executes a compiled statement.
	Rows execute(const CompiledStatement& compiled);
	/// Executes a typed statement: objects of `select<Book>()`, values of `select<Book>(&Book::title)`, the number of rows of
	/// a change (Select.h, Changes.h).
	template <TypedStatement S>
	typename S::Result execute(const S& statement)
	{
		const CompiledStatement compiled = statement.compile(engine().dialect());
		const ResultSetPtr rows = runInline(_unit.execute(compiled.statement, compiled.parameters));
		return statement.read(*rows);
	}

	/// Opens the transaction now. With Access::Write nobody else writes between this session's reads and its writes
	/// where the database has a single writer.
	void begin(Access access);
	void commit();
	void rollback();

	/// Runs f in a savepoint: if it throws, what it did (and the failure of the session it caused) is undone, and the
	/// exception goes on. Returns what f returns.
	template <typename F>
	auto savepoint(F&& f) -> decltype(f());

	/// The Poco session of the same connection and transaction; its begin, commit and rollback are the framework's.
	/// Throws InvalidRequestException if the backend has none.
	Poco::Data::Session& poco();

	bool failed() const noexcept
	{
		return _unit.failed();
	}
	bool wrote() const noexcept
	{
		return _unit.wrote();
	}
	/// What repositories and services work on.
	UnitOfWork& unit() noexcept
	{
		return _unit;
	}
	Engine& engine() const noexcept
	{
		return _unit.engine();
	}
	/// Rolls back and gives the connection back; any further use throws InvalidRequestException.
	void close() noexcept
	{
		_unit.close();
	}

private:
	void openSavepoint();
	void releaseSavepoint();
	void rollbackToSavepoint() noexcept;

	UnitOfWork _unit;
};


template <typename F>
auto Session::savepoint(F&& f) -> decltype(f())
{
	openSavepoint();
	try
	{
		if constexpr (std::is_void_v<decltype(f())>)
		{
			f();
			releaseSavepoint();
		}
		else
		{
			auto result = f();
			releaseSavepoint();
			return result;
		}
	}
	catch (...)
	{
		rollbackToSavepoint();
		throw;
	}
}


} // namespace Athanor


#endif // Athanor_Data_Session_INCLUDED

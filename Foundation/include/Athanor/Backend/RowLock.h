//
// RowLock.h
//
// Library: Foundation
// Package: Backend
//
// How a SELECT locks the rows it reads.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_RowLock_INCLUDED
#define Athanor_Backend_RowLock_INCLUDED


namespace Athanor {


/// A RowLock keeps other transactions from the rows a query reads, until the end of this one.
///
///     repository.get(key, RowLock{RowLock::Mode::Update, RowLock::Wait::Skip})
///
/// Where a database has one writer at a time, any lock makes the session that writer, whatever the mode.
/// Thread safety: a value. Source: SQLAlchemy's with_for_update.
struct RowLock
{
	enum class Mode
	{
		Update, ///< others neither change nor lock the rows
		Share   ///< others may lock them to share as well, but not change them
	};

	/// What happens when another transaction has the rows.
	enum class Wait
	{
		Block,  ///< until it ends, or the statement's timeout
		Refuse, ///< throws ConnectionException (55P03) at once
		Skip    ///< the rows are left out
	};

	Mode mode = Mode::Update;
	Wait wait = Wait::Block;
	/// Others may refer to the rows (foreign keys) while they are locked.
	bool keyOnly = false;
};


} // namespace Athanor


#endif // Athanor_Backend_RowLock_INCLUDED

//
// Protocol.h
//
// Library: PostgreSQL
// Package: Backend
//
// What blocking and asynchronous connections have in common.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Protocol_INCLUDED
#define Athanor_PostgreSQL_Protocol_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Errors.h"
#include <libpq-fe.h>
#include <string>
#include <vector>


namespace Athanor::PostgreSQL {


/// The transaction as libpq knows it. One that nobody can know counts as failed.
TransactionState stateOf(PGTransactionStatusType status) noexcept;


/// What it means when the connection is lost while a statement is executed in that state.
Phase phaseOf(Access access, TransactionState state) noexcept;


/// Throw InvalidRequestException if the state does not allow to begin or to commit a transaction.
void requireNoTransaction(TransactionState state);
void requireCommittable(TransactionState state);


/// Throws InvalidRequestException if a connection that was opened to read is to write.
void requireWritable(Access opened, Access wanted);


/// Throws InvalidRequestException if the server's answer to COMMIT is that it rolled back.
void requireCommitted(PGresult* result);


/// Whether a failure of a prepared statement means that it must be prepared again.
bool isStale(const std::string& sqlState) noexcept;


/// Throws InvalidRequestException for a text that libpq would cut off.
void requireText(const std::string& sql);


/// What brings a session back to its start. It is DISCARD ALL without the loss of our prepared statements.
const std::vector<std::string>& resetStatements();


/// Whether the result of the last of those statements says that exactly as many statements are prepared as we know of.
/// Otherwise somebody deallocated ours, or left some (as Poco does when a transaction fails): DEALLOCATE ALL is due.
bool hasOnlyOurStatements(const PGresult* result, std::size_t known);


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Protocol_INCLUDED

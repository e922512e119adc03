//
// Exceptions.h
//
// Library: Foundation
// Package: Core
//
// The exceptions of Athanor, all of them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Exceptions_INCLUDED
#define Athanor_Core_Exceptions_INCLUDED


#include "Athanor/Core/API.h"
#include "Poco/Exception.h"
#include <string>
#include <vector>


namespace Athanor {


/// One wrong field of a well-formed input.
struct FieldError
{
	std::string field;  ///< path of the field as the client wrote it (`address.city`, `items[3].name`)
	std::string reason; ///< lower-case sentence part, without a full stop: `not a date (YYYY-MM-DD)`
	int index = -1;     ///< which row of several, from 0; -1: there is only one
};


/// What a database said about a failure, beside the message.
///
/// Text members are empty where the database does not say. Bound values are never part of it.
struct ErrorDetail
{
	std::string sqlState;  ///< five characters, as PostgreSQL spells them (other backends map onto it)
	int nativeCode = 0;    ///< the driver's own code (SQLite: the extended result code)
	std::string statement; ///< the SQL text, with placeholders
	std::string table;
	std::string column;
	std::string constraint;
	bool connectionLost = false; ///< the connection must not be used again
	bool safeToRetry = false;    ///< true only if the server cannot have acted on the statement
	bool committed = false;      ///< what the failing call had written is kept
	std::string bindKey;         ///< the database, where it is known
	/// The databases whose part of a request was not committed although others' was; otherwise empty.
	std::vector<std::string> uncommitted;
	/// The rows that a write of several rows could not write, and why; otherwise empty. Fit to be shown to a client.
	std::vector<FieldError> rows;
};


/// The root of every error of Athanor: a Poco::RuntimeException that carries an ErrorDetail.
///
/// There are few classes on purpose: a new need becomes a field of ErrorDetail, not a class. A backend
/// plugin throws only these, mapped from native codes in one file (`Errors.cpp`).
///
/// Thread safety: immutable once thrown; detail may be completed (`withStatement`) before.
class Athanor_API DatabaseException: public Poco::RuntimeException
{
public:
	explicit DatabaseException(const std::string& message, ErrorDetail detail = {});
	~DatabaseException() noexcept override;

	const ErrorDetail& detail() const noexcept;
	ErrorDetail& detail() noexcept;

	const char* name() const noexcept override;
	const char* className() const noexcept override;
	Poco::Exception* clone() const override;
	void rethrow() const override;

private:
	ErrorDetail _detail;
};


/// Declares an exception class that adds nothing but its name and its place in the tree.
#define ATHANOR_DECLARE_EXCEPTION(CLASS, BASE)                                                               \
	class Athanor_API CLASS: public BASE                                                                     \
	{                                                                                                        \
	public:                                                                                                  \
		explicit CLASS(const std::string& message, Athanor::ErrorDetail detail = {});                        \
		~CLASS() noexcept override;                                                                          \
		const char* name() const noexcept override;                                                          \
		const char* className() const noexcept override;                                                     \
		Poco::Exception* clone() const override;                                                             \
		void rethrow() const override;                                                                       \
	};

/// A configuration, a bind key, or a use of the API cannot work; the message says what to change.
ATHANOR_DECLARE_EXCEPTION(ImproperConfigurationException, DatabaseException)
/// A value cannot be represented on the other side (JSON, SQL, C++ type).
ATHANOR_DECLARE_EXCEPTION(SerializationException, DatabaseException)
/// A plugin could not be loaded or started; the message names the file and the cause.
ATHANOR_DECLARE_EXCEPTION(PluginException, DatabaseException)
/// The database could not be reached, is locked, or has no connection to spare: worth trying later (503).
ATHANOR_DECLARE_EXCEPTION(ConnectionException, DatabaseException)
/// A statement or a wait took longer than its deadline (504 for statements).
ATHANOR_DECLARE_EXCEPTION(TimeoutException, DatabaseException)
/// The connection was lost during COMMIT: nobody knows whether the work is there.
ATHANOR_DECLARE_EXCEPTION(CommitUnknownException, DatabaseException)
/// Any other refusal of the database; also the base of what repositories throw.
ATHANOR_DECLARE_EXCEPTION(RepositoryException, DatabaseException)
/// A constraint was violated (409).
ATHANOR_DECLARE_EXCEPTION(IntegrityException, RepositoryException)
ATHANOR_DECLARE_EXCEPTION(DuplicateKeyException, IntegrityException)
ATHANOR_DECLARE_EXCEPTION(ForeignKeyException, IntegrityException)
/// No row where one was asked for (404).
ATHANOR_DECLARE_EXCEPTION(NotFoundException, RepositoryException)
ATHANOR_DECLARE_EXCEPTION(MultipleResultsFoundException, RepositoryException)
/// The caller asked for something that makes no sense here: a malformed query value, a statement on a
/// failed session, a session used after its request (400 when a client's input is the cause).
ATHANOR_DECLARE_EXCEPTION(InvalidRequestException, RepositoryException)


/// A well-formed input breaks the rules of its schema (422); carries one entry per wrong field.
class Athanor_API ValidationException: public DatabaseException
{
public:
	explicit ValidationException(std::vector<FieldError> errors);
	~ValidationException() noexcept override;

	/// In the order of the schema; never empty.
	const std::vector<FieldError>& errors() const noexcept;

	const char* name() const noexcept override;
	const char* className() const noexcept override;
	Poco::Exception* clone() const override;
	void rethrow() const override;

private:
	std::vector<FieldError> _errors;
};


/// An answer a handler wants the client to get: the status and a detail that is fit to be shown.
///
///     throw HttpException(403, "only editors may do this");
///
/// Source: flask's abort().
class Athanor_API HttpException: public DatabaseException
{
public:
	/// `status` is 400 to 599.
	HttpException(int status, const std::string& detail);
	~HttpException() noexcept override;

	int status() const noexcept;

	const char* name() const noexcept override;
	const char* className() const noexcept override;
	Poco::Exception* clone() const override;
	void rethrow() const override;

private:
	int _status;
};


} // namespace Athanor


#endif // Athanor_Core_Exceptions_INCLUDED

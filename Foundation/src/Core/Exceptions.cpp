//
// Exceptions.cpp
//
// Library: Foundation
// Package: Core
//
// The exceptions of Athanor.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include <memory>
#include <typeinfo>
#include <utility>


/// What every Poco exception class has to say about itself; clone() is a factory of Poco's contract.
#define ATHANOR_DEFINE_IDENTITY(CLASS, NAME)                                                                 \
	CLASS::~CLASS() noexcept = default;                                                                      \
                                                                                                             \
	const char* CLASS::name() const noexcept                                                                 \
	{                                                                                                        \
		return NAME;                                                                                         \
	}                                                                                                        \
                                                                                                             \
	const char* CLASS::className() const noexcept                                                            \
	{                                                                                                        \
		return typeid(*this).name();                                                                         \
	}                                                                                                        \
                                                                                                             \
	Poco::Exception* CLASS::clone() const                                                                    \
	{                                                                                                        \
		return std::make_unique<CLASS>(*this).release();                                                     \
	}                                                                                                        \
                                                                                                             \
	void CLASS::rethrow() const                                                                              \
	{                                                                                                        \
		throw *this;                                                                                         \
	}

#define ATHANOR_DEFINE_EXCEPTION(CLASS, BASE, NAME)                                                          \
	CLASS::CLASS(const std::string& message, Athanor::ErrorDetail detail):                                   \
		BASE(message, std::move(detail))                                                                     \
	{                                                                                                        \
	}                                                                                                        \
                                                                                                             \
	ATHANOR_DEFINE_IDENTITY(CLASS, NAME)


namespace Athanor {


namespace {


std::string summary(const std::vector<FieldError>& errors)
{
	if (errors.empty()) throw Poco::InvalidArgumentException("a ValidationException needs a field error");
	std::string text;
	for (const FieldError& error : errors)
	{
		if (!text.empty()) text += "; ";
		text += error.field + ": " + error.reason;
	}
	return text;
}


} // namespace


DatabaseException::DatabaseException(const std::string& message, ErrorDetail detail):
	Poco::RuntimeException(message),
	_detail(std::move(detail))
{
}


const ErrorDetail& DatabaseException::detail() const noexcept
{
	return _detail;
}


ErrorDetail& DatabaseException::detail() noexcept
{
	return _detail;
}


ValidationException::ValidationException(std::vector<FieldError> errors):
	DatabaseException(summary(errors)),
	_errors(std::move(errors))
{
}


const std::vector<FieldError>& ValidationException::errors() const noexcept
{
	return _errors;
}


ATHANOR_DEFINE_IDENTITY(DatabaseException, "Database error")
ATHANOR_DEFINE_IDENTITY(ValidationException, "Validation failed")
ATHANOR_DEFINE_EXCEPTION(ImproperConfigurationException, DatabaseException, "Improper configuration")
ATHANOR_DEFINE_EXCEPTION(SerializationException, DatabaseException, "Serialization error")
ATHANOR_DEFINE_EXCEPTION(PluginException, DatabaseException, "Plugin error")
ATHANOR_DEFINE_EXCEPTION(ConnectionException, DatabaseException, "Connection error")
ATHANOR_DEFINE_EXCEPTION(TimeoutException, DatabaseException, "Timeout")
ATHANOR_DEFINE_EXCEPTION(CommitUnknownException, DatabaseException, "Commit unknown")
ATHANOR_DEFINE_EXCEPTION(RepositoryException, DatabaseException, "Repository error")
ATHANOR_DEFINE_EXCEPTION(IntegrityException, RepositoryException, "Integrity violation")
ATHANOR_DEFINE_EXCEPTION(DuplicateKeyException, IntegrityException, "Duplicate key")
ATHANOR_DEFINE_EXCEPTION(ForeignKeyException, IntegrityException, "Foreign key violation")
ATHANOR_DEFINE_EXCEPTION(NotFoundException, RepositoryException, "Not found")
ATHANOR_DEFINE_EXCEPTION(MultipleResultsFoundException, RepositoryException, "Multiple results found")
ATHANOR_DEFINE_EXCEPTION(InvalidRequestException, RepositoryException, "Invalid request")


HttpException::HttpException(int status, const std::string& detail):
	DatabaseException(detail),
	_status(status)
{
}


int HttpException::status() const noexcept
{
	return _status;
}


ATHANOR_DEFINE_IDENTITY(HttpException, "HTTP error")


} // namespace Athanor

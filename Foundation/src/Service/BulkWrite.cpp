//
// BulkWrite.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "BulkWrite.h"
#include "Conflict.h"


namespace Athanor {


namespace {


/// Whether a failure is about the rows that were sent, and another one of them may be wrong as well.
bool isAboutRows(const std::exception_ptr& failure)
{
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const IntegrityException&)
	{
		return true;
	}
	catch (const NotFoundException&)
	{
		return true;
	}
	catch (const ValidationException&)
	{
		return true;
	}
	catch (...)
	{
		return false;
	}
}


Task<void> runAll(std::size_t rows, const BulkWrite::Step& step)
{
	const std::size_t count = rows;
	for (std::size_t row = 0; row < count; ++row)
	{
		Task<void> writing = step(row);
		co_await writing;
	}
}


} // namespace


BulkWrite::BulkWrite(UnitOfWork& unit, const SchemaBinding& schema):
	_unit(unit),
	_schema(schema)
{
}


Task<void> BulkWrite::run(std::size_t rows, const Step& step)
{
	const UnitOfWork& unit = _unit;
	const std::function<Task<void>()> whole = [&step, rows] { return runAll(rows, step); };
	co_await attempt(whole);
	if (!_failure) co_return;
	// A transaction that the database ended is not continued to ask it more.
	if (!isAboutRows(_failure) || unit.failed()) std::rethrow_exception(_failure);
	const std::exception_ptr failure = _failure;
	co_await probe(rows, step);
	if (_errors.empty()) std::rethrow_exception(failure);
	raise();
}


/// Keeps what `write` did, or undoes it and leaves what it threw in _failure.
Task<void> BulkWrite::attempt(const std::function<Task<void>()>& write)
{
	UnitOfWork& unit = _unit;
	_failure = nullptr;
	co_await unit.savepoint();
	try
	{
		Task<void> writing = write();
		co_await writing;
	}
	catch (...)
	{
		_failure = std::current_exception();
	}
	if (_failure)
		co_await unit.rollbackToSavepoint();
	else
		co_await unit.releaseSavepoint();
}


Task<void> BulkWrite::probe(std::size_t rows, const Step& step)
{
	UnitOfWork& unit = _unit;
	co_await unit.savepoint();
	for (std::size_t row = 0; row < rows; ++row)
	{
		const std::function<Task<void>()> write = [&step, row] { return step(row); };
		co_await attempt(write);
		if (_failure && !isAboutRows(_failure)) std::rethrow_exception(_failure);
		if (_failure) note(row);
	}
	co_await unit.rollbackToSavepoint();
}


void BulkWrite::note(std::size_t row)
{
	std::vector<FieldError> errors;
	try
	{
		std::rethrow_exception(_failure);
	}
	catch (const IntegrityException& refusal)
	{
		if (!_first) _first = _failure;
		errors.push_back(describeConflict(refusal, _schema));
	}
	catch (const ValidationException& invalid)
	{
		errors = invalid.errors();
	}
	catch (const NotFoundException&)
	{
		errors.push_back({keyFieldName(_schema), "there is no such row"});
	}
	for (FieldError& error : errors)
	{
		error.index = static_cast<int>(row);
		_errors.push_back(std::move(error));
	}
}


void BulkWrite::raise() const
{
	if (!_first) throw ValidationException(_errors);
	try
	{
		std::rethrow_exception(_first);
	}
	catch (DatabaseException& refusal)
	{
		refusal.detail().rows = _errors;
		throw;
	}
}


} // namespace Athanor

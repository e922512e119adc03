//
// BulkWrite.h
//
// Library: Foundation
// Package: Service
//
// Writes several rows, all or none, and says which of them cannot be written.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_BulkWrite_INCLUDED
#define Athanor_Service_BulkWrite_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Service/SchemaBinding.h"
#include <exception>
#include <functional>
#include <vector>


namespace Athanor {


/// A BulkWrite runs a write of several rows in a savepoint: all of it is kept or none.
///
/// When the database refuses it, the rows are tried one by one, each in a savepoint of its own, to find all that are
/// wrong; then everything is undone. The usual case pays one savepoint.
///
/// Thread safety: one thread at a time. Lifetime: dies before its unit and schema.
class BulkWrite
{
public:
	/// Writes the row of that number.
	using Step = std::function<Task<void>(std::size_t)>;

	BulkWrite(UnitOfWork& unit, const SchemaBinding& schema);

	/// Runs the step for the rows 0 to rows - 1.
	///
	/// Throws the first refusal of the database (IntegrityException or a kind of it) with all wrong rows in its detail;
	/// ValidationException if rows are only missing; anything else as it is.
	Task<void> run(std::size_t rows, const Step& step);

private:
	Task<void> attempt(const std::function<Task<void>()>& write);
	Task<void> probe(std::size_t rows, const Step& step);
	void note(std::size_t row);
	[[noreturn]] void raise() const;

	UnitOfWork& _unit;
	const SchemaBinding& _schema;
	std::exception_ptr _failure; ///< what the last attempt threw
	std::exception_ptr _first;   ///< what the database refused first
	std::vector<FieldError> _errors;
};


} // namespace Athanor


#endif // Athanor_Service_BulkWrite_INCLUDED

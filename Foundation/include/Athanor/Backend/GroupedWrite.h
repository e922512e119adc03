//
// GroupedWrite.h
//
// Library: Foundation
// Package: Backend
//
// One of several writes that are made durable together.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_GroupedWrite_INCLUDED
#define Athanor_Backend_GroupedWrite_INCLUDED


#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Backend/Statement.h"
#include <exception>
#include <memory>
#include <vector>


namespace Athanor {


/// A GroupedWrite is a statement that is a transaction of its own, and what became of it: a result or an error.
///
/// Thread safety: one thread at a time.
struct GroupedWrite
{
	Statement statement;
	Parameters parameters;
	ResultSetPtr result;
	std::exception_ptr error;
};


/// What Connection::executeGroup() takes. Shared, because it may outlive who asked for it.
using WriteGroup = std::vector<std::shared_ptr<GroupedWrite>>;


} // namespace Athanor


#endif // Athanor_Backend_GroupedWrite_INCLUDED

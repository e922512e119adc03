//
// Statement.h
//
// Library: Foundation
// Package: Backend
//
// One SQL statement as it goes to a connection, and its parameters.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Statement_INCLUDED
#define Athanor_Backend_Statement_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Value.h"
#include <string>
#include <vector>


namespace Athanor {


/// What a piece of work does to the data.
enum class Access
{
	Read, ///< changes nothing
	Write
};


/// The values of the placeholders of a Statement, in their order.
using Parameters = std::vector<Value>;


/// A Statement is the text of one SQL statement with the placeholders of its dialect.
///
/// Backends prepare it once per connection and find it again by its text; one that is built for a single
/// use (`keep` false: DDL, transaction control) is not kept prepared.
///
/// Thread safety: immutable.
struct Statement
{
	std::string text;
	Access access = Access::Write;
	bool keep = true;     ///< worth keeping prepared
	bool brief = false;   ///< takes the database no time to speak of: reads few rows by the primary key
	bool addsRow = false; ///< adds a row and changes none, so it seldom waits for other writes or they for it
};


} // namespace Athanor


#endif // Athanor_Backend_Statement_INCLUDED

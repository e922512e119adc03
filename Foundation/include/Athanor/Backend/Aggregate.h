//
// Aggregate.h
//
// Library: Foundation
// Package: Backend
//
// What a query makes of the values of a column in all rows of a group.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Aggregate_INCLUDED
#define Athanor_Backend_Aggregate_INCLUDED


namespace Athanor {


/// An Aggregate makes one value of those of a group; nulls do not take part, and of no values all but Count are null.
enum class Aggregate
{
	Count, ///< of any column, an integer
	Sum, ///< of numbers and intervals, exact: an integer of integers, a decimal of decimals; one too large is an error
	Minimum, ///< in the order that lists have
	Maximum
};


} // namespace Athanor


#endif // Athanor_Backend_Aggregate_INCLUDED

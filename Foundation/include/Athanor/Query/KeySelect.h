//
// KeySelect.h
//
// Library: Foundation
// Package: Query
//
// The statement that reads one row by its key.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_KeySelect_INCLUDED
#define Athanor_Query_KeySelect_INCLUDED


#include "Athanor/Query/Compiler.h"
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>


namespace Athanor {


/// A KeySelect is Compiler::selectByKey() of certain columns of a table for those who do it again and again: the text is
/// written once for each dialect.
///
/// Thread safety: any number of threads; a text that is there is found without a lock. Lifetime: refers to its Table.
class Athanor_API KeySelect
{
public:
	KeySelect(const Table& table, Compiler::Columns columns);
	KeySelect(const KeySelect&) = delete;
	KeySelect& operator=(const KeySelect&) = delete;

	/// Lives as long as this. Throws what Compiler::selectByKey() throws.
	const Statement& statement(const Dialect& dialect) const;

	/// The values of its placeholders. Throws InvalidRequestException if there are not as many as key columns, or if one
	/// is not of its column's type.
	Parameters parameters(const std::vector<Value>& key) const;

private:
	struct Written
	{
		std::uint64_t dialect; ///< Dialect::identity()
		Statement statement;
		const Written* next;
	};

	static const Statement* find(const Written* first, const Dialect& dialect) noexcept;

	const Table& _table;
	const Compiler::Columns _columns;
	mutable std::mutex _mutex;
	mutable std::deque<Written> _written; ///< what the list is made of; never moved
	mutable std::atomic<const Written*> _first = nullptr;
};


} // namespace Athanor


#endif // Athanor_Query_KeySelect_INCLUDED

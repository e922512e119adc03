//
// Relations.h
//
// Library: Foundation
// Package: Model
//
// Which relations of a model are meant: to be loaded, or to be written.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Relations_INCLUDED
#define Athanor_Model_Relations_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Table.h"
#include <string_view>
#include <vector>


namespace Athanor {


/// Relations are a choice of relations of one table, and of relations of the related rows in turn. Whatever is not chosen is
/// not touched.
///
///     load(&Shelf::books, &Book::tags) + load(&Shelf::room)
///
/// Made by load(), with() and loadAll() for models, by named() from names.
///
/// Thread safety: a value. Lifetime: refers to Tables.
class Athanor_API Relations
{
public:
	struct Node
	{
		std::size_t relation; ///< index into Table::relations()
		std::vector<Node> below;
	};

	/// None.
	Relations() = default;
	/// The chain of relations that starts at a table; indexes into Table::relations().
	Relations(const Table& table, const std::vector<std::size_t>& chain);

	/// All relations of whatever table it is used with, one level deep.
	static Relations all();
	/// Names joined by dots (`books.tags`). Throws InvalidRequestException naming those there are.
	static Relations named(const Table& table, std::string_view path);

	/// Both. Throws InvalidRequestException if they are relations of different tables.
	Relations& operator+=(const Relations& other);
	friend Relations operator+(Relations left, const Relations& right)
	{
		return left += right;
	}

	/// The relations of `table` in no order.
	/// Throws InvalidRequestException if they are relations of another table.
	std::vector<Node> of(const Table& table) const;

	bool empty() const noexcept
	{
		return !_all && _nodes.empty();
	}

private:
	const Table* _table = nullptr;
	std::vector<Node> _nodes;
	bool _all = false;
};


} // namespace Athanor


#endif // Athanor_Model_Relations_INCLUDED

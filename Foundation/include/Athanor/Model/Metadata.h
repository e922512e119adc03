//
// Metadata.h
//
// Library: Foundation
// Package: Model
//
// The tables of one database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Metadata_INCLUDED
#define Athanor_Model_Metadata_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Table.h"
#include <string_view>
#include <vector>


namespace Athanor {


/// A Metadata is the collection of tables that plugins registered for one bind key: what create_all creates
/// and migrations compare with.
///
/// It is not process-wide: the server holds one per bind key.
///
/// Thread safety: filled by one thread at start-up, immutable afterwards. Lifetime: refers to Tables, which live as
/// long as the process.
class Athanor_API Metadata
{
public:
	/// Adds a table; the same table twice is fine. The association tables of its relations come with it, unless a
	/// table of that name is added for itself.
	/// Throws ImproperConfigurationException if another table of that name is there, or a relation has no foreign key.
	void add(const Table& table);

	/// In the order of addition, those that are referred to by foreign keys before those that refer.
	std::vector<const Table*> tables() const;

	/// The table of that name, or null.
	const Table* find(std::string_view name) const;

	bool empty() const noexcept
	{
		return _tables.empty();
	}

private:
	std::vector<const Table*> all() const;

	std::vector<const Table*> _tables;
};


} // namespace Athanor


#endif // Athanor_Model_Metadata_INCLUDED

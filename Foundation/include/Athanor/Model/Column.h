//
// Column.h
//
// Library: Foundation
// Package: Model
//
// One column of a table.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Column_INCLUDED
#define Athanor_Model_Column_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Value.h"
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


/// Where the value of a column comes from when an INSERT does not set it.
enum class Generator
{
	None,
	UUIDv4,
	UUIDv6,
	UUIDv7,
	NanoID,  ///< a short random text, see nanoId()
	Now,     ///< the moment of the INSERT, from this process
	Database ///< a 64-bit key that the database counts
};


/// A column of another table, for a foreign key.
struct Reference
{
	std::string table;
	std::string column;
	std::string onDelete; ///< SQL action (`cascade`), empty for the database's default
	std::string onUpdate;
};


/// A Column is the description of one column: what a database needs to create it, and what the repository and
/// the schema need to fill and check it. It holds no row's value.
///
/// Constraints are asked for here and live in the Table (`uniques()`, `foreignKeys()` …), where they have names.
/// `unique` together with `index` is one unique index.
///
/// Thread safety: a value; immutable once its Table is registered.
struct Column
{
	std::string name;
	ValueType type = ValueType::Text;
	std::optional<ValueType> element; ///< of a JSON column that holds lists: what is in them (ArrayColumn.h)
	bool nullable = false;
	bool primaryKey = false;
	bool unique = false;
	bool index = false;
	int length = 0;    ///< characters at most, for Text; 0: no limit
	int precision = 0; ///< digits at most, for Decimal; 0: no limit
	int scale = 0;     ///< digits after the dot, for Decimal with a precision
	/// What the C++ member can hold, for Integer.
	std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
	std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
	Generator generator = Generator::None;
	bool touchOnUpdate = false;        ///< set to now by every UPDATE that changes the row
	std::optional<Value> defaultValue; ///< set by the repository when the INSERT does not
	/// Makes the default for each row; null: there is no such function.
	Value (*defaultFunction)() = nullptr;
	std::string serverDefault; ///< SQL of the DEFAULT clause; empty: none
	std::optional<Reference> references;
	std::string comment;
	/// SQL that must hold for each row; empty: none. The Table names it after the column unless `checkName` is set.
	std::string check;
	std::string checkName;
	/// What a Text may be, in order; empty: anything. The Table makes a check of it.
	std::vector<std::string> enumValues;

	/// What the repository stores when a row does not set the column: what the generator makes, the default, what the
	/// default's function makes; nothing if there is none of them, or the database counts. Thread safety: thread-safe.
	Athanor_API std::optional<Value> initialValue() const;
	/// Whether a row may leave the column out and get more than null: from this process or from the database.
	Athanor_API bool hasDefault() const noexcept;
};


} // namespace Athanor


#endif // Athanor_Model_Column_INCLUDED

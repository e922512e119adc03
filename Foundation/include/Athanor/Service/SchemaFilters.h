//
// SchemaFilters.h
//
// Library: Foundation
// Package: Service
//
// The query parameters by which clients may restrict and order the lists of a service.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_SchemaFilters_INCLUDED
#define Athanor_Service_SchemaFilters_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Table.h"
#include "Athanor/Query/Query.h"
#include "Athanor/Service/Schema.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// One query parameter that restricts a list by one column.
struct FilterParameter
{
	enum class Kind
	{
		In,     ///< one of the values; may be given several times
		NotIn,  ///< none of the values; may be given several times
		Is,     ///< this value
		Before, ///< earlier than
		After   ///< later than
	};

	std::string name; ///< exactly as in the query
	Kind kind;
	std::size_t column; ///< index into the table's columns
};


/// A SchemaFilters is the allow-list of a service's query parameters, derived from the fields that its Schema calls
/// `searchable()`, `sortable()` and `filterable()`. It knows no HTTP: it turns the texts of parameters into conditions.
///
/// A filterable field has, by the type of its column (names are camel case: `in_stock` is `inStock`):
///
///     the key                   `ids`, repeatable
///     Boolean                   `{field}` = true or false
///     enum, Text with choices   `{field}`, repeatable, and as any other:
///     Timestamp, Date           `{field}Before`, `{field}After`, strict; `created_at` gives `createdBefore`
///     all but Timestamp         `{field}In`, `{field}NotIn`, repeatable
///
/// Beside them, where there are searchable or sortable fields: `searchString`, `searchIgnoreCase`, `orderBy`, `sortOrder`.
///
/// Thread safety: immutable. Lifetime: refers to the Table.
/// Source: advanced_alchemy/extensions/fastapi/providers.py provide_filters; orderBy is allow-listed here.
class Athanor_API SchemaFilters
{
public:
	/// A field that may be named in `orderBy`.
	struct SortKey
	{
		std::string name; ///< as in JSON
		std::string column;
	};

	/// Without any parameter. `ignoresCase`: what holds when the client does not say `searchIgnoreCase`.
	SchemaFilters(const Table& table, bool ignoresCase);

	/// Adds the parameters of a field, whose column is that of the index.
	/// Throws ImproperConfigurationException if the field cannot be what it is declared as, or if two parameters get the
	/// same name.
	void add(const SchemaField& field, std::size_t index);

	const std::vector<FilterParameter>& parameters() const noexcept
	{
		return _parameters;
	}
	const std::vector<SortKey>& sortKeys() const noexcept
	{
		return _sortKeys;
	}
	/// Whether `searchString` is a parameter.
	bool searches() const noexcept
	{
		return !_searched.empty();
	}
	bool ignoresCase() const noexcept
	{
		return _ignoresCase;
	}

	/// The condition that a parameter states; `texts` are its decoded values, at least one.
	/// A wrong one makes `reason` say what is allowed, otherwise it is empty.
	Condition condition(const FilterParameter& parameter, const std::vector<std::string>& texts,
						std::string& reason) const;

	/// The condition that one of the searched columns contains the text as it is: `%` and `_` stand for themselves.
	Condition search(const std::string& text, bool ignoreCase) const;

	/// The column of a name in `orderBy`, or null; `orderNames()` are those allowed, for messages.
	const SortKey* sortKey(std::string_view name) const noexcept;
	std::string orderNames() const;

private:
	void check(const SchemaField& field, ValueType type) const;
	void addFilters(const SchemaField& field, std::size_t index);
	void addParameter(std::string name, FilterParameter::Kind kind, std::size_t column);
	[[noreturn]] void refuse(const std::string& reason) const;

	const Table* _table;
	std::vector<FilterParameter> _parameters;
	std::vector<SortKey> _sortKeys;
	std::vector<std::size_t> _searched;
	std::vector<std::vector<std::string>> _choices; ///< by column
	bool _ignoresCase;
};


/// `created_at` as a parameter has it: `createdAt`. The first word stays, the others are capitalised.
/// Source: advanced_alchemy/extensions/fastapi/providers.py camelize.
Athanor_API std::string camelCase(std::string_view snake);


} // namespace Athanor


#endif // Athanor_Service_SchemaFilters_INCLUDED

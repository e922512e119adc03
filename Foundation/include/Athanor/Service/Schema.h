//
// Schema.h
//
// Library: Foundation
// Package: Service
//
// What a service shows of its table, and what it accepts.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_Schema_INCLUDED
#define Athanor_Service_Schema_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Query/Query.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


class Table;


class Schema;


/// One field of a Schema.
struct SchemaField
{
	std::string column;               ///< the table's column, or its relation where `nested` is set
	std::string name;                 ///< the name in JSON
	bool required = false;            ///< must be in the body of a create
	bool readOnly = false;            ///< never in a body
	bool readOnlyAfterCreate = false; ///< in the body of a create only
	bool writeOnly = false;           ///< never in an answer
	bool searchable = false;          ///< looked at by `searchString`
	bool sortable = false;            ///< may be named in `orderBy`
	bool filterable = false;          ///< has parameters of its own (see SchemaFilters)
	std::vector<std::string> choices; ///< the words it may hold; empty: any
	std::shared_ptr<const Schema> nested = nullptr; ///< of the related rows
};


/// A Schema is the list of fields that a service shows to its clients and accepts from them: which columns, under
/// which names, in which order, and who may write them. A column that no field names is invisible from outside.
///
/// It only notes what it is told; SchemaBinding checks it against a table, converts bodies and writes rows. How a value
/// looks in JSON follows from its column and is not said here.
///
///     Schema{}.field("name").required().field("id").readOnlyAfterCreate().field("dob")
///
/// On a temporary, as in this line, every step returns the Schema by value (it is moved, no field is copied), so
/// that neither `return Schema{}.field(…);` nor `const Schema& schema = Schema{}.field(…);` dangles. On a
/// variable, every step changes the variable.
///
/// Thread safety: one thread at a time while it is built, immutable afterwards.
class Athanor_API Schema
{
public:
	Schema() = default;

	/// All columns of a table in its order, under their own names. The key may be given at create only;
	/// generated and audit columns are read-only, and so is a key that the database counts.
	static Schema of(const Table& table);

	/// Starts the next field: a column of the table, under its own name.
	Schema& field(std::string column) &;
	Schema field(std::string column) &&;

	/// The last field's name in JSON, where it is not the column's.
	/// This one and those below that speak of the last field throw ImproperConfigurationException if there is no field yet.
	Schema& named(std::string name) &;
	Schema named(std::string name) &&;

	/// The last field must be in the body of a create. A column that is neither nullable nor filled by a default
	/// or a generator is required without being told. Null counts as given, where the column may be null.
	Schema& required() &;
	Schema required() &&;

	/// The last field is refused in every body.
	Schema& readOnly() &;
	Schema readOnly() &&;

	/// The last field is accepted in the body of a create and refused in that of an update.
	Schema& readOnlyAfterCreate() &;
	Schema readOnlyAfterCreate() &&;

	/// The last field is left out of every answer.
	Schema& writeOnly() &;
	Schema writeOnly() &&;

	/// The last field is a relation of the table, not a column: in answers an array of related rows (or one of them, or
	/// null) as the schema shows them, loaded with the rows. In bodies the same: those that are given are created, or
	/// linked and changed where they have a key that is there; in an update they replace the ones before. A field that
	/// the relation fills (the foreign key) is not required then.
	///
	///     .field("tags").nested(TagService::schema())
	Schema& nested(Schema schema) &;
	Schema nested(Schema schema) &&;

	/// The last field is one of those that the query parameter `searchString` looks at. Text only.
	Schema& searchable() &;
	Schema searchable() &&;

	/// The last field may be named, as it is in JSON, in the query parameter `orderBy`. All others are refused.
	Schema& sortable() &;
	Schema sortable() &&;

	/// Lists may be restricted by the last field, with the query parameters that SchemaFilters derives from its type.
	Schema& filterable() &;
	Schema filterable() &&;

	/// The words that the last field may hold, in bodies and in query parameters alike. Text only.
	Schema& choices(std::vector<std::string> words) &;
	Schema choices(std::vector<std::string> words) &&;

	/// `searchString` ignores case unless the client says `searchIgnoreCase=false`.
	Schema& searchIgnoresCase() &;
	Schema searchIgnoresCase() &&;

	/// The columns by which an upsert finds the row to change; without them: the key.
	/// Source: advanced_alchemy/service match_fields.
	Schema& matchFields(std::vector<std::string> columns) &;
	Schema matchFields(std::vector<std::string> columns) &&;

	/// Adds the bulk routes to those of a resource: an array of at most `rows` bodies (or keys) on POST, PATCH and
	/// DELETE of the collection. Without it an array is refused as any wrong body is.
	/// Throws ImproperConfigurationException if rows < 1.
	Schema& bulk(int rows = 1000) &;
	Schema bulk(int rows = 1000) &&;

	/// Items of a page for which the client gives no size. Without it the server's default holds.
	/// Throws ImproperConfigurationException if size < 1.
	Schema& defaultPageSize(int size) &;
	Schema defaultPageSize(int size) &&;

	/// Adds a column to the order of lists for which the client asks no order. Without it: the primary key.
	Schema& orderBy(std::string column, bool descending = false) &;
	Schema orderBy(std::string column, bool descending = false) &&;

	/// In the order of JSON.
	const std::vector<SchemaField>& fields() const noexcept
	{
		return _fields;
	}
	std::optional<int> defaultPageSize() const noexcept
	{
		return _defaultPageSize;
	}
	const std::vector<OrderBy>& order() const noexcept
	{
		return _order;
	}
	bool ignoresCase() const noexcept
	{
		return _ignoresCase;
	}
	const std::vector<std::string>& matchFields() const noexcept
	{
		return _matchFields;
	}
	/// 0: no bulk routes.
	int bulkRows() const noexcept
	{
		return _bulkRows;
	}

private:
	SchemaField& lastField(const char* property);

	std::vector<SchemaField> _fields;
	std::optional<int> _defaultPageSize;
	std::vector<OrderBy> _order;
	std::vector<std::string> _matchFields;
	bool _ignoresCase = false;
	int _bulkRows = 0;
};


} // namespace Athanor


#endif // Athanor_Service_Schema_INCLUDED

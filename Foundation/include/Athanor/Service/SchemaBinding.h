//
// SchemaBinding.h
//
// Library: Foundation
// Package: Service
//
// A schema at work on its table: bodies to records, rows to JSON.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_SchemaBinding_INCLUDED
#define Athanor_Service_SchemaBinding_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Relations.h"
#include "Athanor/Model/Table.h"
#include "Athanor/Query/KeySelect.h"
#include "Athanor/Service/Schema.h"
#include "Athanor/Service/SchemaFilters.h"
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


class ResultSet;

namespace Json {
class Value;
class Writer;
} // namespace Json


/// Which fields of a body an update writes, for one call. The default is a partial update: what was sent, nulls included.
/// Source: advanced_alchemy/service/_typing.py SchemaDumpConfig.
struct UpdateOptions
{
	/// False: a field that the body may have and has not is set to its default, or to null; one that has neither is
	/// required. That is what PUT means.
	bool excludeUnset = true;
	bool excludeNone = false;     ///< a null leaves the field as it is
	bool excludeDefaults = false; ///< a value that is the column's default leaves the field as it is
};


/// A SchemaBinding is a Schema bound to its Table: it turns the bodies of requests into Records, finding all that
/// is wrong with them, and Records and rows into JSON.
///
/// Everything that can be known before the first request is worked out in the constructor, so that a row costs
/// no look-up and no allocation. It knows neither HTTP nor how SQL is written.
///
///     static const SchemaBinding binding(BookService::schema(), tableOf<Book>());
///     Record book = binding.readCreate(body);
///
/// Thread safety: immutable. Lifetime: refers to its Table, which must outlive it; usually both live as long as
/// the process.
class Athanor_API SchemaBinding
{
public:
	/// A SchemaField and its column. `required` is also set where nothing else would fill the column at create.
	struct Field: SchemaField
	{
		std::size_t index; ///< into table().columns()
		bool key;          ///< part of the primary key
	};

	/// A field that is a relation.
	struct Nested: SchemaField
	{
		std::size_t relation; ///< into table().relations()
		bool toOne;
		std::shared_ptr<const SchemaBinding> schema;
		/// The columns that the relation fills: of this table where it refers to the other, else of the other.
		std::vector<std::size_t> filled;
	};

	/// Throws ImproperConfigurationException if a field, an order or a match field names no column of the table, if
	/// two fields share a column or a name, if a field contradicts itself (read-only and required or write-only), if
	/// it cannot be what it is declared as (see SchemaFilters), or if no field can be read.
	SchemaBinding(const Schema& schema, const Table& table);

	const Table& table() const noexcept
	{
		return *_table;
	}

	/// In the order of JSON; never empty.
	const std::vector<Field>& fields() const noexcept
	{
		return _fields;
	}

	/// The field of that name in JSON, or null; nested ones are not among them.
	const Field* find(std::string_view name) const noexcept;

	/// Those fields that are relations, in the order of JSON.
	const std::vector<Nested>& nested() const noexcept
	{
		return _nested;
	}
	/// The relations that an answer shows, and those that their rows show in turn: what has to be loaded for write().
	const Relations& relations() const noexcept
	{
		return _relations;
	}

	/// The columns of an answer in the order of JSON (indexes into table().columns()); write-only fields are
	/// left out. Never empty.
	const std::vector<std::size_t>& selectColumns() const noexcept
	{
		return _selectColumns;
	}

	/// The read of one row of an answer.
	const KeySelect& keySelect() const noexcept
	{
		return *_keySelect;
	}

	std::optional<int> defaultPageSize() const noexcept
	{
		return _defaultPageSize;
	}
	/// The order of lists for which the client asks none; empty: the primary key.
	const std::vector<OrderBy>& order() const noexcept
	{
		return _order;
	}

	/// What clients may restrict and order lists by.
	const SchemaFilters& filters() const noexcept
	{
		return _filters;
	}
	/// The columns by which an upsert finds its row (indexes into table().columns()); empty: the key.
	const std::vector<std::size_t>& matchColumns() const noexcept
	{
		return _matchColumns;
	}
	/// Rows at most in the body of a bulk route; 0: there are none.
	int bulkRows() const noexcept
	{
		return _bulkRows;
	}

	/// The record of a create: the fields of the body are set, all others are not.
	///
	/// Throws ValidationException with one entry per wrong field, in the order of the schema, unknown ones last in
	/// the order of the body; with the one field "" if the body is no object. Fields of nested objects are named by their
	/// path: `tags[1].name`.
	Record readCreate(const Json::Value& body) const;

	/// The changes of an update: the fields of the body are set, all others are not. The key is never among
	/// them. It may be in the body if it equals `pathKey`; if that is null, any key of the right type may be.
	/// A composite key may not be in the body.
	///
	/// Throws ValidationException like readCreate().
	Record readUpdate(const Json::Value& body, const Value* pathKey, const UpdateOptions& options = {}) const;

	/// The record of an upsert: like that of a create, but nothing is required yet, and the key may be set whoever makes it.
	/// Throws ValidationException like readCreate().
	Record readUpsert(const Json::Value& body) const;
	/// Throws ValidationException naming the fields that a create requires and the body has not.
	void requireAll(const Json::Value& body) const;

	/// The key in a body, of a table whose key is one column; and a key alone, as the body has it.
	/// Throws ValidationException if it is missing or of another type.
	Value readKeyOf(const Json::Value& body) const;
	Value readKey(const Json::Value& json) const;

	/// Writes one JSON object; columns that are not set are null, relations that were not loaded are empty.
	void write(const Record& record, Json::Writer& writer) const;

	/// Writes the current row as one JSON object. The columns of `rows` must be selectColumns(), in that order;
	/// there is no check but ResultSet's own.
	/// Throws SerializationException if a cell is no value of its column's type.
	void writeRow(const ResultSet& rows, Json::Writer& writer) const;

private:
	enum class Operation
	{
		Create,
		Update,
		Upsert,
		Related ///< a row in another one's body, which may be new or known by its key
	};

	/// What writeRow() needs of a field, and nothing else, side by side.
	struct Output
	{
		std::string key; ///< as JSON has it: `"name":`
		ValueType type;
		int scale;
	};

	void addField(const SchemaField& field);
	void addNested(const SchemaField& field);
	Relations shownRelations() const;
	void addChain(Relations& shown, std::vector<std::size_t> chain, const Relations::Node& node) const;
	const Nested* findNested(std::string_view name) const noexcept;
	bool isFilled(const Field& field, const Json::Value& body) const;
	bool isLinked(const Json::Value& body) const;
	Record readRelated(const Json::Value& body, const std::vector<std::size_t>& filled) const;
	void readNested(const Nested& nested, const Json::Value& json, Record& record,
					std::vector<FieldError>& errors) const;
	void writeNested(const Nested& nested, const Record& record, Json::Writer& writer) const;
	void writeColumn(std::size_t output, const Record& record, Json::Writer& writer) const;
	void checkField(const SchemaField& field) const;
	std::size_t columnOf(const std::string& name, const char* what) const;
	[[noreturn]] void refuse(const std::string& reason) const;
	Record read(const Json::Value& body, Operation operation, const Value* pathKey,
				const std::vector<std::size_t>& filled = {}) const;
	void readField(const Field& field, const Json::Value& json, Operation operation, Record& record,
				   std::vector<FieldError>& errors) const;
	void checkKey(const Field& field, const Json::Value& json, const Value* pathKey,
				  std::vector<FieldError>& errors) const;
	void apply(const UpdateOptions& options, Record& changes) const;
	void setUnset(Record& changes) const;
	const Field* keyField() const noexcept;

	const Table* _table;
	std::vector<Field> _fields;
	std::vector<Output> _outputs;
	std::vector<std::size_t> _selectColumns;
	std::unique_ptr<const KeySelect> _keySelect;
	std::vector<Nested> _nested;
	/// What write() writes, where there are nested fields: indexes into _outputs, or into _nested behind them.
	std::vector<std::size_t> _shown;
	Relations _relations;
	std::optional<int> _defaultPageSize;
	std::vector<OrderBy> _order;
	SchemaFilters _filters;
	std::vector<std::size_t> _matchColumns;
	int _bulkRows;
};


} // namespace Athanor


#endif // Athanor_Service_SchemaBinding_INCLUDED

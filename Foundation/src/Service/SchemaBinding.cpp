//
// SchemaBinding.cpp
//
// Library: Foundation
// Package: Service
//
// A schema at work on its table: bodies to records, rows to JSON.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/SchemaBinding.h"
#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Service/ValueJson.h"
#include "Athanor/Service/ValueText.h"
#include <algorithm>
#include <utility>


namespace Athanor {


namespace {


/// Whether an INSERT without this column must fail.
bool mustBeGiven(const Column& column) noexcept
{
	return !column.nullable && !column.hasDefault();
}


/// In SchemaBinding::_shown, from here on indexes are those of nested fields.
constexpr std::size_t nestedMark = std::size_t{1} << 32;


bool contains(const std::vector<std::size_t>& columns, std::size_t column)
{
	return std::find(columns.begin(), columns.end(), column) != columns.end();
}


} // namespace


SchemaBinding::SchemaBinding(const Schema& schema, const Table& table):
	_table(&table),
	_defaultPageSize(schema.defaultPageSize()),
	_order(schema.order()),
	_filters(table, schema.ignoresCase()),
	_bulkRows(schema.bulkRows())
{
	_fields.reserve(schema.fields().size());
	for (const SchemaField& field : schema.fields())
	{
		checkField(field);
		if (field.nested)
			addNested(field);
		else
			addField(field);
	}
	_relations = shownRelations();
	if (_outputs.empty()) refuse("it has no field that can be read");
	for (const OrderBy& order : _order)
		columnOf(order.column, "order");
	for (const std::string& column : schema.matchFields())
		_matchColumns.push_back(columnOf(column, "match field"));
	_keySelect = std::make_unique<KeySelect>(table, _selectColumns);
}


const SchemaBinding::Field* SchemaBinding::find(std::string_view name) const noexcept
{
	for (const Field& field : _fields)
	{
		if (field.name == name) return &field;
	}
	return nullptr;
}


Record SchemaBinding::readCreate(const Json::Value& body) const
{
	return read(body, Operation::Create, nullptr);
}


Record SchemaBinding::readUpdate(const Json::Value& body, const Value* pathKey,
								 const UpdateOptions& options) const
{
	Record changes = read(body, Operation::Update, pathKey);
	apply(options, changes);
	return changes;
}


Record SchemaBinding::readUpsert(const Json::Value& body) const
{
	return read(body, Operation::Upsert, nullptr);
}


void SchemaBinding::requireAll(const Json::Value& body) const
{
	std::vector<FieldError> errors;
	for (const Field& field : _fields)
	{
		if (field.required && !body.find(field.name) && !isFilled(field, body))
			errors.push_back({field.name, "required"});
	}
	if (!errors.empty()) throw ValidationException(std::move(errors));
}


void SchemaBinding::apply(const UpdateOptions& options, Record& changes) const
{
	if (!options.excludeUnset) setUnset(changes);
	for (const Field& field : _fields)
	{
		if (!changes.isSet(field.index)) continue;
		const Value& value = changes.value(field.index);
		const bool isDefault = value == _table->columns()[field.index].defaultValue.value_or(Value());
		if ((options.excludeNone && value.isNull()) || (options.excludeDefaults && isDefault))
			changes.unset(field.index);
	}
}


/// Gives every field that the body could have set, and did not, its default.
void SchemaBinding::setUnset(Record& changes) const
{
	std::vector<FieldError> errors;
	for (const Field& field : _fields)
	{
		const Column& column = _table->columns()[field.index];
		if (field.key || field.readOnly || field.readOnlyAfterCreate || changes.isSet(field.index)) continue;
		if (std::optional<Value> initial = column.initialValue())
			changes.set(field.index, std::move(*initial));
		else if (column.nullable)
			changes.set(field.index, Value());
		else
			errors.push_back({field.name, "required"});
	}
	if (!errors.empty()) throw ValidationException(std::move(errors));
}


const SchemaBinding::Field* SchemaBinding::keyField() const noexcept
{
	for (const Field& field : _fields)
	{
		if (field.key && _table->primaryKey().size() == 1) return &field;
	}
	return nullptr;
}


Value SchemaBinding::readKeyOf(const Json::Value& body) const
{
	const Field* field = keyField();
	const Json::Value* json = field && body.isObject() ? body.find(field->name) : nullptr;
	if (json) return readKey(*json);
	throw ValidationException({FieldError{field ? field->name : "", "required"}});
}


Value SchemaBinding::readKey(const Json::Value& json) const
{
	const Field* field = keyField();
	const std::string name = field ? field->name : "";
	std::string reason;
	Value key = readValue(json, _table->keyColumn(), reason);
	if (!reason.empty()) throw ValidationException({FieldError{name, std::move(reason)}});
	return key;
}


void SchemaBinding::write(const Record& record, Json::Writer& writer) const
{
	writer.beginObject();
	for (const std::size_t shown : _shown)
	{
		if (shown < nestedMark)
			writeColumn(shown, record, writer);
		else
			writeNested(_nested[shown - nestedMark], record, writer);
	}
	writer.endObject();
}


void SchemaBinding::writeColumn(std::size_t output, const Record& record, Json::Writer& writer) const
{
	writer.rawKey(_outputs[output].key);
	writeValue(writer, record.value(_selectColumns[output]), _outputs[output].scale);
}


void SchemaBinding::writeNested(const Nested& nested, const Record& record, Json::Writer& writer) const
{
	const std::vector<Record>* rows = record.related(nested.relation);
	writer.key(nested.name);
	if (nested.toOne)
	{
		if (rows && !rows->empty())
			nested.schema->write(rows->front(), writer);
		else
			writer.null();
		return;
	}
	writer.beginArray();
	if (rows)
	{
		for (const Record& row : *rows)
		{
			nested.schema->write(row, writer);
		}
	}
	writer.endArray();
}


void SchemaBinding::writeRow(const ResultSet& rows, Json::Writer& writer) const
{
	std::size_t column = 0;
	try
	{
		writer.beginObject();
		for (; column < _outputs.size(); ++column)
		{
			const Output& output = _outputs[column];
			writer.rawKey(output.key);
			writeCell(writer, rows, column, output.type, output.scale);
		}
		writer.endObject();
	}
	catch (SerializationException& exception)
	{
		// Whoever wrote the cell past Athanor is found by its place.
		exception.detail().table = _table->name();
		exception.detail().column = _table->columns()[_selectColumns[column]].name;
		throw;
	}
}


void SchemaBinding::addField(const SchemaField& field)
{
	const std::size_t index = columnOf(field.column, "field");
	const Column& column = _table->columns()[index];
	Field bound{field, index, column.primaryKey};
	bound.required = field.required || (!field.readOnly && mustBeGiven(column));
	_fields.push_back(std::move(bound));
	_filters.add(field, index);
	if (field.writeOnly) return;

	std::string key;
	Json::appendQuoted(key, field.name);
	_shown.push_back(_outputs.size());
	_outputs.push_back({key + ':', column.type, scaleOf(column)});
	_selectColumns.push_back(index);
}


void SchemaBinding::addNested(const SchemaField& field)
{
	if (field.searchable || field.sortable || field.filterable || field.required || !field.choices.empty())
		refuse("field " + field.column +
			   " is a relation, which can be read-only or write-only and nothing else");
	const std::size_t relation = _table->relationIndex(field.column);
	const RelationPath& path = _table->path(relation);
	const bool toOne = _table->relations()[relation].kind == RelationKind::ManyToOne;
	Nested nested{
		field, relation, toOne, std::make_shared<const SchemaBinding>(*field.nested, *path.target), {}};
	if (toOne)
		nested.filled = path.local;
	else if (!path.association)
		nested.filled = path.remote;
	if (!field.writeOnly) _shown.push_back(nestedMark + _nested.size());
	_nested.push_back(std::move(nested));
}


Relations SchemaBinding::shownRelations() const
{
	Relations shown;
	for (const Nested& nested : _nested)
	{
		if (nested.writeOnly) continue;
		shown += Relations(*_table, {nested.relation});
		for (const Relations::Node& below : nested.schema->relations().of(*nested.schema->_table))
			addChain(shown, {nested.relation}, below);
	}
	return shown;
}


/// Adds the chain that ends at a node, and those that go on from there.
void SchemaBinding::addChain(Relations& shown, std::vector<std::size_t> chain,
							 const Relations::Node& node) const
{
	chain.push_back(node.relation);
	shown += Relations(*_table, chain);
	for (const Relations::Node& below : node.below)
		addChain(shown, chain, below);
}


const SchemaBinding::Nested* SchemaBinding::findNested(std::string_view name) const noexcept
{
	for (const Nested& nested : _nested)
	{
		if (nested.name == name) return &nested;
	}
	return nullptr;
}


/// What is wrong with a field whatever its column is.
void SchemaBinding::checkField(const SchemaField& field) const
{
	if (field.readOnly && field.required) refuse("field " + field.column + " is both read-only and required");
	if (field.readOnly && field.writeOnly)
		refuse("field " + field.column + " is both read-only and write-only");
	if (find(field.name) || findNested(field.name)) refuse("two fields are named " + field.name + " in JSON");
	for (const Field& other : _fields)
	{
		if (other.column == field.column) refuse("two fields have the column " + field.column);
	}
}


std::size_t SchemaBinding::columnOf(const std::string& name, const char* what) const
{
	if (const std::optional<std::size_t> found = _table->find(name)) return *found;
	std::vector<std::string> columns;
	std::string known;
	for (const Column& column : _table->columns())
	{
		columns.push_back(column.name);
		known += (known.empty() ? "" : ", ") + column.name;
	}
	const std::string meant = closestMatch(name, columns);
	refuse(std::string(what) + " \"" + name + "\" names no column (the table has " + known + ")" +
		   (meant.empty() ? "" : "; did you mean " + meant + "?"));
}


void SchemaBinding::refuse(const std::string& reason) const
{
	throw ImproperConfigurationException("schema of table " + _table->name() + ": " + reason);
}


Record SchemaBinding::read(const Json::Value& body, Operation operation, const Value* pathKey,
						   const std::vector<std::size_t>& filled) const
{
	if (!body.isObject()) throw ValidationException(std::vector{FieldError{"", "must be a JSON object"}});
	Record record(*_table);
	const bool required =
		operation == Operation::Create || (operation == Operation::Related && !isLinked(body));
	std::vector<FieldError> errors;
	for (const Field& field : _fields)
	{
		const Json::Value* json = body.find(field.name);
		if (json && field.key && operation == Operation::Update)
			checkKey(field, *json, pathKey, errors);
		else if (json)
			readField(field, *json, operation, record, errors);
		else if (required && field.required && !contains(filled, field.index) && !isFilled(field, body))
			errors.push_back({field.name, "required"});
	}
	for (const Nested& nested : _nested)
	{
		if (const Json::Value* json = body.find(nested.name)) readNested(nested, *json, record, errors);
	}
	for (const Json::Value::Member& member : body.asObject())
	{
		if (!find(member.first) && !findNested(member.first))
			errors.push_back({member.first, "unknown field"});
	}
	if (!errors.empty()) throw ValidationException(std::move(errors));
	return record;
}


void SchemaBinding::readField(const Field& field, const Json::Value& json, Operation operation,
							  Record& record, std::vector<FieldError>& errors) const
{
	// The key says which row is meant, whoever made it.
	const bool names = field.key && (operation == Operation::Related || operation == Operation::Upsert);
	if (!names && (field.readOnly || (field.readOnlyAfterCreate && operation == Operation::Update)))
	{
		errors.push_back({field.name, "read-only"});
		return;
	}
	std::string reason;
	Value value = readValue(json, _table->columns()[field.index], reason);
	if (json.isString() && reason.empty()) reason = unlistedChoice(json.asString(), field.choices);
	if (reason.empty())
		record.set(field.index, std::move(value));
	else
		errors.push_back({field.name, std::move(reason)});
}


/// Whether a relation in the body fills the column of a field.
bool SchemaBinding::isFilled(const Field& field, const Json::Value& body) const
{
	return std::any_of(_nested.begin(), _nested.end(), [&](const Nested& nested) {
		return nested.toOne && contains(nested.filled, field.index) && body.find(nested.name);
	});
}


/// Whether the body of a related row has its key.
bool SchemaBinding::isLinked(const Json::Value& body) const
{
	return std::any_of(_fields.begin(), _fields.end(),
					   [&](const Field& field) { return field.key && body.find(field.name); });
}


Record SchemaBinding::readRelated(const Json::Value& body, const std::vector<std::size_t>& filled) const
{
	return read(body, Operation::Related, nullptr, filled);
}


void SchemaBinding::readNested(const Nested& nested, const Json::Value& json, Record& record,
							   std::vector<FieldError>& errors) const
{
	if (nested.readOnly) return errors.push_back({nested.name, "read-only"});
	if (nested.toOne && json.isNull()) return record.setRelated(nested.relation, {});
	if (nested.toOne != json.isObject() || (!nested.toOne && !json.isArray()))
		return errors.push_back(
			{nested.name, nested.toOne ? "must be a JSON object" : "must be a JSON array"});
	const Json::Value::Array one(nested.toOne ? 1 : 0, json);
	const Json::Value::Array& bodies = nested.toOne ? one : json.asArray();
	// The foreign key that the rows of a to-many relation have is that of this row.
	const std::vector<std::size_t> filled = nested.toOne ? std::vector<std::size_t>() : nested.filled;
	std::vector<Record> rows;
	for (std::size_t i = 0; i < bodies.size(); ++i)
	{
		const std::string path = nested.toOne ? nested.name : nested.name + "[" + std::to_string(i) + "]";
		try
		{
			rows.push_back(nested.schema->readRelated(bodies[i], filled));
		}
		catch (const ValidationException& wrong)
		{
			for (const FieldError& error : wrong.errors())
				errors.push_back({error.field.empty() ? path : path + "." + error.field, error.reason});
		}
	}
	record.setRelated(nested.relation, std::move(rows));
}


void SchemaBinding::checkKey(const Field& field, const Json::Value& json, const Value* pathKey,
							 std::vector<FieldError>& errors) const
{
	if (_table->primaryKey().size() > 1)
	{
		errors.push_back({field.name, "read-only"});
		return;
	}
	std::string reason;
	const Value value = readValue(json, _table->columns()[field.index], reason);
	if (reason.empty() && pathKey && value != *pathKey) reason = "differs from the path";
	if (!reason.empty()) errors.push_back({field.name, std::move(reason)});
}


} // namespace Athanor

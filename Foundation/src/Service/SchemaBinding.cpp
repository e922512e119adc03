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
#include <utility>


namespace Athanor {


namespace {


/// Whether an INSERT without this column must fail.
bool mustBeGiven(const Column& column) noexcept
{
	return !column.nullable && !column.hasDefault();
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
		addField(field);
	if (_outputs.empty()) refuse("it has no field that can be read");
	for (const OrderBy& order : _order)
		columnOf(order.column, "order");
	for (const std::string& column : schema.matchFields())
		_matchColumns.push_back(columnOf(column, "match field"));
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
		if (column.defaultValue)
			changes.set(field.index, *column.defaultValue);
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
	for (std::size_t i = 0; i < _outputs.size(); ++i)
	{
		writer.rawKey(_outputs[i].key);
		writeValue(writer, record.value(_selectColumns[i]), _outputs[i].scale);
	}
	writer.endObject();
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
	checkField(field);
	const std::size_t index = columnOf(field.column, "field");
	const Column& column = _table->columns()[index];
	Field bound{field, index, column.primaryKey};
	bound.required = field.required || (!field.readOnly && mustBeGiven(column));
	_fields.push_back(std::move(bound));
	_filters.add(field, index);
	if (field.writeOnly) return;

	std::string key;
	Json::appendQuoted(key, field.name);
	_outputs.push_back({key + ':', column.type, scaleOf(column)});
	_selectColumns.push_back(index);
}


/// What is wrong with a field whatever its column is.
void SchemaBinding::checkField(const SchemaField& field) const
{
	if (field.readOnly && field.required) refuse("field " + field.column + " is both read-only and required");
	if (field.readOnly && field.writeOnly)
		refuse("field " + field.column + " is both read-only and write-only");
	if (find(field.name)) refuse("two fields are named " + field.name + " in JSON");
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


Record SchemaBinding::read(const Json::Value& body, Operation operation, const Value* pathKey) const
{
	if (!body.isObject()) throw ValidationException(std::vector{FieldError{"", "must be a JSON object"}});
	Record record(*_table);
	std::vector<FieldError> errors;
	for (const Field& field : _fields)
	{
		const Json::Value* json = body.find(field.name);
		if (json && field.key && operation == Operation::Update)
			checkKey(field, *json, pathKey, errors);
		else if (json)
			readField(field, *json, operation, record, errors);
		else if (field.required && operation == Operation::Create)
			errors.push_back({field.name, "required"});
	}
	for (const Json::Value::Member& member : body.asObject())
	{
		if (!find(member.first)) errors.push_back({member.first, "unknown field"});
	}
	if (!errors.empty()) throw ValidationException(std::move(errors));
	return record;
}


void SchemaBinding::readField(const Field& field, const Json::Value& json, Operation operation,
							  Record& record, std::vector<FieldError>& errors) const
{
	if (field.readOnly || (field.readOnlyAfterCreate && operation == Operation::Update))
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

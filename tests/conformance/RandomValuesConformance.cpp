//
// RandomValuesConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "RandomValuesConformance.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Repository/TableRepository.h"
#include "Athanor/Service/ValueJson.h"
#include "Columns.h"
#include "RandomValues.h"
#include "RepositoryFace.h"
#include "SameValue.h"
#include <cstdlib>
#include <iostream>


namespace Athanor::Conformance {


namespace {


using Values = std::vector<Value>;

constexpr std::uint64_t seed = 20240229;
constexpr std::size_t valueIndex = 1;
constexpr std::size_t batchSize = 10000;


bool isThorough()
{
	return std::getenv("ATHANOR_TEST_THOROUGH") != nullptr;
}


Table tableOf(Column column)
{
	const Column key = makeKey();
	column.name = "v";
	column.nullable = true;
	return Table("random_value", {key, std::move(column)});
}


std::string nameOf(const Column& column)
{
	return column.element ? std::string("lists of ") + toString(*column.element) : toString(column.type);
}


std::string shown(const Value& value)
{
	Json::Writer writer;
	writeValue(writer, value);
	return writer.take();
}


/// What a batch of values becomes on a database that has its peculiarities.
class Batch
{
public:
	Batch(const Target& target, const Table& table, std::int64_t first, const Values& values) noexcept:
		_target(target),
		_column(table.columns()[valueIndex]),
		_first(first),
		_values(values)
	{
	}

	TableRepository::Records records(const Table& table) const
	{
		TableRepository::Records rows;
		rows.reserve(_values.size());
		for (std::size_t i = 0; i < _values.size(); ++i)
		{
			rows.emplace_back(table);
			rows.back().set(0, _first + static_cast<std::int64_t>(i));
			rows.back().set(valueIndex, _values[i]);
		}
		return rows;
	}

	Query query() const
	{
		Query mine;
		mine.where = Condition::compare("id", Comparison::GreaterOrEqual, _first);
		return mine;
	}

	void check(ResultSet& rows) const
	{
		std::size_t count = 0;
		for (; rows.next(); ++count)
			checkCell(rows, _values.at(count));
		CPPUNIT_ASSERT_EQUAL(_values.size(), count);
	}

private:
	void checkCell(const ResultSet& rows, const Value& written) const
	{
		const Value read = rows.value(0, _column.type);
		if (!survived(written, read)) fail("read", written, shown(read));
		Json::Writer cell;
		writeCell(cell, rows, 0, _column.type, scaleOf(_column));
		Json::Writer value;
		writeValue(value, read, scaleOf(_column));
		const std::string json = cell.take();
		if (json != value.take()) fail("written from its cell as JSON", written, json);
		std::string reason;
		const Value parsed = readValue(Json::parse(json), _column, reason);
		const bool isJsonNull = json == "null" && !written.isNull();
		if (!isJsonNull && !survived(written, parsed)) fail("parsed", written, json + " " + reason);
	}

	/// Every bit of a double and the scale of a decimal count, unless the column gives the scale.
	bool survived(const Value& written, const Value& given) const
	{
		if (_column.type == ValueType::JSON && !_column.element) return equalAsJson(written, given);
		if (_column.precision > 0) return written == given;
		if (written == Value(0.0) && !_target.keepsNegativeZero()) return given == Value(0.0);
		return identical(written, given);
	}

	static void fail(const char* step, const Value& written, const std::string& given)
	{
		CPPUNIT_FAIL("seed " + std::to_string(seed) + ": " + shown(written) + " was " + step + ": " + given);
	}

	const Target& _target;
	const Column& _column;
	std::int64_t _first;
	const Values& _values;
};


/// The rows are committed before they are read.
Task<void> writeAndRead(TableRepository& repository, const Batch& batch)
{
	const Compiler::Columns columns{valueIndex};
	const Query query = batch.query();
	TableRepository::Records rows = batch.records(repository.table());
	TableRepository::Records stored = co_await repository.addMany(rows);
	UnitOfWork& unit = repository.unit();
	co_await unit.commit();
	ResultSetPtr cells = co_await repository.select(columns, query);
	batch.check(*cells);
}


} // namespace


void RandomValuesConformance::check(ValueType type)
{
	Column column;
	column.type = type;
	check(std::move(column));
}


void RandomValuesConformance::check(Column column)
{
	const std::size_t wanted = isThorough() ? 1000000 : 500;
	const Table table = tableOf(std::move(column));
	RepositoryFace face(target(), isAsync());
	face.engine().metadata().add(table);
	face.wait(createAll(face.engine()));
	TableRepository repository(face.unit(), table);
	RandomValues values(table.columns()[valueIndex], seed);
	for (std::size_t done = 0; done < wanted;)
	{
		const Values some = values.take(std::min(batchSize, wanted - done));
		const Batch batch(target(), table, static_cast<std::int64_t>(done), some);
		face.wait(writeAndRead(repository, batch));
		done += some.size();
		const bool tell = isThorough() && done % (wanted / 4) == 0;
		if (tell) std::cerr << nameOf(table.columns()[valueIndex]) << ": " << done << " values\n";
	}
}


void RandomValuesConformance::checkLists(ValueType element)
{
	Column column;
	column.type = ValueType::JSON;
	column.element = element;
	check(std::move(column));
}


void RandomValuesConformance::testBooleansSurvive()
{
	check(ValueType::Boolean);
}


void RandomValuesConformance::testIntegersSurvive()
{
	check(ValueType::Integer);
}


void RandomValuesConformance::testDoublesSurvive()
{
	check(ValueType::Double);
}


void RandomValuesConformance::testDecimalsSurvive()
{
	check(ValueType::Decimal);
}


void RandomValuesConformance::testDecimalsWithPrecisionSurvive()
{
	Column column;
	column.type = ValueType::Decimal;
	column.precision = 38;
	column.scale = 10;
	check(std::move(column));
}


void RandomValuesConformance::testTextsSurvive()
{
	check(ValueType::Text);
}


void RandomValuesConformance::testBytesSurvive()
{
	check(ValueType::Bytes);
}


void RandomValuesConformance::testUUIDsSurvive()
{
	check(ValueType::UUID);
}


void RandomValuesConformance::testDatesSurvive()
{
	check(ValueType::Date);
}


void RandomValuesConformance::testTimesSurvive()
{
	check(ValueType::Time);
}


void RandomValuesConformance::testTimestampsSurvive()
{
	check(ValueType::Timestamp);
}


void RandomValuesConformance::testIntervalsSurvive()
{
	check(ValueType::Interval);
}


void RandomValuesConformance::testJSONSurvives()
{
	check(ValueType::JSON);
}


void RandomValuesConformance::testListsOfTextsSurvive()
{
	checkLists(ValueType::Text);
}


void RandomValuesConformance::testListsOfIntegersSurvive()
{
	checkLists(ValueType::Integer);
}


void RandomValuesConformance::testListsOfBooleansSurvive()
{
	checkLists(ValueType::Boolean);
}


void RandomValuesConformance::testListsOfUUIDsSurvive()
{
	checkLists(ValueType::UUID);
}


} // namespace Athanor::Conformance

//
// SchemaTestSupport.h
//
// Library: Tests
// Package: Service
//
// Rows without a database, and models, for the tests of schemas and of values in JSON.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_SchemaTestSupport_INCLUDED
#define Athanor_Tests_SchemaTestSupport_INCLUDED


#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/SchemaBinding.h"
#include <initializer_list>
#include <string>
#include <vector>


/// A ResultSet over rows that are given. Decimals, dates, times and JSON are given as text, as ResultSet has them.
class GivenRows: public Athanor::ResultSet
{
public:
	using Row = std::vector<Athanor::Value>;

	GivenRows(std::initializer_list<Row> rows):
		_rows(rows)
	{
	}

	const std::vector<std::string>& columns() const noexcept override
	{
		return _columns;
	}
	bool next() override
	{
		return _next++ < _rows.size();
	}
	std::int64_t affectedRows() const noexcept override
	{
		return 0;
	}
	bool isNull(std::size_t column) const override
	{
		return cell(column).isNull();
	}
	std::int64_t integer(std::size_t column) const override
	{
		return cell(column).get<std::int64_t>();
	}
	double real(std::size_t column) const override
	{
		return cell(column).get<double>();
	}
	std::string_view text(std::size_t column) const override
	{
		return cell(column).get<std::string>();
	}
	std::string_view bytes(std::size_t column) const override
	{
		return cell(column).get<Athanor::Bytes>().data;
	}
	Athanor::UUID uuid(std::size_t column) const override
	{
		return cell(column).get<Athanor::UUID>();
	}
	Athanor::DateTime timestamp(std::size_t column) const override
	{
		return cell(column).get<Athanor::DateTime>();
	}
	Athanor::ValueType type(std::size_t column) const override
	{
		return cell(column).type();
	}

private:
	const Athanor::Value& cell(std::size_t column) const
	{
		return _rows.at(_next - 1).at(column);
	}

	std::vector<std::string> _columns;
	std::vector<Row> _rows;
	std::size_t _next = 0;
};


/// Two models and their schemas.
namespace SchemaSamples {


using namespace Athanor;


struct Author: UUIDBase
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name).length(10), column("dob", &Author::dob));
	}
};


struct Account: BigIntBase, AuditColumns
{
	std::string login;
	std::string password;
	std::string state;
	Decimal balance;
	std::optional<std::int32_t> age;

	static constexpr auto model()
	{
		return table(column("login", &Account::login), column("password", &Account::password),
					 column("state", &Account::state).serverDefault("'new'"),
					 column("balance", &Account::balance).numeric(10, 2), column("age", &Account::age));
	}
};


inline const std::string idText = "97108ac1-ffcb-411d-8b1e-d9183399f63b";


inline const SchemaBinding& authors()
{
	static const SchemaBinding binding(
		Schema{}.field("name").required().field("id").readOnlyAfterCreate().field("dob"), tableOf<Author>());
	return binding;
}


inline const SchemaBinding& accounts()
{
	static const SchemaBinding binding(Schema{}
										   .field("id")
										   .field("login")
										   .readOnlyAfterCreate()
										   .field("password")
										   .writeOnly()
										   .field("state")
										   .field("balance")
										   .field("age")
										   .field("created_at")
										   .named("createdAt")
										   .readOnly(),
									   tableOf<Account>());
	return binding;
}


} // namespace SchemaSamples


#endif // Athanor_Tests_SchemaTestSupport_INCLUDED

//
// ConformanceFixture.h
//
// Library: Tests
// Package: Conformance
//
// What the parts of the conformance suite share.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ConformanceFixture_INCLUDED
#define Athanor_Conformance_ConformanceFixture_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Compiler.h"
#include "Athanor/Query/NamedParameters.h"
#include "ConformanceTarget.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <vector>


namespace Athanor::Conformance {


/// A Fixture gives each test a fresh database and short ways to talk to it. The parts of the suite derive from it, and
/// each backend derives one fixture from each part (see Conformance.cpp).
class Fixture: public CppUnit::TestFixture
{
public:
	void setUp() override;
	void tearDown() override;

protected:
	virtual std::unique_ptr<Target> makeTarget() const = 0;

	const Target& target() const
	{
		return *_target;
	}
	const Dialect& dialect() const
	{
		return _target->backend().dialect();
	}
	std::unique_ptr<Connection> connect(Access access) const;

	/// Executes SQL with named parameters.
	ResultSetPtr run(Connection& connection, const std::string& sql,
					 const NamedParameters& parameters = {}) const;
	ResultSetPtr run(Connection& connection, const CompiledStatement& compiled) const;
	/// The first cell of the first row as an integer.
	std::int64_t askInteger(Connection& connection, const std::string& sql,
							const NamedParameters& parameters = {}) const;
	/// The exception's SQLSTATE; the text `no exception` or `another exception` otherwise.
	template <typename Exception, typename F>
	static std::string stateOf(F&& f);

	void create(Connection& connection, const Table& table) const;
	/// Creates the table `item`: id (key), name (not null, unique), number.
	void createItems(Connection& connection) const;
	void insertItem(Connection& connection, int id, const std::string& name, int number = 0) const;
	std::int64_t countItems(Connection& connection) const;
	/// The name of a type as in CREATE TABLE.
	std::string typeName(ValueType type) const;

private:
	std::unique_ptr<Target> _target;
};


template <typename Exception, typename F>
std::string Fixture::stateOf(F&& f)
{
	try
	{
		f();
	}
	catch (const DatabaseException& exception)
	{
		// Exactly that class, not a kind of it.
		if (typeid(exception) == typeid(Exception)) return exception.detail().sqlState;
		return std::string("another exception: ") + exception.className() + ": " + exception.message();
	}
	return "no exception";
}


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ConformanceFixture_INCLUDED

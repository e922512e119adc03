//
// ConformanceTarget.h
//
// Library: Tests
// Package: Conformance
//
// A backend under test, as the conformance suite needs it.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ConformanceTarget_INCLUDED
#define Athanor_Conformance_ConformanceTarget_INCLUDED


#include "Athanor/Backend/Backend.h"
#include <memory>
#include <string>
#include <vector>


namespace Athanor {
class Session;
}


namespace Athanor::Conformance {


/// A Target is one backend with a database of its own that is empty, and gone with the object.
///
/// Thread safety: the backend's. Lifetime: outlives the connections and engines of the test.
class Target
{
public:
	virtual ~Target() = default;

	virtual const Backend& backend() const = 0;
	/// Names the same database each time. The timeouts are short: locks 100 ms, statements 500 ms.
	virtual DatabaseConfig config() const = 0;
	/// A statement that would run for seconds if nobody stopped it, and changes nothing.
	virtual std::string slowStatement() const = 0;
	/// Whether connections have a Poco session.
	virtual bool hasPoco() const = 0;
	/// Whether a transaction stays open when its commit fails on a deferred constraint.
	virtual bool staysOpenAfterFailedCommit() const
	{
		return true;
	}
	/// What a SELECT adds to keep other writers from its rows, where begin(Access::Write) does not keep them out.
	virtual std::string lockClause() const
	{
		return {};
	}
	/// The names of a table's constraints and of its indexes that are no constraint, as the database has them.
	virtual std::vector<std::string> constraintNames(Session& session, const std::string& table) const = 0;
	/// Whether the database holds texts and decimals to the length and the digits of their columns.
	virtual bool enforcesLengths() const
	{
		return false;
	}
	/// Whether -0.0 comes back with its sign.
	virtual bool keepsNegativeZero() const
	{
		return true;
	}
	/// Whether JSON comes back as it was written, and not as an equal document.
	virtual bool keepsJsonText() const
	{
		return true;
	}
};


std::unique_ptr<Target> makeFakeTarget();
std::unique_ptr<Target> makeSQLiteTarget();
std::unique_ptr<Target> makePostgreSQLTarget();


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ConformanceTarget_INCLUDED

//
// Target.h
//
// Library: PostgreSQL
// Package: Backend
//
// Where a database is, and how connections to it are set up.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Target_INCLUDED
#define Athanor_PostgreSQL_Target_INCLUDED


#include "Athanor/Backend/Statement.h"
#include "Athanor/Config/Configuration.h"
#include <map>
#include <string>
#include <vector>


namespace Athanor::PostgreSQL {


/// A Target is the parameters of a connection: those of the connection string, and what the backend sets.
///
/// The connection string is a URI of libpq (`postgresql://user:password@host:5432/name?sslmode=require`) or its keywords
/// and values behind the scheme (`postgresql://host=/run/postgresql dbname='my name'`). `options.<keyword>` of the
/// engine's section gives further keywords.
///
/// Settings of the session go into the start options, so that RESET ALL brings them back.
///
/// Thread safety: immutable.
class Target
{
public:
	/// Throws ImproperConfigurationException, without showing any of the text, which may hold a password.
	Target(const DatabaseConfig& config, Access access);

	/// As PQconnectStartParams takes them, each ending with a null; valid as long as the Target.
	std::vector<const char*> keywords() const;
	std::vector<const char*> values() const;

	/// A keyword's value, or an empty text.
	std::string value(const std::string& keyword) const;
	void set(const std::string& keyword, const std::string& value);

	/// The place for messages: `host:port/database`.
	std::string description() const;

private:
	void parse(const DatabaseConfig& config);
	void addOptions(const DatabaseConfig& config);
	void setDefault(const std::string& keyword, const std::string& value);

	std::map<std::string, std::string> _parameters;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Target_INCLUDED

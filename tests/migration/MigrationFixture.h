// What the tests of the database commands share: a folder with a configuration, on one of the databases.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_MigrationFixture_INCLUDED
#define Athanor_Test_MigrationFixture_INCLUDED


#include "Command.h"
#include <memory>
#include <string>
#include <vector>


namespace Athanor::Test {


class PostgreSQLSchema;


/// Whether the full numbers are wanted (ATHANOR_TEST_THOROUGH, the label slow) and not the quick variants.
bool thorough();


/// A Place is a database of its own, and how the configuration and its shell reach it.
class Place
{
public:
	virtual ~Place() = default;
	/// Of the backend.
	virtual std::string scheme() const = 0;
	/// The keys of [database.<bind>], and of its engine section if it needs one.
	virtual std::string settings(const std::string& bind) const = 0;
	/// All rows of a query, columns by `|`, rows by a line each.
	virtual std::string ask(const std::string& sql) const = 0;
	/// Runs a script through the database's own shell. The outcome is the shell's.
	virtual Outcome shell(const std::string& script) const = 0;
	/// The tables, one a line, sorted.
	virtual std::string tables() const = 0;
};


std::unique_ptr<Place> makeSQLitePlace(const Folder& folder, const std::string& file = "test.db");
/// Throws SkipTest without a server.
std::unique_ptr<Place> makePostgreSQLPlace(const Folder& folder);


/// A Project is a folder with an athanor.ini for one database, `default`, and short ways to run commands in it.
class Project
{
public:
	/// `services` are words of `[plugins] load` and sections behind.
	explicit Project(bool postgresql, const std::string& load = "authors", const std::string& more = {});
	~Project();

	/// Writes athanor.ini anew.
	void configure(const std::string& load, const std::string& more = {}) const;

	const Folder& folder() const noexcept
	{
		return _folder;
	}
	const Place& place() const noexcept
	{
		return *_place;
	}

	/// athanord database <words> --config athanor.ini
	Outcome database(std::vector<std::string> words, const std::string& input = {}) const;
	/// The same, and it must succeed; returns its output.
	std::string succeed(std::vector<std::string> words) const;
	/// The same, and it must fail with that status and one line on standard error; returns that line.
	std::string fail(int status, std::vector<std::string> words) const;
	std::vector<std::string> words(std::vector<std::string> words) const;

	/// Writes a revision file for `default`: header and sections.
	void revision(const std::string& id, const std::string& parents, const std::string& sections) const;
	/// The revision files, sorted.
	std::vector<std::string> versions() const;

private:
	Folder _folder;
	std::unique_ptr<Place> _place;
};


} // namespace Athanor::Test


#endif // Athanor_Test_MigrationFixture_INCLUDED

//
// Location.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Location.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Path.h"
#include "Poco/URI.h"
#include <cerrno>
#include <sys/stat.h>
#include <system_error>


namespace Athanor::SQLite {


namespace {


[[noreturn]] void refuse(const DatabaseConfig& config, const std::string& key, const std::string& reason)
{
	throw ImproperConfigurationException(config.error(key, reason).toString());
}


bool isDirectory(const std::string& path)
{
	struct stat status = {};
	return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}


std::string directoryOf(const std::string& path)
{
	const std::size_t slash = path.rfind('/');
	return slash == 0 ? "/" : path.substr(0, slash);
}


/// One writer at a time, which each isolated transaction is from its first statement on, makes transactions serial. Nothing
/// weaker can be promised to stay weaker.
void requireIsolation(const DatabaseConfig& config)
{
	const IsolationLevel level = config.engine.isolationLevel;
	if (level == IsolationLevel::Default || level == IsolationLevel::Serializable) return;
	throw ImproperConfigurationException(
		config
			.error("engine.isolation_level",
				   std::string(toString(level)) + ": sqlite knows serializable only (or default)")
			.toString());
}


} // namespace


Location locate(const DatabaseConfig& config)
{
	static const std::string key = "connection_string";
	if (config.scheme() != "sqlite") refuse(config, key, "not a connection string of the backend sqlite");
	if (!config.driver().empty())
		refuse(config, key, "sqlite has no drivers: write sqlite:// without +" + config.driver());
	const std::map<std::string, std::string>& options = config.engine.options;
	if (!options.empty()) refuse(config, "options." + options.begin()->first, "sqlite knows no such option");

	requireIsolation(config);
	const std::string target = config.target();
	const std::size_t query = target.find('?');
	if (query != std::string::npos)
	{
		const std::string name = target.substr(query + 1, target.find('=', query) - query - 1);
		refuse(config, key, "unknown parameter " + name + ": sqlite takes none");
	}
	if (target.empty() || target == "/:memory:") return {true, {}};
	if (target.front() != '/')
	{
		refuse(config, key, "a file needs three slashes (sqlite:///local.db), an absolute name four");
	}
	const std::string name = target.substr(1);
	if (name.empty() || name.find('\0') != std::string::npos) refuse(config, key, "the file has no name");
	if (name.back() == '/') refuse(config, key, "a directory is no database");
	if (name.front() == '/') return {false, name};
	const std::string directory =
		config.workingDirectory.empty() ? Poco::Path::current() : config.workingDirectory;
	return {false, (directory.back() == '/' ? directory : directory + "/") + name};
}


std::string fileUri(const Location& location, bool create)
{
	std::string uri = "file:";
	Poco::URI::encode(location.path, "?#%", uri);
	uri += create ? "?mode=rwc" : "?mode=rw";
	return uri;
}


std::string whyNotOpened(const Location& location, int systemError)
{
	const std::string directory = directoryOf(location.path);
	struct stat status = {};
	if (::stat(directory.c_str(), &status) != 0)
	{
		return "directory " + directory + ": " + std::generic_category().message(errno);
	}
	if (!isDirectory(directory)) return directory + " is not a directory";
	if (isDirectory(location.path)) return "it is a directory";
	return systemError ? std::generic_category().message(systemError) : "SQLite cannot open it";
}


} // namespace Athanor::SQLite

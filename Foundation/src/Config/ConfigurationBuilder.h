//
// ConfigurationBuilder.h
//
// Library: Foundation
// Package: Config
//
// Turns an IniDocument into a Configuration. Internal to the Config layer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_ConfigurationBuilder_INCLUDED
#define Athanor_Config_ConfigurationBuilder_INCLUDED


#include "SectionReader.h"
#include "Athanor/Config/Configuration.h"
#include <map>
#include <string>
#include <vector>


namespace Athanor {


/// A ConfigurationBuilder checks a document as a whole and fills a Configuration from it.
///
/// Thread safety: one thread at a time.
class ConfigurationBuilder
{
public:
	ConfigurationBuilder(const IniDocument& document, Poco::Util::AbstractConfiguration& application,
						 const std::string& workingDirectory);

	/// Throws ImproperConfigurationException with every mistake if there is one.
	Configuration build();

private:
	SectionReader reader(const std::string& pattern, const IniSection* section) const;
	void sectionError(const IniSection& section, const std::string& reason,
					  const std::string& suggestion = {});

	/// Reports sections and keys that the schema does not know, and names that cannot be names.
	void checkNames();
	void checkKeys(const IniSection& section, const std::string& pattern);
	/// `[section]`s that fit the pattern.
	std::vector<const IniSection*> sectionsOf(const std::string& pattern) const;

	void readServer();
	void readListen(SectionReader& server);
	void readPlugins();
	void readPluginSections();
	void readDatabases();
	void readDatabase(const std::string& bindKey, const IniSection& section);
	static std::vector<int> readStatuses(SectionReader& bind, const std::string& key);
	static void readExtraStatuses(SectionReader& bind, DatabaseConfig& database);
	static void readMigrations(SectionReader& bind, DatabaseConfig& database);
	void readAsync(SectionReader& bind, DatabaseConfig& database);
	void readEngine(DatabaseConfig& database);
	void checkUnlistedBinds();
	void readServices();
	void readService(const IniSection& section, const std::string& name);
	std::string readBindKey(SectionReader& service);
	void readMountPoint(SectionReader& reader, ServiceConfig& service);
	void readServicePlugin(SectionReader& reader, ServiceConfig& service);
	void readLogging();
	void readPocoLogging(const IniSection& section);

	std::string absolute(const std::string& path) const;
	/// Whether the names of all plugins are known from `load`: not so with paths among them.
	bool knowsPluginNames() const;

	const IniDocument& _document;
	Expander _expander;
	ErrorList _errors;
	ReaderContext _context;
	Configuration _result;
	std::vector<std::string> _listedBinds;           ///< in the order of the file, without duplicates
	std::map<std::string, std::string> _mountPoints; ///< path to the name of its service
};


} // namespace Athanor


#endif // Athanor_Config_ConfigurationBuilder_INCLUDED

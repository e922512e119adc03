// The schema, the documented file and the defaults in code say the same.
// SPDX-License-Identifier: MIT
#include "ConfigTestSupport.h"
#include "Athanor/Config/ConfigSchema.h"
#include <cppunit/extensions/HelperMacros.h>
#include <map>
#include <vector>


using namespace Athanor;
using namespace ConfigTestSupport;


namespace {


/// What config/athanor.ini says of one key, commented out or not.
struct DocumentedKey
{
	std::string pattern;
	std::string key;
	std::string value;
	std::string doc;      ///< the comment line two above
	std::string describe; ///< the comment line above
	bool isLive = false;
};


std::vector<std::string> linesOf(const std::string& text)
{
	std::vector<std::string> result;
	std::istringstream stream(text);
	for (std::string line; std::getline(stream, line);)
		result.push_back(line);
	return result;
}


/// `; text` is a comment, `;key = value` a key that is left out.
std::vector<DocumentedKey> documentedKeys()
{
	std::vector<DocumentedKey> result;
	std::string pattern;
	const auto lines = linesOf(readFile(projectFile("config/athanor.ini")));
	for (std::size_t i = 0; i < lines.size(); ++i)
	{
		std::string line = lines[i];
		if (line.empty() || line == ";" || line.rfind("; ", 0) == 0) continue;
		const bool isLive = line[0] != ';';
		if (!isLive) line.erase(0, 1);
		if (line[0] == '[')
		{
			pattern = ConfigSchema::instance().match(line.substr(1, line.size() - 2))->pattern;
			continue;
		}
		const auto equals = line.find(" =");
		CPPUNIT_ASSERT_MESSAGE(line, equals != std::string::npos && i >= 2);
		const auto value = line.size() > equals + 3 ? line.substr(equals + 3) : std::string();
		result.push_back({pattern, line.substr(0, equals), value, lines[i - 2], lines[i - 1], isLive});
	}
	return result;
}


} // namespace


class ConfigSchemaTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConfigSchemaTest);
	CPPUNIT_TEST(testDocumentedFileHasEveryKeyOnce);
	CPPUNIT_TEST(testDocumentedFileSaysWhatTheSchemaSays);
	CPPUNIT_TEST(testDocumentedFileIsAccepted);
	CPPUNIT_TEST(testExamplesAreAccepted);
	CPPUNIT_TEST(testDocumentedDefaultsWrittenOutChangeNothing);
	CPPUNIT_TEST(testEmptyFileGivesTheDefaultsOfTheCode);
	CPPUNIT_TEST(testRangesEndsAreAcceptedAndBeyondRefused);
	CPPUNIT_TEST(testDescribeNamesTypeRangeAndDefault);
	CPPUNIT_TEST(testMatchFindsPatternAndName);
	CPPUNIT_TEST_SUITE_END();

public:
	void testDocumentedFileHasEveryKeyOnce()
	{
		std::map<const KeySpec*, int> seen;
		for (const auto& key : documentedKeys())
		{
			const auto* spec = ConfigSchema::instance().find(key.pattern, key.key);
			// The keys of a plugin are its own; they are in the file as examples.
			if (!spec) CPPUNIT_ASSERT_EQUAL_MESSAGE(key.key, std::string("service.<name>"), key.pattern);
			++seen[spec];
		}
		for (const auto& spec : ConfigSchema::instance().keys())
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(spec.section + " " + spec.name, 1, seen[&spec]);
		}
	}

	void testDocumentedFileSaysWhatTheSchemaSays()
	{
		for (const auto& key : documentedKeys())
		{
			const auto* spec = ConfigSchema::instance().find(key.pattern, key.key);
			if (!spec) continue;
			const std::string name = spec->section + " " + spec->name;
			CPPUNIT_ASSERT_EQUAL_MESSAGE(name, "; " + spec->describe(), key.describe);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(name, "; " + spec->doc, key.doc);
			const bool showsDefault = !key.isLive && !spec->defaultText.empty();
			CPPUNIT_ASSERT_EQUAL_MESSAGE(name, showsDefault ? spec->defaultText : key.value, key.value);
		}
	}

	void testDocumentedFileIsAccepted()
	{
		auto config = application();
		const auto configuration = Configuration::load(projectFile("config/athanor.ini"), *config, "/srv");
		CPPUNIT_ASSERT_EQUAL(std::string("/opt/athanor/lib/athanor/plugins"),
							 configuration.plugins().directory);
		CPPUNIT_ASSERT((std::vector<std::string>{"sqlite", "authors"}) == configuration.plugins().load);
		CPPUNIT_ASSERT_EQUAL(std::string("sqlite:///athanor.db"),
							 configuration.require("default").connectionString);
		CPPUNIT_ASSERT(configuration.require("default").commitMode == CommitMode::Autocommit);
		CPPUNIT_ASSERT(configuration.require("default").createAll);
		CPPUNIT_ASSERT_EQUAL(std::string("/authors"), configuration.services().at(0).path);
	}

	void testExamplesAreAccepted()
	{
		auto config = application();
		for (const char* name : {"minimal", "two-databases", "two-databases-postgresql", "logging"})
		{
			const auto file = projectFile(std::string("config/examples/") + name + ".ini");
			CPPUNIT_ASSERT_NO_THROW_MESSAGE(name, Configuration::load(file, *config, "/srv"));
		}
	}

	void testDocumentedDefaultsWrittenOutChangeNothing()
	{
		// Every default, parsed from its text, must be the one that leaving the key out gives.
		std::string text;
		std::string last;
		for (const auto& spec : ConfigSchema::instance().keys())
		{
			const bool isFixed =
				spec.section == "server" || spec.section == "logging" || spec.section == "plugins";
			if (!isFixed || spec.defaultText.empty()) continue;
			if (last != spec.section) text += "[" + spec.section + "]\n";
			last = spec.section;
			text += spec.name + " = " + spec.defaultText + "\n";
		}
		const auto written = parse(text);
		CPPUNIT_ASSERT(parse("").server() == written.server());
		CPPUNIT_ASSERT(parse("").logging() == written.logging());
		CPPUNIT_ASSERT(parse("").plugins() == written.plugins());
	}

	void testEmptyFileGivesTheDefaultsOfTheCode()
	{
		const auto empty = parse("[database]\nbinds = a\n[database.a]\nconnection_string = x://\n[plugin.p]\n"
								 "[plugins]\nload = p\n");
		CPPUNIT_ASSERT(ServerConfig() == empty.server());
		CPPUNIT_ASSERT(LoggingConfig() == empty.logging());
		const auto& database = empty.databases().at(0);
		const DatabaseConfig preset;
		CPPUNIT_ASSERT(preset.engine == database.engine);
		CPPUNIT_ASSERT(preset.commitMode == database.commitMode);
		CPPUNIT_ASSERT_EQUAL(preset.createAll, database.createAll);
		CPPUNIT_ASSERT_EQUAL(preset.async, database.async);
		CPPUNIT_ASSERT_EQUAL(PluginConfig().required, empty.pluginSettings().at(0).required);
		CPPUNIT_ASSERT_EQUAL(std::string("/opt/athanor/lib/athanor/plugins"), empty.plugins().directory);
	}

	void testRangesEndsAreAcceptedAndBeyondRefused()
	{
		int count = 0;
		for (const auto& spec : ConfigSchema::instance().keys())
		{
			if (spec.minimum == spec.maximum) continue;
			++count;
			std::string text = "[database]\nbinds = a\n[database.a]\nconnection_string = x://\n";
			text += spec.section == "server" ? "[server]\n" : "[database.a.engine]\n";
			text += spec.name + " = ";
			CPPUNIT_ASSERT_EQUAL(std::string(), refusal(text + std::to_string(spec.minimum)));
			CPPUNIT_ASSERT_EQUAL(std::string(), refusal(text + std::to_string(spec.maximum)));
			CPPUNIT_ASSERT_MESSAGE(spec.name, !refusal(text + std::to_string(spec.minimum - 1)).empty());
			CPPUNIT_ASSERT_MESSAGE(spec.name, !refusal(text + std::to_string(spec.maximum + 1)).empty());
		}
		CPPUNIT_ASSERT(count >= 25);
	}

	void testDescribeNamesTypeRangeAndDefault()
	{
		const auto& schema = ConfigSchema::instance();
		CPPUNIT_ASSERT_EQUAL(std::string("bytes, 0 to 2 GiB; default 1 MiB"),
							 schema.find("server", "MAX_BODY_BYTES")->describe());
		CPPUNIT_ASSERT_EQUAL(std::string("text; required"),
							 schema.find("database.<bind>", "connection_string")->describe());
		CPPUNIT_ASSERT_EQUAL(std::string("seconds, -1 to 31536000; default -1"),
							 schema.find("database.<bind>.engine", "pool_recycle_s")->describe());
	}

	void testMatchFindsPatternAndName()
	{
		const auto& schema = ConfigSchema::instance();
		CPPUNIT_ASSERT_EQUAL(std::string("database.<bind>.engine"),
							 schema.match("Database.X.Engine")->pattern);
		CPPUNIT_ASSERT_EQUAL(std::string("X"), schema.match("Database.X.Engine")->name);
		CPPUNIT_ASSERT_EQUAL(std::string("logging.<poco>"), schema.match("logging.channels.c.d")->pattern);
		CPPUNIT_ASSERT(!schema.match("service"));
		CPPUNIT_ASSERT(!schema.match("server.x"));
		CPPUNIT_ASSERT(!schema.match("database.a.b.c"));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ConfigSchemaTest);

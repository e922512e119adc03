// SPDX-License-Identifier: MIT
#include "ConfigTestSupport.h"
#include "Athanor/Config/Settings.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdint>


using namespace Athanor;


namespace {


Settings settingsOf(const std::string& keys)
{
	return Settings(
		ConfigTestSupport::parse("[plugins]\nload = mail\n[service.mail]\n" + keys).services().at(0));
}


} // namespace


class SettingsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SettingsTest);
	CPPUNIT_TEST(testKeysGivenAreRead);
	CPPUNIT_TEST(testKeysMissingAreDefaults);
	CPPUNIT_TEST(testValuesWrongAreCollectedAndDefaulted);
	CPPUNIT_TEST(testValueWrongFromEnvironmentIsNotShown);
	CPPUNIT_TEST(testUndeclaredKeysSuggestDeclaredOnes);
	CPPUNIT_TEST(testDeclaringTwiceIsAllowed);
	CPPUNIT_TEST(testMisuseByPluginThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testKeysGivenAreRead()
	{
		auto settings = settingsOf(
			"Port = 26\nbig = -9000000000\nrate = 1.5e1\ntls = off\nhost = a b\nmode = FAST\nempty =\n");
		CPPUNIT_ASSERT_EQUAL(26, settings.get<int>("port", 25, 1, 65535));
		CPPUNIT_ASSERT_EQUAL(std::int64_t(-9000000000), settings.get<std::int64_t>("big", 0));
		CPPUNIT_ASSERT_EQUAL(15.0, settings.get<double>("rate", 1, 0, 100));
		CPPUNIT_ASSERT_EQUAL(false, settings.get<bool>("tls", true));
		CPPUNIT_ASSERT_EQUAL(std::string("a b"), settings.get<std::string>("host", "x"));
		CPPUNIT_ASSERT_EQUAL(std::string(), settings.get<std::string>("empty", "x"));
		CPPUNIT_ASSERT_EQUAL(std::string("fast"), settings.choice("mode", "slow", {"slow", "fast"}));
		CPPUNIT_ASSERT(settings.errors().empty());
		CPPUNIT_ASSERT(settings.undeclared().empty());
	}

	void testKeysMissingAreDefaults()
	{
		auto settings = settingsOf("");
		CPPUNIT_ASSERT_EQUAL(25, settings.get<int>("port", 25, 1, 65535));
		CPPUNIT_ASSERT_EQUAL(0.5, settings.get<double>("rate", 0.5));
		CPPUNIT_ASSERT_EQUAL(true, settings.get<bool>("tls", true));
		CPPUNIT_ASSERT_EQUAL(std::string("x"), settings.get<std::string>("host", "x"));
		CPPUNIT_ASSERT_EQUAL(std::string("slow"), settings.choice("mode", "slow", {"slow", "fast"}));
	}

	void testValuesWrongAreCollectedAndDefaulted()
	{
		auto settings = settingsOf(
			"port = 0\nint = 3000000000\nrate = nan\nratio = 1.5\ntls = onn\nmode = fats\nword = x\n");
		CPPUNIT_ASSERT_EQUAL(std::string("slow"), settings.choice("mode", "slow", {"slow", "fast"}));
		CPPUNIT_ASSERT_EQUAL(25, settings.get<int>("port", 25, 1, 65535));
		CPPUNIT_ASSERT_EQUAL(1, settings.get<int>("int", 1));
		CPPUNIT_ASSERT_EQUAL(2.0, settings.get<double>("rate", 2));
		CPPUNIT_ASSERT_EQUAL(0.25, settings.get<double>("ratio", 0.25, 0, 1));
		CPPUNIT_ASSERT_EQUAL(true, settings.get<bool>("tls", true));
		CPPUNIT_ASSERT_EQUAL(7, settings.get<int>("word", 7));
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"a.ini:4:8: [service.mail] port: 0 is not in the range 1 to 65535\n"
				"a.ini:5:7: [service.mail] int: 3000000000 is not in the range -2147483648 to 2147483647\n"
				"a.ini:6:8: [service.mail] rate: \"nan\" is not a number\n"
				"a.ini:7:9: [service.mail] ratio: 1.5 is not in the range 0 to 1\n"
				"a.ini:8:7: [service.mail] tls: \"onn\" is not true, false, yes, no, on or off; did you mean "
				"\"on\"?\n"
				"a.ini:9:8: [service.mail] mode: \"fats\" is not slow or fast; did you mean \"fast\"?\n"
				"a.ini:10:8: [service.mail] word: \"x\" is not a whole number"),
			settings.errors().toString());
	}

	void testValueWrongFromEnvironmentIsNotShown()
	{
		auto settings = settingsOf("port = ${application.dir}\n");
		CPPUNIT_ASSERT_EQUAL(1, settings.get<int>("port", 1));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:4:8: [service.mail] port: \"${application.dir}\" is not a whole number"),
			settings.errors().toString());
	}

	void testUndeclaredKeysSuggestDeclaredOnes()
	{
		auto settings = settingsOf("smtp_prot = 1\n  zebra = 2\nbind_kye = 3\nhost = h\n");
		settings.get<int>("smtp_port", 25);
		settings.get<std::string>("HOST", "");
		ErrorList errors;
		errors.add(settings.undeclared());
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:4:1: [service.mail] smtp_prot: unknown key; did you mean \"smtp_port\"?\n"
						"a.ini:5:3: [service.mail] zebra: unknown key\n"
						"a.ini:6:1: [service.mail] bind_kye: unknown key; did you mean \"bind_key\"?"),
			errors.toString());
	}

	void testDeclaringTwiceIsAllowed()
	{
		auto settings = settingsOf("port = 3\n");
		CPPUNIT_ASSERT_EQUAL(3, settings.get<int>("port", 1));
		CPPUNIT_ASSERT_EQUAL(3, settings.get<int>("port", 2));
	}

	void testMisuseByPluginThrows()
	{
		auto settings = settingsOf("");
		CPPUNIT_ASSERT_THROW(settings.get<int>("port", 0, 1, 2), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(settings.get<double>("rate", 3, 1, 2), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(settings.choice("mode", "x", {"y"}), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(settings.get<std::string>("bind_key", ""), ImproperConfigurationException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SettingsTest);

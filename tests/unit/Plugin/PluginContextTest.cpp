//
// PluginContextTest.cpp
//
// Library: Tests
// Package: Plugin
//
// Which database a model is registered with.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/PluginContext.h"
#include "Athanor/Core/Exceptions.h"
#include "FakeBackend.h"
#include <cppunit/extensions/HelperMacros.h>


namespace PluginContextSamples {


using namespace Athanor;


struct Book: BigIntBase
{
	static constexpr auto model()
	{
		return table("book");
	}
};


struct Sale: BigIntBase
{
	static constexpr auto model()
	{
		return table("sale").bindKey("reports");
	}
};


struct Lost: BigIntBase
{
	static constexpr auto model()
	{
		return table("lost").bindKey("archive");
	}
};


} // namespace PluginContextSamples


using namespace PluginContextSamples;


class PluginContextTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PluginContextTest);
	CPPUNIT_TEST(testModelBelongsToTheDatabaseOfItsSection);
	CPPUNIT_TEST(testBindKeyOfTheModelWins);
	CPPUNIT_TEST(testBindKeyOfTheCallWinsOverBoth);
	CPPUNIT_TEST(testUnknownBindKeyOfAModelIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		for (const char* key : {"default", "reports"})
		{
			DatabaseConfig config;
			config.bindKey = key;
			config.connectionString = std::string("fake://") + key;
			engines.add(config, backend);
		}
	}

	void testModelBelongsToTheDatabaseOfItsSection()
	{
		PluginContext context(section(), engines, filters, {});
		context.model<Book>();
		CPPUNIT_ASSERT_EQUAL(std::string("book in default"), registered(context));
	}

	void testBindKeyOfTheModelWins()
	{
		PluginContext context(section(), engines, filters, {});
		context.model<Sale>();
		CPPUNIT_ASSERT_EQUAL(std::string("sale in reports"), registered(context));
	}

	void testBindKeyOfTheCallWinsOverBoth()
	{
		PluginContext context(section(), engines, filters, {});
		context.model<Sale>("default");
		CPPUNIT_ASSERT_EQUAL(std::string("sale in default"), registered(context));
	}

	void testUnknownBindKeyOfAModelIsRefused()
	{
		PluginContext context(section(), engines, filters, {});
		CPPUNIT_ASSERT_THROW(context.model<Lost>(), ImproperConfigurationException);
	}

private:
	static ServiceConfig section()
	{
		ServiceConfig section;
		section.name = "books";
		section.plugin = "books";
		section.bindKey = "default";
		return section;
	}

	static std::string registered(PluginContext& context)
	{
		const Registrations registrations = context.takeRegistrations();
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, registrations.models.size());
		const auto& [engine, table] = registrations.models.front();
		return table->name() + " in " + engine->bindKey();
	}

	FakeBackend backend;
	Engines engines;
	FilterChain filters;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PluginContextTest);

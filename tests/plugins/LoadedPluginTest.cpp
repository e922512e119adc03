//
// LoadedPluginTest.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/LoadedPlugin.h"
#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Plugin/Loader.h"
#include "Athanor/Plugin/Plugin.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <string>


using namespace Athanor;


class LoadedPluginTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LoadedPluginTest);
	CPPUNIT_TEST(testStartGoodPluginReturns);
	CPPUNIT_TEST(testMakeBackendGivesTheBackend);
	CPPUNIT_TEST(testMakePluginOfBackendThrows);
	CPPUNIT_TEST(testMakeBackendOfServiceThrows);
	CPPUNIT_TEST(testMakePluginNullThrows);
	CPPUNIT_TEST(testMakePluginThrowingConstructorIsNamed);
	CPPUNIT_TEST(testStartStandardExceptionIsNamed);
	CPPUNIT_TEST(testStartPrivateExceptionIsNamed);
	CPPUNIT_TEST(testStartIntIsNamed);
	CPPUNIT_TEST(testStartDatabaseExceptionKeepsDetail);
	CPPUNIT_TEST(testStopExceptionIsNamed);
	CPPUNIT_TEST(testStartClashingFunctionsEachCallsItsOwn);
	CPPUNIT_TEST_SUITE_END();

public:
	void testStartGoodPluginReturns()
	{
		const LoadedPlugin& good = _loader.load("good");
		const auto plugin = good.makePlugin();
		good.start(*plugin, context());
		good.stop(*plugin);
	}

	void testMakeBackendGivesTheBackend()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("goodbackend"), _loader.load("good-backend").makeBackend()->name());
	}

	void testMakePluginOfBackendThrows()
	{
		const LoadedPlugin& backend = _loader.load("good-backend");
		assertThrows([&] { backend.makePlugin(); }, "good-backend", "is a backend, not a service");
	}

	void testMakeBackendOfServiceThrows()
	{
		const LoadedPlugin& good = _loader.load("good");
		assertThrows([&] { good.makeBackend(); }, "good", "is a service, not a backend");
	}

	void testMakePluginNullThrows()
	{
		const LoadedPlugin& null = _loader.load("null-plugin");
		assertThrows([&] { null.makePlugin(); }, "null-plugin", "made no service");
	}

	void testMakePluginThrowingConstructorIsNamed()
	{
		const LoadedPlugin& throwing = _loader.load("throwing-constructor");
		assertThrows([&] { throwing.makePlugin(); }, "throwing-constructor",
					 "constructor: I/O error: no disk");
	}

	void testStartStandardExceptionIsNamed()
	{
		assertStartThrows("throwing-start", "start: no mail server");
	}

	void testStartPrivateExceptionIsNamed()
	{
		assertStartThrows("throws-private", "start: only here");
	}

	void testStartIntIsNamed()
	{
		assertStartThrows("throws-int", "start: an exception of unknown type");
	}

	void testStartDatabaseExceptionKeepsDetail()
	{
		const LoadedPlugin& throwing = _loader.load("throws-detail");
		const auto plugin = throwing.makePlugin();
		try
		{
			throwing.start(*plugin, context());
			CPPUNIT_FAIL("start() returned");
		}
		catch (const PluginException& exception)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("08006"), exception.detail().sqlState);
		}
	}

	void testStopExceptionIsNamed()
	{
		const LoadedPlugin& throwing = _loader.load("throwing-stop");
		const auto plugin = throwing.makePlugin();
		assertThrows([&] { throwing.stop(*plugin); }, "throwing-stop", "stop: still busy");
	}

	void testStartClashingFunctionsEachCallsItsOwn()
	{
		assertStartThrows("clash-one", "start: called one");
		assertStartThrows("clash-two", "start: called two");
	}

private:
	/// No plugin of these tests looks at its context.
	PluginContext& context()
	{
		return reinterpret_cast<PluginContext&>(_context);
	}

	void assertStartThrows(const std::string& name, const std::string& cause)
	{
		const LoadedPlugin& loaded = _loader.load(name);
		const auto plugin = loaded.makePlugin();
		assertThrows([&] { loaded.start(*plugin, context()); }, name, cause);
	}

	/// The message names plugin, file and cause.
	static void assertThrows(const std::function<void()>& call, const std::string& name,
							 const std::string& cause)
	{
		std::string message;
		try
		{
			call();
		}
		catch (const PluginException& exception)
		{
			message = exception.message();
		}
		CPPUNIT_ASSERT_EQUAL("plugin " + name + " (" ATHANOR_TEST_PLUGINS "/" + name + ".so): " + cause,
							 message);
	}

	Loader _loader{ATHANOR_TEST_PLUGINS};
	alignas(64) char _context[64] = {};
};


CPPUNIT_TEST_SUITE_REGISTRATION(LoadedPluginTest);

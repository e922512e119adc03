//
// LoaderTest.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/Loader.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Plugin/Fingerprint.h"
#include "Poco/AutoPtr.h"
#include "Poco/Channel.h"
#include "Poco/File.h"
#include "Poco/Logger.h"
#include "Poco/Message.h"
#include "Poco/TemporaryFile.h"
#include <cppunit/extensions/HelperMacros.h>
#include <dlfcn.h>
#include <sys/stat.h>
#include <string>


using namespace Athanor;


namespace {


const std::string directory = ATHANOR_TEST_PLUGINS;


/// Keeps the last message.
class LastMessage: public Poco::Channel
{
public:
	void log(const Poco::Message& message) override
	{
		text = message.getText();
	}

	std::string text;
};


} // namespace


class LoaderTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LoaderTest);
	CPPUNIT_TEST(testSdkVersionIsTheOneOfTheProject);
	CPPUNIT_TEST(testFileOfNameIsInDirectory);
	CPPUNIT_TEST(testFileOfPathIsThePath);
	CPPUNIT_TEST(testFileOfNameWithoutDirectoryThrows);
	CPPUNIT_TEST(testLoadByNameGivesPassportAndDescriptor);
	CPPUNIT_TEST(testLoadByPathGivesPassportAndDescriptor);
	CPPUNIT_TEST(testLoadBackendGivesItsKind);
	CPPUNIT_TEST(testLoadKeepsReferencesAndOrder);
	CPPUNIT_TEST(testLoadUnderOtherNameIsRefused);
	CPPUNIT_TEST(testLoadUnderOtherNameByPathIsAllowed);
	CPPUNIT_TEST(testLoadTwiceNamesBothFiles);
	CPPUNIT_TEST(testLoadMissingFileIsRefused);
	CPPUNIT_TEST(testLoadUndefinedSymbolIsNamed);
	CPPUNIT_TEST(testLoadWithoutPassportRunsNothing);
	CPPUNIT_TEST(testLoadWrongSdkRunsNothing);
	CPPUNIT_TEST(testLoadWrongFingerprintRunsNothing);
	CPPUNIT_TEST(testLoadMissingEntryIsRefused);
	CPPUNIT_TEST(testLoadNullDescriptorIsRefused);
	CPPUNIT_TEST(testLoadWithoutFactoryIsRefused);
	CPPUNIT_TEST(testLoadContradictionIsRefused);
	CPPUNIT_TEST(testLoadOtherSdkInDescriptorIsRefused);
	CPPUNIT_TEST(testLoadRefusedLeavesLoaderUsable);
	CPPUNIT_TEST(testLoadWritableByEveryoneWarns);
	CPPUNIT_TEST(testLoadKeepsSymbolsApart);
	CPPUNIT_TEST(testLoadedLibraryStaysAfterClose);
	CPPUNIT_TEST_SUITE_END();

public:
	void testSdkVersionIsTheOneOfTheProject()
	{
		CPPUNIT_ASSERT_EQUAL(ATHANOR_PROJECT_SDK, ATHANOR_SDK_VERSION);
	}

	void testFileOfNameIsInDirectory()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("/x/books.so"), Loader("/x").fileOf("books"));
		CPPUNIT_ASSERT_EQUAL(std::string("/x/books.so"), Loader("/x/").fileOf("books"));
	}

	void testFileOfPathIsThePath()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("./books"), Loader("/x").fileOf("./books"));
	}

	void testFileOfNameWithoutDirectoryThrows()
	{
		CPPUNIT_ASSERT_THROW(Loader("").fileOf("books"), PluginException);
	}

	void testLoadByNameGivesPassportAndDescriptor()
	{
		Loader loader(directory);
		const LoadedPlugin& plugin = loader.load("good");
		CPPUNIT_ASSERT_EQUAL(directory + "/good.so", plugin.path);
		CPPUNIT_ASSERT_EQUAL(std::string("good"), plugin.passport.name);
		CPPUNIT_ASSERT_EQUAL(std::string("1.2.3"), std::string(plugin.descriptor->version));
		CPPUNIT_ASSERT(plugin.descriptor->kind == PluginKind::Service);
	}

	void testLoadByPathGivesPassportAndDescriptor()
	{
		Loader loader("");
		CPPUNIT_ASSERT_EQUAL(std::string("good"), loader.load(directory + "/good.so").passport.name);
	}

	void testLoadBackendGivesItsKind()
	{
		Loader loader(directory);
		CPPUNIT_ASSERT(loader.load("good-backend").descriptor->kind == PluginKind::Backend);
	}

	void testLoadKeepsReferencesAndOrder()
	{
		Loader loader(directory);
		const LoadedPlugin& first = loader.load("good");
		const LoadedPlugin& second = loader.load("clash-one");
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), loader.plugins().size());
		CPPUNIT_ASSERT(&first == &loader.plugins().front());
		CPPUNIT_ASSERT(&second == loader.find("clash-one"));
		CPPUNIT_ASSERT(!loader.find("nobody"));
	}

	void testLoadUnderOtherNameIsRefused()
	{
		assertRefused("renamed", "is the plugin good, not renamed");
	}

	void testLoadUnderOtherNameByPathIsAllowed()
	{
		Loader loader(directory);
		CPPUNIT_ASSERT_EQUAL(std::string("good"), loader.load(directory + "/renamed.so").passport.name);
	}

	void testLoadTwiceNamesBothFiles()
	{
		Loader loader(directory);
		loader.load("good");
		const std::string second = directory + "/renamed.so";
		const std::string message = refusal(loader, second);
		CPPUNIT_ASSERT_MESSAGE(message, message.find("plugin " + second + ": ") == 0);
		CPPUNIT_ASSERT_MESSAGE(message, message.find("from " + directory + "/good.so") != std::string::npos);
	}

	void testLoadMissingFileIsRefused()
	{
		assertRefused("nobody", "no such file");
	}

	void testLoadUndefinedSymbolIsNamed()
	{
		assertRefused("undefined", "functionThatNobodyDefines");
	}

	void testLoadWithoutPassportRunsNothing()
	{
		assertRefused("no-passport", "is not an Athanor plugin");
	}

	void testLoadWrongSdkRunsNothing()
	{
		assertRefused("wrong-sdk", "found 7.2");
	}

	void testLoadWrongFingerprintRunsNothing()
	{
		assertRefused("wrong-fingerprint", "library=libc++");
	}

	void testLoadMissingEntryIsRefused()
	{
		assertRefused("missing-entry", "no entry (athanorPluginEntry)");
	}

	void testLoadNullDescriptorIsRefused()
	{
		assertRefused("null-descriptor", "returned no descriptor");
	}

	void testLoadWithoutFactoryIsRefused()
	{
		assertRefused("no-factory", "just the factory of a service");
	}

	void testLoadContradictionIsRefused()
	{
		assertRefused("contradiction", "contradicts its passport in the name");
	}

	void testLoadOtherSdkInDescriptorIsRefused()
	{
		assertRefused("contradiction-sdk", "contradicts its passport in the SDK version");
	}

	void testLoadRefusedLeavesLoaderUsable()
	{
		Loader loader(directory);
		refusal(loader, "contradiction");
		refusal(loader, "undefined");
		CPPUNIT_ASSERT(loader.plugins().empty());
		loader.load("good");
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), loader.plugins().size());
	}

	void testLoadWritableByEveryoneWarns()
	{
		Poco::TemporaryFile copy;
		Poco::File(directory + "/good.so").copyTo(copy.path());
		CPPUNIT_ASSERT_EQUAL(0, ::chmod(copy.path().c_str(), 0666));
		Poco::AutoPtr<LastMessage> channel(new LastMessage);
		Poco::Logger& logger = Poco::Logger::get("athanor.plugin");
		logger.setChannel(channel);
		Loader loader(directory);
		loader.load(copy.path());
		logger.setChannel(nullptr);
		CPPUNIT_ASSERT_EQUAL("plugin " + copy.path() + ": everyone may write to this file", channel->text);
	}

	void testLoadKeepsSymbolsApart()
	{
		Loader loader(directory);
		loader.load("clash-one");
		CPPUNIT_ASSERT(!::dlsym(RTLD_DEFAULT, "clashingFunction"));
	}

	void testLoadedLibraryStaysAfterClose()
	{
		Loader loader("");
		const std::string path = loader.load(directory + "/loaded-once.so").path;
		void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_NOLOAD);
		CPPUNIT_ASSERT(handle);
		// One for this handle and one for the loader's: no other one holds the library.
		::dlclose(handle);
		::dlclose(handle);
		CPPUNIT_ASSERT(::dlopen(path.c_str(), RTLD_NOW | RTLD_NOLOAD));
	}

private:
	/// The message with which the loader refuses; empty if it does not.
	static std::string refusal(Loader& loader, const std::string& nameOrPath)
	{
		try
		{
			loader.load(nameOrPath);
			return "";
		}
		catch (const PluginException& exception)
		{
			return exception.message();
		}
	}

	/// The message names the file and the cause, on one line.
	static void assertRefused(const std::string& name, const std::string& cause)
	{
		Loader loader(directory);
		const std::string message = refusal(loader, name);
		CPPUNIT_ASSERT_MESSAGE(message, message.find("plugin " + directory + "/" + name + ".so: ") == 0);
		CPPUNIT_ASSERT_MESSAGE(message, message.find(cause) != std::string::npos);
		CPPUNIT_ASSERT_MESSAGE(message, message.find('\n') == std::string::npos);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(LoaderTest);

// A plugin project outside of the tree, built with the installed SDK.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <string>

using namespace Athanor::Test;


namespace {


const std::string project = R"(cmake_minimum_required(VERSION 3.25)
project(greetings LANGUAGES CXX)
set(CMAKE_BUILD_TYPE Release)
find_package(Athanor REQUIRED)
athanor_add_plugin(NAME greetings SOURCES Greetings.cpp)
)";

const std::string source = R"(#include "Athanor/Athanor.h"

using namespace Athanor;


struct Greeting: BigIntBase
{
	std::string text;

	static constexpr auto model()
	{
		return table(column("text", &Greeting::text).length(20));
	}
};


class GreetingPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Greeting>();
		context.resource<Service<Greeting>>("/greetings");
	}
};


ATHANOR_PLUGIN(GreetingPlugin, "greetings", "2.1.0")
)";


/// Runs a shell command with its output in a file; fails the test with that output.
void run(const Folder& folder, const std::string& command)
{
	const std::string log = folder.path("log");
	const int status = std::system((command + " >" + log + " 2>&1").c_str());
	CPPUNIT_ASSERT_EQUAL_MESSAGE(command + "\n" + readFile(log), 0, status);
}


} // namespace


class OutOfTreePluginTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(OutOfTreePluginTest);
	CPPUNIT_TEST(testPluginBuiltWithTheInstalledSdkServes);
	CPPUNIT_TEST_SUITE_END();

public:
	void testPluginBuiltWithTheInstalledSdkServes()
	{
		const Folder folder;
		const std::string prefix = folder.path("prefix");
		const std::string build = folder.path("build");
		run(folder, "mkdir " + folder.path("project"));
		writeFile(folder.path("project/CMakeLists.txt"), project);
		writeFile(folder.path("project/Greetings.cpp"), source);
		run(folder, "cmake --install '" ATHANOR_BUILD_DIR "' --prefix " + prefix);
		run(folder, "cmake -S " + folder.path("project") + " -B " + build +
						" -DCMAKE_CXX_COMPILER='" ATHANOR_CXX "' -DCMAKE_PREFIX_PATH=" + prefix);
		run(folder, "cmake --build " + build);
		run(folder, "cmake --install " + build + " --prefix " + prefix);
		folder.file(
			"athanor.ini",
			"[server]\nlisten = 127.0.0.1:0\n[plugins]\ndirectory = " + prefix +
				"/lib/athanor/plugins\nload = sqlite, greetings\n[database]\nbinds = default\n"
				"[database.default]\nconnection_string = sqlite:///greetings.db\ncreate_all = true\n");
		const Daemon daemon(folder, {"--config", "athanor.ini"});
		const Reply reply = request(daemon.port(), "POST", "/greetings", R"({"text":"hello"})");
		CPPUNIT_ASSERT_EQUAL(201, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"id":1,"text":"hello"})"), reply.body);
		CPPUNIT_ASSERT(contains(daemon.errors(), "plugin greetings 2.1.0 (service)"));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(OutOfTreePluginTest);

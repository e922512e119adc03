// The guide docs/first-service.md as a reader follows it: a plugin project outside of the tree, built with the
// installed SDK.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <string>
#include <vector>

using namespace Athanor::Test;


namespace {


const std::string firstService = "first-service.md";


/// The code blocks of one language in a guide, in their order.
std::vector<std::string> blocks(const std::string& language, const std::string& name = firstService)
{
	const std::string guide = readFile(ATHANOR_SOURCE_DIR "/docs/" + name);
	const std::string fence = "\n```" + language + "\n";
	std::vector<std::string> found;
	for (std::size_t at = guide.find(fence); at != std::string::npos; at = guide.find(fence, at + 1))
	{
		const std::size_t begin = at + fence.size();
		found.push_back(guide.substr(begin, guide.find("\n```\n", begin) + 1 - begin));
	}
	return found;
}


/// Runs a shell command with its output in a file; fails the test with that output.
void run(const Folder& folder, const std::string& command)
{
	const std::string log = folder.path("log");
	const int status = std::system((command + " >" + log + " 2>&1").c_str());
	CPPUNIT_ASSERT_EQUAL_MESSAGE(command + "\n" + readFile(log), 0, status);
}


std::string replaced(std::string text, const std::string& what, const std::string& by)
{
	const std::size_t at = text.find(what);
	CPPUNIT_ASSERT_MESSAGE(what + " is not in the guide", at != std::string::npos);
	return text.replace(at, what.size(), by);
}


} // namespace


class OutOfTreePluginTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(OutOfTreePluginTest);
	CPPUNIT_TEST(testGeneratedRoutesOfTheGuideServe);
	CPPUNIT_TEST(testRoutesByHandOfTheGuideServe);
	CPPUNIT_TEST(testServiceOfTheSecondGuideServes);
	CPPUNIT_TEST(testQueriesOfTheirGuideServe);
	CPPUNIT_TEST_SUITE_END();

public:
	void testGeneratedRoutesOfTheGuideServe()
	{
		checkPlugin(blocks("cpp").at(0), askAllRoutes);
	}

	void testRoutesByHandOfTheGuideServe()
	{
		checkPlugin(blocks("cpp").at(1), askAllRoutes);
	}

	void testServiceOfTheSecondGuideServes()
	{
		checkPlugin(blocks("cpp", "services.md").at(0), askFiltersAndBulk);
	}

	void testQueriesOfTheirGuideServe()
	{
		checkPlugin(blocks("cpp", "queries.md").at(0), askQueries);
	}

private:
	/// Builds the project, installs it beside the daemon's plugins, and asks its routes.
	static void checkPlugin(const std::string& source, void (*ask)(std::uint16_t port))
	{
		const Folder folder;
		const std::string prefix = folder.path("prefix");
		const std::string build = folder.path("build");
		run(folder, "mkdir " + folder.path("project"));
		writeFile(folder.path("project/CMakeLists.txt"), blocks("cmake").at(0));
		writeFile(folder.path("project/Greetings.cpp"), source);
		run(folder, "cmake --install '" ATHANOR_BUILD_DIR "' --prefix " + prefix);
		run(folder, "cmake -S " + folder.path("project") + " -B " + build +
						" -DCMAKE_CXX_COMPILER='" ATHANOR_CXX "' -DCMAKE_PREFIX_PATH=" + prefix);
		run(folder, "cmake --build " + build);
		run(folder, "cmake --install " + build + " --prefix " + prefix);
		folder.file("athanor.ini", replaced(blocks("ini").at(0), "/opt/athanor", prefix));
		const Daemon daemon(folder, {"--config", "athanor.ini"});
		ask(daemon.port());
		CPPUNIT_ASSERT(contains(daemon.errors(), "plugin greetings 2.1.0 (service)"));
	}

	static void askAllRoutes(std::uint16_t port)
	{
		const Reply created = request(port, "POST", "/greetings", R"({"text":"hello","day":"2024-02-29"})");
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"id":1,"text":"hello","day":"2024-02-29"})"), created.body);
		CPPUNIT_ASSERT_EQUAL(201, created.status);
		CPPUNIT_ASSERT_EQUAL(created.body, request(port, "GET", "/greetings/1").body);
		const Reply changed = request(port, "PATCH", "/greetings/1", R"({"day":null})");
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"id":1,"text":"hello","day":null})"), changed.body);
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + changed.body + R"(],"limit":20,"offset":0,"total":1})",
							 request(port, "GET", "/greetings").body);
		CPPUNIT_ASSERT_EQUAL(
			422, request(port, "POST", "/greetings", R"({"text":"a text of more than twenty"})").status);
		CPPUNIT_ASSERT_EQUAL(204, request(port, "DELETE", "/greetings/1").status);
		CPPUNIT_ASSERT_EQUAL(404, request(port, "GET", "/greetings/1").status);
	}

	static void askFiltersAndBulk(std::uint16_t port)
	{
		const Reply created = request(
			port, "POST", "/greetings",
			R"([{"text":"hello","language":"en","formal":false},{"text":"guten Tag","language":"de","formal":true}])");
		CPPUNIT_ASSERT_EQUAL_MESSAGE(created.body, 201, created.status);
		CPPUNIT_ASSERT(contains(created.body, R"("slug":"de-guten Tag")"));
		const Reply german =
			request(port, "GET", "/greetings?language=de&searchString=Tag&createdAfter=2024-01-01");
		CPPUNIT_ASSERT_MESSAGE(german.body, contains(german.body, R"("total":1})"));
		CPPUNIT_ASSERT(contains(request(port, "GET", "/greetings/formal?ids=1").body, R"("total":0})"));
		CPPUNIT_ASSERT(
			contains(request(port, "GET", "/greetings/formal?orderBy=text").body, R"("total":1})"));
		CPPUNIT_ASSERT_EQUAL(400, request(port, "GET", "/greetings?orderBy=slug").status);
		const Reply refused =
			request(port, "POST", "/greetings", R"([{"text":"forbidden","language":"en","formal":false}])");
		CPPUNIT_ASSERT(
			contains(refused.body, R"("errors":[{"index":0,"field":"text","reason":"is forbidden"}])"));
		CPPUNIT_ASSERT_EQUAL(200, request(port, "DELETE", "/greetings", "[1,2]").status);
		CPPUNIT_ASSERT(contains(request(port, "GET", "/greetings").body, R"("total":0})"));
	}

	static void askQueries(std::uint16_t port)
	{
		for (const char* const body :
			 {R"({"text":"hello","language":"en"})", R"({"text":"hi","language":"en","day":"2024-01-01"})",
			  R"({"text":"hallo","language":"de"})"})
			CPPUNIT_ASSERT_EQUAL(201, request(port, "POST", "/greetings", body).status);
		CPPUNIT_ASSERT_EQUAL(std::string("2 of 3"), request(port, "POST", "/greetings/today").body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"id":2,"text":"hi","language":"en","day":"2024-01-01"},)"
										 R"({"id":1,"text":"hello","language":"en","day":"2024-02-29"}])"),
							 request(port, "GET", "/greetings/latest").body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[{"language":"en","greetings":2,"last":"2024-02-29"}],)"
										 R"("limit":1,"offset":0,"total":2})"),
							 request(port, "GET", "/greetings/languages?pageSize=1").body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"language":"en","greetings":2}])"),
							 request(port, "GET", "/greetings/plain").body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"id":3,"text":"hallo","language":"de","day":"2024-02-29"}])"),
							 request(port, "DELETE", "/greetings/german").body);
		CPPUNIT_ASSERT_EQUAL(std::string("[]"), request(port, "GET", "/greetings/latest?language=de").body);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(OutOfTreePluginTest);

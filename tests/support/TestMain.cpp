// The entry of every test program: --list prints the tests, arguments select some of them.
// SPDX-License-Identifier: MIT
#include <cppunit/CompilerOutputter.h>
#include <cppunit/Test.h>
#include <cppunit/TestFailure.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/extensions/TestFactoryRegistry.h>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <string>


namespace {


void forEachLeaf(CppUnit::Test& test, const std::function<void(CppUnit::Test&)>& visit)
{
	if (test.getChildTestCount() == 0)
	{
		visit(test);
		return;
	}
	for (int i = 0; i < test.getChildTestCount(); ++i)
	{
		forEachLeaf(*test.getChildTestAt(i), visit);
	}
}


bool selected(const std::string& name, int argc, char** argv)
{
	if (argc < 2) return true;
	for (int i = 1; i < argc; ++i)
	{
		const std::string wanted = argv[i];
		if (name == wanted || name.rfind(wanted + "::", 0) == 0) return true;
	}
	return false;
}


} // namespace


int main(int argc, char** argv)
{
	// Poco's sockets send without MSG_NOSIGNAL; the daemon ignores SIGPIPE as well.
	std::signal(SIGPIPE, SIG_IGN);
	std::unique_ptr<CppUnit::Test> suite(CppUnit::TestFactoryRegistry::getRegistry().makeTest());
	if (argc == 2 && std::string(argv[1]) == "--list")
	{
		forEachLeaf(*suite, [](CppUnit::Test& test) { std::cout << test.getName() << "\n"; });
		return 0;
	}
	CppUnit::TestResult result;
	CppUnit::TestResultCollector collector;
	result.addListener(&collector);
	int count = 0;
	forEachLeaf(*suite, [&](CppUnit::Test& test) {
		if (!selected(test.getName(), argc, argv)) return;
		++count;
		test.run(&result);
	});
	CppUnit::CompilerOutputter outputter(&collector, std::cerr);
	outputter.write();
	if (count == 0)
	{
		std::cerr << "no test of that name\n";
		return 2;
	}
	return collector.wasSuccessful() ? 0 : 1;
}

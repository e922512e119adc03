// The entry of every test program: --list prints the tests, arguments select some of them.
// SPDX-License-Identifier: MIT
#include "SkipTest.h"
#include <cppunit/CompilerOutputter.h>
#include <cppunit/Protector.h>
#include <cppunit/Test.h>
#include <cppunit/TestFailure.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/extensions/TestFactoryRegistry.h>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
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


/// Notes tests that skip themselves.
class SkipProtector: public CppUnit::Protector
{
public:
	SkipProtector(int& skipped, std::set<std::string>& reasons):
		_skipped(skipped),
		_reasons(reasons)
	{
	}

	bool protect(const CppUnit::Functor& functor, const CppUnit::ProtectorContext&) override
	{
		try
		{
			return functor();
		}
		catch (const Athanor::Test::SkipTest& skip)
		{
			++_skipped;
			_reasons.insert(skip.reason);
			return false;
		}
	}

private:
	int& _skipped;
	std::set<std::string>& _reasons;
};


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
	int skipped = 0;
	std::set<std::string> reasons;
	result.pushProtector(new SkipProtector(skipped, reasons)); // owned by the result
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
	for (const std::string& reason : reasons)
		std::cerr << "skipped: " << reason << "\n";
	if (!collector.wasSuccessful()) return 1;
	return skipped == count ? 77 : 0;
}

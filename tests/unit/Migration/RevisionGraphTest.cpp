//
// RevisionGraphTest.cpp
//
// Library: Tests
// Package: Migration
//
// Targets and ways through histories that are lines, branch and merge.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/RevisionGraph.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


using namespace Athanor;


namespace {


Revision revision(const std::string& id, std::vector<std::string> parents,
				  std::vector<std::string> labels = {})
{
	static std::int64_t clock = 0;
	Revision result;
	result.id = id;
	result.parents = std::move(parents);
	result.labels = std::move(labels);
	result.date = DateTime::fromMicroseconds(++clock);
	result.path = id + ".sql";
	return result;
}


/// aaa1 ← aab2 ← ccc3
RevisionGraph line()
{
	return RevisionGraph({revision("ccc3", {"aab2"}), revision("aab2", {"aaa1"}), revision("aaa1", {})});
}


/// aaa1 ← bbb1 (left) ← bbb2, aaa1 ← ccc1 (right)
std::vector<Revision> branches()
{
	return {revision("aaa1", {}), revision("bbb1", {"aaa1"}, {"left"}), revision("bbb2", {"bbb1"}),
			revision("ccc1", {"aaa1"}, {"right"})};
}


RevisionGraph merged()
{
	std::vector<Revision> revisions = branches();
	revisions.push_back(revision("mmm1", {"bbb2", "ccc1"}));
	return RevisionGraph(std::move(revisions));
}


std::string text(const RevisionIds& ids)
{
	std::string result;
	for (const std::string& id : ids)
		result += (result.empty() ? "" : " ") + id;
	return result;
}


std::string text(const std::vector<const Revision*>& path)
{
	std::string result;
	for (const Revision* one : path)
		result += (result.empty() ? "" : " ") + one->id;
	return result;
}


std::string failure(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const DatabaseException& exception)
	{
		return exception.message();
	}
	return "no failure";
}


} // namespace


class RevisionGraphTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RevisionGraphTest);
	CPPUNIT_TEST(testParentsComeFirst);
	CPPUNIT_TEST(testFaultsOfTheSetAreNamed);
	CPPUNIT_TEST(testTargetsOfALine);
	CPPUNIT_TEST(testTargetsThatAreNoneAreNamed);
	CPPUNIT_TEST(testRelativeTargetsCountFromWhatIsApplied);
	CPPUNIT_TEST(testRelativeTargetsBeyondTheEndsAreRefused);
	CPPUNIT_TEST(testLabelsNameTheirBranch);
	CPPUNIT_TEST(testSeveralHeadsNeedANarrowerTarget);
	CPPUNIT_TEST(testUpgradePathIsWhatIsMissing);
	CPPUNIT_TEST(testDowngradePathIsNewestFirst);
	CPPUNIT_TEST(testDowngradeOfABranchLeavesTheOther);
	CPPUNIT_TEST(testWalkFromMergeIsAmbiguous);
	CPPUNIT_TEST(testHeadsOfAppliedAreItsTips);
	CPPUNIT_TEST_SUITE_END();

public:
	void testParentsComeFirst()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1"), graph.revisions()[0].id);
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), graph.revisions()[2].id);
	}

	void testFaultsOfTheSetAreNamed()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql: the revision a is there already: a.sql"), failure([] {
								 RevisionGraph({revision("a", {}), revision("a", {})});
							 }));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql: its parent b does not exist"),
							 failure([] { RevisionGraph({revision("a", {"b"})}); }));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql: the revision descends from itself"), failure([] {
								 RevisionGraph({revision("a", {"b"}), revision("b", {"a"})});
							 }));
		CPPUNIT_ASSERT_EQUAL(std::string("b.sql: the label x is taken by a"), failure([] {
								 RevisionGraph({revision("a", {}, {"x"}), revision("b", {"a"}, {"x"})});
							 }));
	}

	void testTargetsOfALine()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), text(graph.resolve("head", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), text(graph.resolve("heads", {})));
		CPPUNIT_ASSERT_EQUAL(std::string(), text(graph.resolve("base", {"ccc3"})));
		CPPUNIT_ASSERT_EQUAL(std::string("aab2"), text(graph.resolve("aab2", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), text(graph.resolve("c", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("aab2"), text(graph.resolve("current", {"aab2"})));
	}

	void testTargetsThatAreNoneAreNamed()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("Can't locate revision identified by 'x'"),
							 failure([&] { graph.resolve("x", {}); }));
		CPPUNIT_ASSERT_EQUAL(std::string("Multiple revisions start with 'aa': aaa1, aab2"),
							 failure([&] { graph.resolve("aa", {}); }));
		CPPUNIT_ASSERT_EQUAL(std::string("No such branch: 'x'"),
							 failure([&] { graph.resolve("x@head", {}); }));
	}

	void testRelativeTargetsCountFromWhatIsApplied()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("aab2"), text(graph.resolve("+2", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("aab2"), text(graph.resolve("+1", {"aaa1"})));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1"), text(graph.resolve("-2", {"ccc3"})));
		CPPUNIT_ASSERT_EQUAL(std::string(), text(graph.resolve("-1", {"aaa1"})));
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), text(graph.resolve("aaa1+2", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("aab2"), text(graph.resolve("head-1", {})));
	}

	void testRelativeTargetsBeyondTheEndsAreRefused()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("Relative revision +9 didn't produce 9 migrations"),
							 failure([&] { graph.resolve("+9", {}); }));
		CPPUNIT_ASSERT_EQUAL(std::string("Relative revision -1 didn't produce 1 migrations"),
							 failure([&] { graph.resolve("-1", {}); }));
	}

	void testLabelsNameTheirBranch()
	{
		const RevisionGraph graph(branches());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb1"), text(graph.resolve("left", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2"), text(graph.resolve("left@head", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1"), text(graph.resolve("left@base", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2"), text(graph.resolve("left@bbb2", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("Revision ccc1 is not a member of branch 'left'"),
							 failure([&] { graph.resolve("left@ccc1", {}); }));
	}

	void testSeveralHeadsNeedANarrowerTarget()
	{
		const RevisionGraph graph(branches());
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"Multiple head revisions are present for given argument 'head'; please specify a specific "
				"target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all "
				"heads"),
			failure([&] { graph.resolve("head", {}); }));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 ccc1"), text(graph.resolve("heads", {})));
	}

	void testUpgradePathIsWhatIsMissing()
	{
		const RevisionGraph graph = merged();
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1 bbb1 bbb2 ccc1 mmm1"), text(graph.upgradePath("head", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("ccc1 mmm1"), text(graph.upgradePath("head", {"bbb2"})));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb1"), text(graph.upgradePath("left", {"ccc1"})));
		CPPUNIT_ASSERT_EQUAL(std::string(), text(graph.upgradePath("aaa1", {"mmm1"})));
	}

	void testDowngradePathIsNewestFirst()
	{
		const RevisionGraph graph = line();
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3"), text(graph.downgradePath("-1", {"ccc3"})));
		CPPUNIT_ASSERT_EQUAL(std::string("ccc3 aab2"), text(graph.downgradePath("aaa1", {"ccc3"})));
		CPPUNIT_ASSERT_EQUAL(std::string("aab2 aaa1"), text(graph.downgradePath("base", {"aab2"})));
		CPPUNIT_ASSERT_EQUAL(std::string("the database is not at or above ccc3, so it cannot go back to it"),
							 failure([&] { graph.downgradePath("ccc3", {"aab2"}); }));
	}

	void testDowngradeOfABranchLeavesTheOther()
	{
		const RevisionGraph graph(branches());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 bbb1"),
							 text(graph.downgradePath("left@base", {"bbb2", "ccc1"})));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2"), text(graph.downgradePath("bbb1", {"bbb2", "ccc1"})));
	}

	void testWalkFromMergeIsAmbiguous()
	{
		const RevisionGraph graph = merged();
		CPPUNIT_ASSERT_EQUAL(std::string("Ambiguous walk: mmm1 has more than one parent; name one of them"),
							 failure([&] { graph.downgradePath("-1", {"mmm1"}); }));
		CPPUNIT_ASSERT_EQUAL(
			std::string("Ambiguous walk: aaa1 has more than one successor; name one of them"),
			failure([&] { graph.upgradePath("+1", {"aaa1"}); }));
	}

	void testHeadsOfAppliedAreItsTips()
	{
		const RevisionGraph graph = merged();
		CPPUNIT_ASSERT_EQUAL(std::string("bbb1 ccc1"), text(graph.headsOf({"aaa1", "bbb1", "ccc1"})));
		CPPUNIT_ASSERT_EQUAL(std::string("mmm1"), text(graph.headsOf(graph.withAncestors({"mmm1"}))));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1"), text(graph.branchPoints()));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(RevisionGraphTest);

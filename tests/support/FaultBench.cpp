// SPDX-License-Identifier: MIT
#include "FaultBench.h"
#include "Census.h"
#include "HttpClient.h"
#include <algorithm>
#include <cppunit/TestAssert.h>
#include <cstdlib>
#include <iostream>
#include <sstream>


namespace Athanor::Test {


namespace {


std::string bindSection(const std::string& name, const std::string& connectionString, bool async,
						const Patience& patience)
{
	std::ostringstream ini;
	ini << "[database." << name << "]\nconnection_string = " << connectionString
		<< "\ncommit_mode = autocommit\ncreate_all = true\nasync = " << (async ? "true" : "false")
		<< "\n[database." << name << ".engine]\npool_size = " << FaultBench::connections
		<< "\nmax_overflow = 0\npool_timeout_ms = " << patience.pool.count()
		<< "\nconnect_timeout_ms = " << patience.connect.count()
		<< "\nstatement_timeout_ms = " << patience.statement.count()
		<< "\noptions.options = -c search_path=" << name << "\n[service." << name
		<< "]\nplugin = authors\nbind_key = " << name << "\npath = /" << name << "\n";
	return ini.str();
}


std::string iniFor(const std::string& connectionString, const Patience& patience)
{
	return "[server]\nlisten = 127.0.0.1:0\nloops = 2\nworkers = 8\n"
		   "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\nload = postgresql, authors\n"
		   "[database]\nbinds = blocking, looping\n" +
		   bindSection("blocking", connectionString, false, patience) +
		   bindSection("looping", connectionString, true, patience);
}


/// Gives each bind a schema; returns where the cluster is.
std::string prepared(const PrivateCluster& cluster)
{
	cluster.ask("CREATE SCHEMA blocking");
	cluster.ask("CREATE SCHEMA looping");
	return cluster.connectionString();
}


std::size_t occurrences(const std::string& text, const std::string& part)
{
	std::size_t count = 0;
	for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
		++count;
	return count;
}


} // namespace


bool fullNumbers()
{
	return std::getenv("ATHANOR_TEST_FULL") != nullptr;
}


void report(const std::string& line)
{
	std::cerr << "figures: " << line << "\n";
}


FaultBench::FaultBench(const Patience& patience):
	_daemon(Daemon::serving(_folder, iniFor(prepared(_cluster), patience)))
{
	// What is made at the first request of a kind (threads of a look-up, a cache) belongs to the daemon's own.
	for (const char* target : {"/blocking", "/looping", "/ready", "/live"})
		CPPUNIT_ASSERT_EQUAL(200, request(_daemon.port(), "GET", target).status);
	// The clients above are gone as soon as the daemon sees it.
	long least = otherDescriptors();
	_threads = threadsOf(_daemon.pid());
	for (int i = 0; i < 20; ++i)
		least = std::min(least, otherDescriptors());
	_descriptors = least;
}


void FaultBench::startLoad()
{
	const auto port = _daemon.port();
	_blocking = std::make_unique<AuthorsLoad>(port, "/blocking", clients);
	_looping = std::make_unique<AuthorsLoad>(port, "/looping", clients);
	// Until the pools are full and every client has found its pace.
	constexpr int warm = 25 * clients;
	const auto isWarm = [](const AuthorsLoad& load) { return load.count(Fate::Succeeded) >= warm; };
	CPPUNIT_ASSERT(eventually([&] { return isWarm(*_blocking) && isWarm(*_looping); }));
}


void FaultBench::stopLoad()
{
	_blocking->stop();
	_looping->stop();
	report(_blocking->summary());
	report(_looping->summary());
}


std::map<std::string, int> FaultBench::namesIn(const std::string& schema) const
{
	std::istringstream lines(_cluster.ask("SELECT string_agg(n || ' ' || name, E'\\n') FROM "
										  "(SELECT name, count(*) AS n FROM " +
										  schema + ".author GROUP BY name) AS counted"));
	std::map<std::string, int> names;
	int times = 0;
	for (std::string name; lines >> times && std::getline(lines >> std::ws, name);)
		names[name] = times;
	return names;
}


void FaultBench::requireTruthOf(const AuthorsLoad& load, const std::map<std::string, int>& stored)
{
	CPPUNIT_ASSERT_EQUAL_MESSAGE(load.complaints(), 0, load.count(Fate::Wrong));
	CPPUNIT_ASSERT_EQUAL_MESSAGE(load.complaints(), 0, load.count(Fate::Dropped));
	CPPUNIT_ASSERT_EQUAL(std::string(), load.disagreement(stored));
}


void FaultBench::requireTruth() const
{
	requireTruthOf(*_blocking, namesIn("blocking"));
	requireTruthOf(*_looping, namesIn("looping"));
}


long FaultBench::otherDescriptors() const
{
	return static_cast<long>(descriptorsOf(_daemon.pid())) - _cluster.daemonSessions();
}


void FaultBench::requireNoLeak() const
{
	// A client's end, and that of a session, is seen a little later.
	const bool settled = eventually([this] { return otherDescriptors() == _descriptors; });
	std::ostringstream figures;
	figures << "threads " << _threads << " before, " << threadsOf(_daemon.pid())
			<< " after; descriptors beside sessions " << _descriptors << " before, " << otherDescriptors()
			<< " after; sessions " << _cluster.daemonSessions();
	report(figures.str());
	CPPUNIT_ASSERT_MESSAGE(figures.str(), settled);
	CPPUNIT_ASSERT_EQUAL(_threads, threadsOf(_daemon.pid()));
	// Those of the pools, and two shared ones for each of two loops.
	CPPUNIT_ASSERT_MESSAGE(figures.str(), _cluster.daemonSessions() <= 2 * connections + 4);
	CPPUNIT_ASSERT_EQUAL_MESSAGE("the daemon was restarted", std::size_t{1},
								 occurrences(_daemon.errors(), "listening on http://"));
}


} // namespace Athanor::Test

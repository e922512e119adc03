// The daemon's life: signals, log files, the pid file, the background.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <exception>
#include <thread>

using namespace Athanor::Test;


class DaemonLifeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DaemonLifeTest);
	CPPUNIT_TEST(testStartLogsPluginsBindsRoutesAndAddress);
	CPPUNIT_TEST(testTerminationSignalsIdleStopWithStatusZero);
	CPPUNIT_TEST(testTerminationWithRequestInFlightAnswersIt);
	CPPUNIT_TEST(testTerminationTwiceEndsAtOnce);
	CPPUNIT_TEST(testTerminationWithIdleConnectionClosesIt);
	CPPUNIT_TEST(testFaultEndsWithItsOwnSignal);
	CPPUNIT_TEST(testHangupIsLoggedAndSurvived);
	CPPUNIT_TEST(testReopenAfterRenameLosesNoLine);
	CPPUNIT_TEST(testReopenOfPocoFileChannelAfterRenameLosesNoLine);
	CPPUNIT_TEST(testReopenWithFolderGoneKeepsServing);
	CPPUNIT_TEST(testJsonLogHasOneObjectPerLine);
	CPPUNIT_TEST(testLogOfHostileTargetStaysOnItsLine);
	CPPUNIT_TEST(testPidFileHoldsProcessAndIsRemoved);
	CPPUNIT_TEST(testPidFileHeldByDaemonRefusesAnother);
	CPPUNIT_TEST(testPidFileLeftBehindIsTakenOver);
	CPPUNIT_TEST(testPidFileInMissingFolderIsRefused);
	CPPUNIT_TEST(testDaemonServesInBackgroundFromItsWorkingDirectory);
	CPPUNIT_TEST(testRestartKeepsData);
	CPPUNIT_TEST(testDaemonsStartedAtOnceShareDatabase);
	CPPUNIT_TEST(testClientsAtOnceLoseNoAuthor);
	CPPUNIT_TEST_SUITE_END();

public:
	void testStartLogsPluginsBindsRoutesAndAddress()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni());
		daemon.port();
		const std::string log = daemon.errors();
		for (const char* part :
			 {"plugin sqlite 1.0.0", "plugin authors 1.0.0", "bind default", "commit_mode autocommit",
			  "create_all true", "route GET /authors", "route PATCH /authors/{id"})
			CPPUNIT_ASSERT_MESSAGE(part + log, contains(log, part));
	}

	void testTerminationSignalsIdleStopWithStatusZero()
	{
		for (const int signal : {SIGTERM, SIGINT, SIGQUIT})
		{
			const Folder folder;
			Daemon daemon = Daemon::serving(folder, authorsIni());
			daemon.port();
			daemon.signal(signal);
			CPPUNIT_ASSERT_EQUAL(0, daemon.wait());
			CPPUNIT_ASSERT(contains(daemon.errors(), "stopped"));
		}
	}

	void testTerminationWithRequestInFlightAnswersIt()
	{
		const Folder folder;
		Daemon daemon = Daemon::serving(folder, authorsIni());
		HttpClient client(daemon.port());
		beginPost(client);
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT(eventually([&] { return contains(daemon.errors(), "stopping"); }));
		client.send(body);
		const Reply reply = client.receive();
		CPPUNIT_ASSERT_EQUAL(201, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("close"), reply.header("Connection"));
		CPPUNIT_ASSERT_EQUAL(std::string(), client.rest());
		CPPUNIT_ASSERT_EQUAL(0, daemon.wait());
	}

	void testTerminationTwiceEndsAtOnce()
	{
		const Folder folder;
		Daemon daemon = Daemon::serving(folder, authorsIni("body_grace_ms = 3600000\n"));
		HttpClient client(daemon.port());
		beginPost(client);
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT(eventually([&] { return contains(daemon.errors(), "stopping"); }));
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT_EQUAL(128 + SIGTERM, daemon.wait());
	}

	void testTerminationWithIdleConnectionClosesIt()
	{
		const Folder folder;
		Daemon daemon = Daemon::serving(folder, authorsIni());
		HttpClient client(daemon.port());
		CPPUNIT_ASSERT_EQUAL(200, client.request("GET", "/authors").status);
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT_EQUAL(std::string(), client.rest());
		CPPUNIT_ASSERT_EQUAL(0, daemon.wait());
	}

	void testFaultEndsWithItsOwnSignal()
	{
		const Folder folder;
		Daemon daemon = Daemon::serving(folder, authorsIni());
		daemon.port();
		daemon.signal(SIGSEGV);
		// Not SIGABRT, which Poco's handler would make of it.
		CPPUNIT_ASSERT_EQUAL(128 + SIGSEGV, daemon.wait());
	}

	void testHangupIsLoggedAndSurvived()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni());
		const auto port = daemon.port();
		daemon.signal(SIGHUP);
		CPPUNIT_ASSERT(eventually([&] { return contains(daemon.errors(), "SIGHUP ignored"); }));
		CPPUNIT_ASSERT_EQUAL(200, request(port, "GET", "/authors").status);
	}

	void testReopenAfterRenameLosesNoLine()
	{
		rotateUnderLoad("access_log = true\n[logging]\noutput = athanor.log\n");
	}

	void testReopenOfPocoFileChannelAfterRenameLosesNoLine()
	{
		rotateUnderLoad("access_log = true\n"
						"[logging.loggers.root]\nchannel = file\nlevel = information\n"
						"[logging.channels.file]\nclass = FileChannel\npath = " +
						_folder.path("athanor.log") + "\npattern = %s: %t\n");
	}

	void testReopenWithFolderGoneKeepsServing()
	{
		const Folder folder;
		std::string ini = authorsIni("[logging]\noutput = logs/athanor.log\n");
		CPPUNIT_ASSERT_EQUAL(0, std::system(("mkdir " + folder.path("logs")).c_str()));
		const Daemon daemon = Daemon::serving(folder, ini);
		const std::string log = folder.path("logs/athanor.log");
		CPPUNIT_ASSERT(eventually([&] { return portOf(readFile(log)) != 0; }));
		CPPUNIT_ASSERT_EQUAL(0, std::rename(folder.path("logs").c_str(), folder.path("gone").c_str()));
		daemon.signal(SIGUSR1);
		const std::string old = folder.path("gone/athanor.log");
		CPPUNIT_ASSERT(
			eventually([&] { return contains(readFile(old), "cannot open the log file " + log); }));
		CPPUNIT_ASSERT_EQUAL(200, request(portOf(readFile(old)), "GET", "/authors").status);
	}

	void testJsonLogHasOneObjectPerLine()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni("[logging]\nformat = json\n"));
		daemon.port();
		const std::string log = daemon.errors();
		CPPUNIT_ASSERT_MESSAGE(
			log, contains(log, "\"level\":\"information\",\"logger\":\"athanor.server\",\"text\":\"plugin"));
		CPPUNIT_ASSERT_EQUAL(count(log, "\n"), count(log, "{\"time\":\""));
		CPPUNIT_ASSERT_EQUAL(count(log, "\n"), count(log, "\"}\n"));
	}

	void testLogOfHostileTargetStaysOnItsLine()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni("access_log = true\n"));
		const auto port = daemon.port();
		const std::size_t before = count(daemon.errors(), "\n");
		request(port, "GET", "/x%0AForged%20line%1B[2J");
		CPPUNIT_ASSERT(eventually([&] { return count(daemon.errors(), "\n") > before; }));
		CPPUNIT_ASSERT_EQUAL(before + 1, count(daemon.errors(), "\n"));
		CPPUNIT_ASSERT(!contains(daemon.errors(), "\x1B"));
	}

	void testPidFileHoldsProcessAndIsRemoved()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		Daemon daemon(folder, {"--config", "athanor.ini", "--pidfile", "athanor.pid"});
		daemon.port();
		CPPUNIT_ASSERT_EQUAL(std::to_string(daemon.pid()) + "\n", readFile(folder.path("athanor.pid")));
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT_EQUAL(0, daemon.wait());
		CPPUNIT_ASSERT_EQUAL(-1, std::remove(folder.path("athanor.pid").c_str()));
	}

	void testPidFileHeldByDaemonRefusesAnother()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		const Daemon first(folder, {"--config", "athanor.ini", "--pidfile", "athanor.pid"});
		first.port();
		const Outcome second = runDaemon(folder, {"--config", "athanor.ini", "--pidfile", "athanor.pid"});
		CPPUNIT_ASSERT_EQUAL(71, second.status);
		CPPUNIT_ASSERT_EQUAL("athanord: pid file " + folder.path("athanor.pid") +
								 ": another daemon runs with it, process " + std::to_string(first.pid()) +
								 "\n",
							 second.errors);
		CPPUNIT_ASSERT_EQUAL(std::to_string(first.pid()) + "\n", readFile(folder.path("athanor.pid")));
	}

	void testPidFileLeftBehindIsTakenOver()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		folder.file("athanor.pid", "1234567890\n");
		const Daemon daemon(folder, {"--config", "athanor.ini", "--pidfile=athanor.pid"});
		daemon.port();
		CPPUNIT_ASSERT_EQUAL(std::to_string(daemon.pid()) + "\n", readFile(folder.path("athanor.pid")));
	}

	void testPidFileInMissingFolderIsRefused()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		const Outcome outcome =
			runDaemon(folder, {"--config", "athanor.ini", "--pidfile", "none/athanor.pid"});
		CPPUNIT_ASSERT_EQUAL(71, outcome.status);
		CPPUNIT_ASSERT(contains(outcome.errors, "none/athanor.pid: No such file or directory"));
	}

	void testDaemonServesInBackgroundFromItsWorkingDirectory()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni("[logging]\noutput = athanor.log\n"));
		Daemon starter(folder, {"--config", "athanor.ini", "--daemon", "--pidfile", "athanor.pid"});
		CPPUNIT_ASSERT_EQUAL(0, starter.wait());
		// It serves as soon as the command ends: nothing to wait for.
		const auto port = portOf(readFile(folder.path("athanor.log")));
		const pid_t pid = std::stoi(readFile(folder.path("athanor.pid")));
		CPPUNIT_ASSERT_EQUAL(201, request(port, "POST", "/authors", body).status);
		CPPUNIT_ASSERT(!readFile(folder.path("test.db")).empty());
		CPPUNIT_ASSERT_EQUAL(0, ::kill(pid, SIGTERM));
		CPPUNIT_ASSERT(eventually([&] { return readFile(folder.path("athanor.pid")).empty(); }));
		CPPUNIT_ASSERT(contains(readFile(folder.path("athanor.log")), "stopped"));
		CPPUNIT_ASSERT_EQUAL(std::string(), starter.errors());
	}

	void testRestartKeepsData()
	{
		const Folder folder;
		std::string location;
		{
			Daemon daemon = Daemon::serving(folder, authorsIni());
			location = request(daemon.port(), "POST", "/authors", body).header("Location");
			daemon.signal(SIGKILL);
			CPPUNIT_ASSERT_EQUAL(128 + SIGKILL, daemon.wait());
		}
		const Daemon daemon = Daemon::serving(folder, authorsIni());
		const Reply reply = request(daemon.port(), "GET", location);
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT(contains(reply.body, "\"name\":\"Ursula\""));
	}

	void testDaemonsStartedAtOnceShareDatabase()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		std::vector<std::unique_ptr<Daemon>> daemons;
		for (int i = 0; i < 4; ++i)
			daemons.push_back(
				std::make_unique<Daemon>(folder, std::vector<std::string>{"--config", "athanor.ini"}));
		for (const auto& daemon : daemons)
			CPPUNIT_ASSERT_EQUAL(201, request(daemon->port(), "POST", "/authors", body).status);
		for (const auto& daemon : daemons)
			CPPUNIT_ASSERT(contains(request(daemon->port(), "GET", "/authors").body, "\"total\":4}"));
	}

	void testClientsAtOnceLoseNoAuthor()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni());
		const auto port = daemon.port();
		std::atomic<int> created{0};
		std::vector<std::thread> clients;
		for (int i = 0; i < 8; ++i)
			clients.emplace_back([&] {
				untilFailure(
					[&, left = 25](HttpClient& client) mutable {
						created += client.request("POST", "/authors", body).status == 201 ? 1 : 0;
						return --left > 0;
					},
					port);
			});
		for (std::thread& client : clients)
			client.join();
		CPPUNIT_ASSERT_EQUAL(200, created.load());
		CPPUNIT_ASSERT(contains(request(port, "GET", "/authors").body, "\"total\":200}"));
	}

private:
	inline static const std::string body = R"({"name":"Ursula","dob":"1929-10-21"})";

	static std::size_t count(const std::string& text, const std::string& part)
	{
		std::size_t found = 0;
		for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
			++found;
		return found;
	}

	/// Sends the header of a POST and waits until the server is busy with it: it asks for the body.
	static void beginPost(HttpClient& client)
	{
		client.send("POST /authors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					"Expect: 100-continue\r\nContent-Length: " +
					std::to_string(body.size()) + "\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(100, client.receive().status);
	}

	/// Repeats a step on a connection until it returns false or the server fails it. For threads, where nothing may be
	/// thrown; what is missing then is missed by the caller's count.
	template <typename Step>
	static void untilFailure(Step step, std::uint16_t port)
	{
		try
		{
			HttpClient client(port);
			while (step(client))
			{
			}
		}
		catch (const std::exception&)
		{
			return;
		}
	}

	/// Renames the log again and again while clients make lines, and counts them.
	void rotateUnderLoad(const std::string& more)
	{
		const std::string log = _folder.path("athanor.log");
		Daemon daemon = Daemon::serving(_folder, authorsIni(more));
		CPPUNIT_ASSERT(eventually([&] { return portOf(readFile(log)) != 0; }));
		const auto port = portOf(readFile(log));
		std::atomic<bool> stop{false};
		std::atomic<std::size_t> sent{0};
		std::thread load([&] {
			untilFailure(
				[&](HttpClient& client) {
					client.request("GET", "/authors");
					++sent;
					return !stop;
				},
				port);
		});
		std::string lines;
		for (int i = 0; i < 20; ++i)
		{
			const std::string old = log + "." + std::to_string(i);
			const std::size_t before = sent;
			const bool renamed = std::rename(log.c_str(), old.c_str()) == 0;
			daemon.signal(SIGUSR1);
			if (!renamed || !eventually([&] { return sent > before + 10 && !readFile(log).empty(); })) break;
			lines += readFile(old);
		}
		stop = true;
		load.join();
		daemon.signal(SIGTERM);
		CPPUNIT_ASSERT_EQUAL(0, daemon.wait());
		lines += readFile(log);
		CPPUNIT_ASSERT(sent > 200);
		CPPUNIT_ASSERT_EQUAL(sent.load(), count(lines, "\"GET /authors\" 200"));
	}

	Folder _folder;
};


CPPUNIT_TEST_SUITE_REGISTRATION(DaemonLifeTest);

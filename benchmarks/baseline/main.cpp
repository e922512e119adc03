// The server a Poco user would write today, as Poco's samples do it: HTTPServer, SessionPool,
// `session << sql, use, into, now` and Poco::JSON. The daemon is measured against it.
// usage: athanor_baseline PORT sqlite|postgresql CONNECTION      serves until SIGTERM
// SPDX-License-Identifier: MIT
#include "Handlers.h"
#include "Poco/Data/LOB.h"
#include "Poco/Data/PostgreSQL/Connector.h"
#include "Poco/Data/SQLite/Connector.h"
#include "Poco/Exception.h"
#include "Poco/Net/HTTPServer.h"
#include "Poco/NumberParser.h"
#include "Poco/ThreadPool.h"
#include <csignal>
#include <iostream>
#include <memory>
#include <string>


namespace {


constexpr int threads = 64;


std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> makeFactory(const std::string& connector,
																  Poco::Data::SessionPool& sessions)
{
	if (connector == "sqlite") return std::make_unique<Baseline::HandlerFactory<Poco::Data::BLOB>>(sessions);
	return std::make_unique<Baseline::HandlerFactory<std::string>>(sessions);
}


void serve(Poco::UInt16 port, const std::string& connector, const std::string& connection)
{
	Poco::Data::SessionPool sessions(connector, connection, 1, threads);
	Poco::ThreadPool pool(threads, threads + 1);
	Poco::Net::HTTPServerParams::Ptr parameters(new Poco::Net::HTTPServerParams);
	parameters->setMaxThreads(threads);
	parameters->setMaxQueued(2048);
	parameters->setKeepAlive(true);
	parameters->setMaxKeepAliveRequests(0);
	Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", port), 1024);
	Poco::Net::HTTPServer server(makeFactory(connector, sessions).release(), pool, socket, parameters);
	server.start();
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	int signal = 0;
	sigwait(&stop, &signal);
	server.stopAll(true);
}


} // namespace


int main(int argc, char** argv)
{
	if (argc != 4)
	{
		std::cerr << "usage: athanor_baseline PORT sqlite|postgresql CONNECTION" << std::endl;
		return 2;
	}
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	pthread_sigmask(SIG_BLOCK, &stop, nullptr);
	Poco::Data::SQLite::Connector::registerConnector();
	Poco::Data::PostgreSQL::Connector::registerConnector();
	try
	{
		serve(static_cast<Poco::UInt16>(Poco::NumberParser::parseUnsigned(argv[1])), argv[2], argv[3]);
	}
	catch (const Poco::Exception& exception)
	{
		std::cerr << "athanor_baseline: " << exception.displayText() << std::endl;
		return 1;
	}
	return 0;
}

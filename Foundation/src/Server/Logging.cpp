//
// Logging.cpp
//
// Library: Foundation
// Package: Server
//
// How the daemon's log is set up, and reopened.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/Logging.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Server/LoggingChannel.h"
#include "Poco/AutoPtr.h"
#include "Poco/FileChannel.h"
#include "Poco/Instantiator.h"
#include "Poco/Logger.h"
#include "Poco/LoggingFactory.h"
#include "Poco/Util/LoggingConfigurator.h"
#include "Poco/Util/MapConfiguration.h"
#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


namespace {


class PocoFileChannel;


/// The channels that reopenLogs() knows.
struct OpenLogs
{
	std::mutex mutex;
	Poco::AutoPtr<LoggingChannel> own;
	std::vector<PocoFileChannel*> poco; ///< they take themselves out

	static OpenLogs& instance()
	{
		// Never destroyed: Poco's loggers let go of their channels in destructors of static objects.
		static OpenLogs& logs = *std::make_unique<OpenLogs>().release();
		return logs;
	}
};


/// Poco's FileChannel, which can neither be closed while another thread logs nor meet a full disk without throwing
/// into whoever logs.
class PocoFileChannel: public Poco::FileChannel
{
public:
	PocoFileChannel()
	{
		OpenLogs& logs = OpenLogs::instance();
		const std::lock_guard lock(logs.mutex);
		logs.poco.push_back(this);
	}

	void log(const Poco::Message& message) override
	{
		const std::lock_guard lock(_reopening);
		try
		{
			Poco::FileChannel::log(message);
		}
		catch (const Poco::Exception&)
		{
			// There is nowhere to report it to: this is the log.
			Poco::FileChannel::close();
		}
	}

	void reopen()
	{
		const std::lock_guard lock(_reopening);
		Poco::FileChannel::close();
		Poco::FileChannel::open();
	}

protected:
	~PocoFileChannel() override
	{
		OpenLogs& logs = OpenLogs::instance();
		const std::lock_guard lock(logs.mutex);
		logs.poco.erase(std::remove(logs.poco.begin(), logs.poco.end(), this), logs.poco.end());
	}

private:
	std::mutex _reopening;
};


constexpr const char* pocoFileChannel = "AthanorFileChannel";


void registerPocoFileChannel()
{
	static std::once_flag once;
	std::call_once(once, [] {
		Poco::LoggingFactory::defaultFactory().registerChannelClass(
			pocoFileChannel, new Poco::Instantiator<PocoFileChannel, Poco::Channel>);
	});
}


bool isClassKey(const std::string& key)
{
	constexpr std::string_view end = ".class";
	return key.size() > end.size() && key.compare(key.size() - end.size(), end.size(), end) == 0;
}


void configurePoco(const LoggingConfig& config)
{
	registerPocoFileChannel();
	Poco::AutoPtr<Poco::Util::MapConfiguration> map(new Poco::Util::MapConfiguration);
	for (const auto& [key, value] : config.properties)
		map->setString(key, isClassKey(key) && value == "FileChannel" ? pocoFileChannel : value);
	try
	{
		Poco::Util::LoggingConfigurator().configure(map);
	}
	catch (const Poco::Exception& exc)
	{
		throw ImproperConfigurationException("[logging] cannot be set up: " + exc.displayText());
	}
}


void configureRoot(const LoggingConfig& config)
{
	Poco::AutoPtr<LoggingChannel> channel(new LoggingChannel(config.file, config.format));
	{
		OpenLogs& logs = OpenLogs::instance();
		const std::lock_guard lock(logs.mutex);
		logs.own = channel;
	}
	// For the root, which must exist, and every logger that does; later ones inherit.
	Poco::Logger::root();
	Poco::Logger::setChannel("", channel);
	Poco::Logger::setLevel("", Poco::Logger::parseLevel(config.level));
}


void report(const std::string& text) noexcept
{
	try
	{
		Poco::Logger::get("athanor.server").error(text);
	}
	catch (...) // NOLINT(bugprone-empty-catch)
	{
		// A log that does not work cannot be logged.
	}
}


template <typename Channel>
void reopen(Channel& channel) noexcept
{
	try
	{
		channel.reopen();
	}
	catch (const Poco::Exception& exc)
	{
		report(exc.message());
	}
	catch (const std::exception& exc)
	{
		report(exc.what());
	}
}


} // namespace


void configureLogging(const LoggingConfig& config)
{
	if (config.hasOwnChannels())
		configurePoco(config);
	else
		configureRoot(config);
}


void reopenLogs() noexcept
{
	OpenLogs& logs = OpenLogs::instance();
	// Copies, so that reporting a failure holds no lock. Poco's channels live until the process ends: the
	// registry of the configurator keeps them.
	Poco::AutoPtr<LoggingChannel> own;
	std::vector<PocoFileChannel*> poco;
	{
		const std::lock_guard lock(logs.mutex);
		own = logs.own;
		poco = logs.poco;
	}
	if (own) reopen(*own);
	for (PocoFileChannel* channel : poco)
		reopen(*channel);
}


LoggingErrorHandler::~LoggingErrorHandler() = default;


void LoggingErrorHandler::exception(const Poco::Exception& exc)
{
	report("a thread ended with " + exc.displayText());
}


void LoggingErrorHandler::exception(const std::exception& exc)
{
	report(std::string("a thread ended with ") + exc.what());
}


void LoggingErrorHandler::exception()
{
	report("a thread ended with an unknown exception");
}


} // namespace Athanor

//
// Logging.h
//
// Library: Foundation
// Package: Server
//
// How the daemon's log is set up, and reopened.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Logging_INCLUDED
#define Athanor_Server_Logging_INCLUDED


#include "Athanor/Config/LoggingConfig.h"
#include "Athanor/Core/API.h"
#include "Poco/ErrorHandler.h"


namespace Athanor {


/// Sets up Poco's loggers as section [logging] says: level, console (standard error) or file, text or JSON; or
/// Poco's own channels where the file configures those.
///
/// Each message is one line and one write: nothing is held back in the process, lines of several threads and
/// processes do not mix, and a full disk costs lines (their number is logged when there is room again) but
/// never stops the daemon. Files are opened for appending and never rotated here: logrotate does that, and
/// sends SIGUSR1.
///
///     configureLogging(configuration.logging());
///     Poco::Logger::get("athanor.server").information("…");
///
/// Thread safety: one thread at a time, before other threads log.
/// Throws ImproperConfigurationException naming the file and the cause if it cannot be opened, or if Poco
/// refuses its own sections.
Athanor_API void configureLogging(const LoggingConfig& config);


/// Opens every log file anew, by its name: to be called after logrotate renamed it. No line is lost. A file that
/// cannot be opened is reported to the log, which goes on in the old one.
///
/// Thread safety: may be called while other threads log.
Athanor_API void reopenLogs() noexcept;


/// Logs what a Poco thread threw and nobody caught. Install one, for the life of the process:
///
///     Athanor::LoggingErrorHandler errors;
///     Poco::ErrorHandler::set(&errors);
///
/// Thread safety: thread-safe.
class Athanor_API LoggingErrorHandler: public Poco::ErrorHandler
{
public:
	LoggingErrorHandler() = default;
	~LoggingErrorHandler() override;

	void exception(const Poco::Exception& exc) override;
	void exception(const std::exception& exc) override;
	void exception() override;
};


} // namespace Athanor


#endif // Athanor_Server_Logging_INCLUDED

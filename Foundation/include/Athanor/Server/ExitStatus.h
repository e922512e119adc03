//
// ExitStatus.h
//
// Library: Foundation
// Package: Server
//
// What the exit status of a program says, and how a failed step of its start becomes one.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_ExitStatus_INCLUDED
#define Athanor_Server_ExitStatus_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Poco/Exception.h"
#include <string>


namespace Athanor {


/// Exit statuses; those above 60 are those of sysexits.h. `athanord --help` explains them to users.
enum ExitStatus
{
	exitDone = 0,
	exitFailed = 1,
	exitUsage = 2,
	exitDatabase = 69,
	exitPlugin = 70,
	exitListen = 71,
	exitConfiguration = 78
};


/// A step of the start that failed. Ends the program; no exception of the tree in Core/Exceptions.h, because
/// nothing else may be done about it.
///
/// Thread safety: a value.
struct StartFailure
{
	ExitStatus status;
	std::string message; ///< one line, or one for each mistake of a configuration
};


/// What to tell the operator: the message, and which database it is about.
inline std::string failureText(const DatabaseException& exception)
{
	const std::string& bindKey = exception.detail().bindKey;
	return bindKey.empty() ? exception.message() : "bind " + bindKey + ": " + exception.message();
}


/// Runs a step of the start and returns what it returns. What goes wrong in it becomes a StartFailure with that
/// status; a mistake of the configuration that shows only with the plugins is one of the configuration.
///
///     attempt(exitListen, [&] { host.listen(); });
///
/// Throws StartFailure.
template <typename Step>
auto attempt(ExitStatus status, Step step)
{
	try
	{
		return step();
	}
	catch (const ImproperConfigurationException& exc)
	{
		throw StartFailure{status == exitPlugin ? exitConfiguration : status, failureText(exc)};
	}
	catch (const DatabaseException& exc)
	{
		throw StartFailure{status, failureText(exc)};
	}
	catch (const Poco::Exception& exc)
	{
		throw StartFailure{status, exc.displayText()};
	}
	catch (const std::exception& exc)
	{
		throw StartFailure{status, exc.what()};
	}
}


} // namespace Athanor


#endif // Athanor_Server_ExitStatus_INCLUDED

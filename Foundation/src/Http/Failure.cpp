//
// Failure.cpp
//
// Library: Foundation
// Package: Http
//
// Tells the log about exceptions.
//
// SPDX-License-Identifier: MIT
//
#include "Failure.h"
#include "Poco/Exception.h"
#include "Poco/Logger.h"


namespace Athanor::Http {


std::string describe(const std::exception_ptr& error)
{
	try
	{
		std::rethrow_exception(error);
	}
	catch (const Poco::Exception& e)
	{
		return e.displayText();
	}
	catch (const std::exception& e)
	{
		return e.what();
	}
	catch (...)
	{
		return "an exception of an unknown type";
	}
}


void logFailure(std::string_view what, const std::exception_ptr& error) noexcept
{
	try
	{
		Poco::Logger::get("athanor.http").error(std::string(what) + ": " + describe(error));
	}
	catch (...)
	{
		// A log channel that throws: there is nowhere left to tell.
		return;
	}
}


} // namespace Athanor::Http

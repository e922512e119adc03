// What the tests of the Config layer share.
// SPDX-License-Identifier: MIT
#ifndef Athanor_ConfigTestSupport_INCLUDED
#define Athanor_ConfigTestSupport_INCLUDED


#include "Athanor/Config/Configuration.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/AutoPtr.h"
#include "Poco/Util/LayeredConfiguration.h"
#include "Poco/Util/MapConfiguration.h"
#include "Poco/Util/SystemConfiguration.h"
#include <fstream>
#include <sstream>
#include <string>


namespace ConfigTestSupport {


/// What an application's configuration knows: application.dir, and Poco's system.*.
inline Poco::AutoPtr<Poco::Util::LayeredConfiguration> application()
{
	Poco::AutoPtr<Poco::Util::LayeredConfiguration> result(new Poco::Util::LayeredConfiguration);
	Poco::AutoPtr<Poco::Util::MapConfiguration> map(new Poco::Util::MapConfiguration);
	map->setString("application.dir", "/opt/athanor/bin/");
	result->add(map, 0);
	result->add(Poco::AutoPtr<Poco::Util::SystemConfiguration>(new Poco::Util::SystemConfiguration), 1);
	return result;
}


inline Athanor::Configuration parse(const std::string& text)
{
	auto config = application();
	return Athanor::Configuration::parse(text, "a.ini", *config, "/srv");
}


/// The message of the refusal, or empty when text was accepted.
inline std::string refusal(const std::string& text)
{
	try
	{
		parse(text);
	}
	catch (const Athanor::ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return {};
}


inline std::string projectFile(const std::string& path)
{
	return ATHANOR_SOURCE_DIR "/" + path;
}


inline std::string readFile(const std::string& path)
{
	std::ifstream file(path, std::ios::binary);
	std::ostringstream text;
	text << file.rdbuf();
	return text.str();
}


} // namespace ConfigTestSupport


#endif // Athanor_ConfigTestSupport_INCLUDED

//
// Settings.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/Settings.h"
#include "Values.h"
#include "Athanor/Config/ConfigSchema.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <sstream>
#include <locale>
#include <utility>


namespace Athanor {


using namespace ConfigValues;


namespace {


std::string numberText(double value)
{
	std::ostringstream stream;
	stream.imbue(std::locale::classic());
	stream << value;
	return stream.str();
}


} // namespace


Settings::Settings(ServiceConfig service):
	_service(std::move(service))
{
}


const Setting* Settings::declare(const std::string& key)
{
	if (ConfigSchema::instance().find("service.<name>", key)) misuse(key, "is a key of the core");
	const auto same = [&](const std::string& known) { return equalsIgnoreCase(known, key); };
	if (std::none_of(_declared.begin(), _declared.end(), same)) _declared.push_back(key);
	for (const auto& setting : _service.settings)
	{
		if (same(setting.key)) return &setting;
	}
	return nullptr;
}


std::int64_t Settings::integer(const std::string& key, std::int64_t defaultValue, std::int64_t minimum,
							   std::int64_t maximum)
{
	const auto* setting = declare(key);
	if (defaultValue < minimum || defaultValue > maximum) misuse(key, "has a default outside of its range");
	if (!setting) return defaultValue;
	const auto value = parseInteger(setting->value);
	if (!value)
		wrong(*setting, quote(setting->raw) + " is not a whole number");
	else if (*value < minimum || *value > maximum)
		wrong(*setting, setting->raw + " is not in the range " + std::to_string(minimum) + " to " +
							std::to_string(maximum));
	else
		return *value;
	return defaultValue;
}


double Settings::number(const std::string& key, double defaultValue, double minimum, double maximum)
{
	const auto* setting = declare(key);
	if (!(defaultValue >= minimum && defaultValue <= maximum))
		misuse(key, "has a default outside of its range");
	if (!setting) return defaultValue;
	const auto value = parseNumber(setting->value);
	if (!value)
		wrong(*setting, quote(setting->raw) + " is not a number");
	else if (*value < minimum || *value > maximum)
		wrong(*setting,
			  setting->raw + " is not in the range " + numberText(minimum) + " to " + numberText(maximum));
	else
		return *value;
	return defaultValue;
}


bool Settings::boolean(const std::string& key, bool defaultValue)
{
	const auto* setting = declare(key);
	if (!setting) return defaultValue;
	const auto value = parseBoolean(setting->value);
	if (!value)
		wrong(*setting, quote(setting->raw) + " is not true, false, yes, no, on or off",
			  closestMatch(setting->raw, {"true", "false", "yes", "no", "on", "off"}));
	return value.value_or(defaultValue);
}


std::string Settings::text(const std::string& key, const std::string& defaultValue)
{
	const auto* setting = declare(key);
	return setting ? setting->value : defaultValue;
}


std::string Settings::choice(const std::string& key, const std::string& defaultValue,
							 const std::vector<std::string>& choices)
{
	const auto* setting = declare(key);
	if (std::find(choices.begin(), choices.end(), defaultValue) == choices.end())
		misuse(key, "has a default that is none of its choices");
	if (!setting) return defaultValue;
	const auto value = parseChoice(setting->value, choices);
	if (!value)
		wrong(*setting, quote(setting->raw) + " is not " + joinChoices(choices),
			  closestMatch(setting->raw, choices));
	return value.value_or(defaultValue);
}


std::vector<ConfigError> Settings::undeclared() const
{
	auto known = _declared;
	for (const auto& name : ConfigSchema::instance().keyNames("service.<name>"))
	{
		known.push_back(name);
	}
	std::vector<ConfigError> result;
	for (const auto& setting : _service.settings)
	{
		const bool declared = std::any_of(_declared.begin(), _declared.end(), [&](const std::string& name) {
			return equalsIgnoreCase(name, setting.key);
		});
		if (declared) continue;
		result.push_back({setting.position, "service." + _service.name, setting.key, "unknown key",
						  closestMatch(setting.key, known)});
	}
	return result;
}


void Settings::wrong(const Setting& setting, const std::string& reason, const std::string& suggestion)
{
	_errors.add({setting.valuePosition, "service." + _service.name, setting.key, reason, suggestion});
}


void Settings::misuse(const std::string& key, const std::string& reason) const
{
	throw ImproperConfigurationException("plugin " + _service.plugin + ": setting \"" + key + "\" " + reason);
}


} // namespace Athanor

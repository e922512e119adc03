//
// Expander.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Expander.h"
#include "Values.h"
#include "Poco/Util/IniFileConfiguration.h"
#include <sstream>


namespace Athanor {


namespace {


constexpr int maxDepth = 10;


} // namespace


Expander::Expander(const IniDocument& document, Poco::Util::AbstractConfiguration& application):
	_layers(new Poco::Util::LayeredConfiguration)
{
	std::istringstream text(document.text());
	Poco::AutoPtr<Poco::Util::IniFileConfiguration> file(new Poco::Util::IniFileConfiguration(text));
	_layers->add(file, 0);
	_layers->add(Poco::AutoPtr<Poco::Util::AbstractConfiguration>(&application, true), 1);
}


std::optional<std::string> Expander::expand(std::string_view text, Problem& problem) const
{
	return expand(text, problem, 0);
}


std::optional<std::string> Expander::expand(std::string_view text, Problem& problem, int depth) const
{
	std::string result;
	std::size_t from = 0;
	for (;;)
	{
		const auto start = text.find("${", from);
		result += text.substr(from, start == std::string_view::npos ? start : start - from);
		if (start == std::string_view::npos) return result;
		problem.offset = ConfigValues::countCharacters(text.substr(0, start));
		const auto close = text.find('}', start);
		if (close == std::string_view::npos)
		{
			problem.reason = "${ has no closing }";
			return std::nullopt;
		}
		const std::string key(text.substr(start + 2, close - start - 2));
		const int offset = problem.offset;
		const auto value = lookUp(key, problem, depth);
		problem.offset = offset;
		if (!value) return std::nullopt;
		result += *value;
		from = close + 1;
	}
}


std::optional<std::string> Expander::lookUp(const std::string& key, Problem& problem, int depth) const
{
	if (depth >= maxDepth)
	{
		problem.reason = "${" + key + "} refers to itself or too deep";
		return std::nullopt;
	}
	if (key.empty() || !_layers->has(key))
	{
		problem.reason = key.rfind("system.env.", 0) == 0
							 ? "environment variable " + key.substr(11) + " is not set"
							 : "${" + key + "} is not known";
		return std::nullopt;
	}
	const std::string raw = _layers->getRawString(key);
	// What the system says is nobody's template, least of all a password.
	if (key.rfind("system.", 0) == 0) return raw;
	return expand(raw, problem, depth + 1);
}


} // namespace Athanor

//
// ConfigError.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/ConfigError.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <tuple>
#include <utility>


namespace Athanor {


std::string ConfigError::toString() const
{
	std::string result = position.file;
	if (position.line > 0)
		result += ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
	result += ": ";
	if (!section.empty()) result += '[' + section + ']' + (key.empty() ? "" : " ");
	result += key;
	if (!section.empty() || !key.empty()) result += ": ";
	result += reason;
	if (!suggestion.empty()) result += "; did you mean \"" + suggestion + "\"?";
	return result;
}


void ErrorList::add(ConfigError error)
{
	if (_errors.size() < maxKept)
		_errors.push_back(std::move(error));
	else
		++_leftOut;
}


void ErrorList::add(const std::vector<ConfigError>& errors)
{
	for (const auto& error : errors)
	{
		add(error);
	}
}


void ErrorList::add(const ErrorList& other)
{
	add(other._errors);
	_leftOut += other._leftOut;
}


std::vector<ConfigError> ErrorList::sorted() const
{
	auto result = _errors;
	std::stable_sort(result.begin(), result.end(), [](const ConfigError& left, const ConfigError& right) {
		return std::tie(left.position.line, left.position.column) <
			   std::tie(right.position.line, right.position.column);
	});
	return result;
}


std::string ErrorList::toString() const
{
	std::string result;
	for (const auto& error : sorted())
	{
		if (!result.empty()) result += '\n';
		result += error.toString();
	}
	if (_leftOut > 0) result += "\n... and " + std::to_string(_leftOut) + " more mistakes";
	return result;
}


void ErrorList::throwIfAny() const
{
	if (!empty()) throw ImproperConfigurationException(toString());
}


} // namespace Athanor

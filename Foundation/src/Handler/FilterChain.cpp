//
// FilterChain.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/FilterChain.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


namespace {


std::string checked(std::string path)
{
	if (path.empty() || path.front() != '/')
	{
		throw ImproperConfigurationException("the path of a filter begins with /, unlike \"" + path + "\"");
	}
	while (!path.empty() && path.back() == '/')
		path.pop_back();
	return path;
}


bool covers(std::string_view path, std::string_view pattern) noexcept
{
	if (pattern.substr(0, path.size()) != path) return false;
	return pattern.size() == path.size() || pattern[path.size()] == '/';
}


} // namespace


void FilterChain::before(std::string path, Before filter)
{
	_before.emplace_back(checked(std::move(path)), std::move(filter));
}


void FilterChain::after(std::string path, After filter)
{
	_after.emplace_back(checked(std::move(path)), std::move(filter));
}


bool FilterChain::hasAfter(std::string_view pattern) const noexcept
{
	return std::any_of(_after.begin(), _after.end(),
					   [&](const auto& filter) { return covers(filter.first, pattern); });
}


std::optional<Http::Response> FilterChain::runBefore(std::string_view pattern, RequestContext& context) const
{
	for (const auto& [path, filter] : _before)
	{
		if (!covers(path, pattern)) continue;
		if (std::optional<Http::Response> answer = filter(context)) return answer;
	}
	return std::nullopt;
}


void FilterChain::runAfter(std::string_view pattern, RequestContext& context, Http::Response& response) const
{
	for (auto filter = _after.rbegin(); filter != _after.rend(); ++filter)
	{
		if (covers(filter->first, pattern)) filter->second(context, response);
	}
}


} // namespace Athanor

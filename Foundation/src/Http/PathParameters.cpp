//
// PathParameters.cpp
//
// Library: Foundation
// Package: Http
//
// What the variable parts of a route matched.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/PathParameters.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor::Http {


namespace {


template <typename T>
const T& valueOf(const PathParameters& parameters, std::string_view name, const char* type)
{
	const PathParameters::Value* value = parameters.find(name);
	if (!value) throw InvalidRequestException("the route has no parameter \"" + std::string(name) + "\"");
	const T* typed = std::get_if<T>(value);
	if (!typed) throw InvalidRequestException("the parameter \"" + std::string(name) + "\" is not " + type);
	return *typed;
}


} // namespace


const PathParameters::Value* PathParameters::find(std::string_view name) const noexcept
{
	for (const auto& [key, value] : _values)
	{
		if (key == name) return &value;
	}
	return nullptr;
}


const std::string& PathParameters::text(std::string_view name) const
{
	return valueOf<std::string>(*this, name, "a text");
}


std::int64_t PathParameters::integer(std::string_view name) const
{
	return valueOf<std::int64_t>(*this, name, "an integer");
}


const UUID& PathParameters::uuid(std::string_view name) const
{
	return valueOf<UUID>(*this, name, "a UUID");
}


void PathParameters::add(std::string name, Value value)
{
	_values.emplace_back(std::move(name), std::move(value));
}


void PathParameters::clear() noexcept
{
	_values.clear();
}


} // namespace Athanor::Http

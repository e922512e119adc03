//
// Column.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Column.h"
#include "Athanor/Core/NanoID.h"


namespace Athanor {


namespace {


std::optional<Value> generate(Generator generator)
{
	switch (generator)
	{
	case Generator::UUIDv4:
		return Value(UUID::v4());
	case Generator::UUIDv6:
		return Value(UUID::v6());
	case Generator::UUIDv7:
		return Value(UUID::v7());
	case Generator::NanoID:
		return Value(nanoId());
	case Generator::Now:
		return Value(DateTime::now());
	case Generator::None:
	case Generator::Database:
		return std::nullopt;
	}
	return std::nullopt;
}


} // namespace


std::optional<Value> Column::initialValue() const
{
	if (generator != Generator::None) return generate(generator);
	if (defaultValue) return defaultValue;
	if (defaultFunction) return defaultFunction();
	return std::nullopt;
}


bool Column::hasDefault() const noexcept
{
	return generator != Generator::None || defaultValue || defaultFunction || !serverDefault.empty();
}


} // namespace Athanor

//
// PathParameters.h
//
// Library: Foundation
// Package: Http
//
// What the variable parts of a route matched.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_PathParameters_INCLUDED
#define Athanor_Http_PathParameters_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/UUID.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>


namespace Athanor::Http {


/// PathParameters are the values of the `{…}` parts of a route, typed as its pattern says, decoded once.
///
/// Thread safety: a value. Lifetime: references end with it.
class Athanor_API PathParameters
{
public:
	using Value = std::variant<std::string, std::int64_t, UUID>;

	/// The value of that name, or null.
	const Value* find(std::string_view name) const noexcept;

	/// `{name}` and `{name:*}`: UTF-8, may hold a decoded `/`.
	/// Throws InvalidRequestException if there is no such parameter or it has another type.
	const std::string& text(std::string_view name) const;
	/// `{name:int}`. Throws like text().
	std::int64_t integer(std::string_view name) const;
	/// `{name:uuid}`. Throws like text().
	const UUID& uuid(std::string_view name) const;

	std::size_t size() const noexcept
	{
		return _values.size();
	}
	/// In the order of the pattern.
	const std::vector<std::pair<std::string, Value>>& values() const noexcept
	{
		return _values;
	}

	void add(std::string name, Value value);
	void clear() noexcept;

private:
	std::vector<std::pair<std::string, Value>> _values;
};


} // namespace Athanor::Http


#endif // Athanor_Http_PathParameters_INCLUDED

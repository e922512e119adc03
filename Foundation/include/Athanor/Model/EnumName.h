//
// EnumName.h
//
// Library: Foundation
// Package: Model
//
// The words that the values of an enum are stored as.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_EnumName_INCLUDED
#define Athanor_Model_EnumName_INCLUDED


#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>


namespace Athanor {


/// An EnumName is one value of an enum with its word in the database and in JSON. A function `enumNames` beside the enum
/// lists them, and members of the enum are columns then:
///
///     enum class Genre { Novel, Poetry };
///     constexpr auto enumNames(Genre)
///     {
///         return std::array{EnumName{Genre::Novel, "novel"}, EnumName{Genre::Poetry, "poetry"}};
///     }
///
/// It is stored as text with a check, on every database alike: a value more is another check, which a migration
/// exchanges in its transaction. Renaming a word is a change of data.
///
/// Thread safety: a value.
template <typename E>
struct EnumName
{
	E value;
	std::string_view name;
};

template <typename E>
EnumName(E, const char*) -> EnumName<E>;


/// An enum whose names are listed.
template <typename E>
concept NamedEnum = std::is_enum_v<E> && requires(E value)
{
	{
		enumNames(value)[0].name
		} -> std::convertible_to<std::string_view>;
};


/// The word of a value; empty for a value that is not listed.
template <NamedEnum E>
constexpr std::string_view nameOf(E value) noexcept
{
	for (const EnumName<E>& each : enumNames(E{}))
	{
		if (each.value == value) return each.name;
	}
	return {};
}


} // namespace Athanor


#endif // Athanor_Model_EnumName_INCLUDED

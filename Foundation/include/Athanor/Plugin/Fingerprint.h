//
// Fingerprint.h
//
// Library: Foundation
// Package: Plugin
//
// The facts on which daemon and plugin must agree byte for byte.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Fingerprint_INCLUDED
#define Athanor_Plugin_Fingerprint_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Table.h"
#include "Poco/Version.h"
#include <cstddef>
#include <cstdint>
#include <string_view>


/// The version of the interface between daemon and plugins: 1000 * major + minor of the release.
#define ATHANOR_SDK_VERSION 1


namespace Athanor {


/// A text that is put together while compiling, zero-terminated and zero-filled.
///
/// Thread safety: a value.
template <std::size_t Capacity>
struct FixedText
{
	char data[Capacity] = {};

	/// Appends text. In a constant expression, text that does not fit fails the build.
	constexpr void append(std::string_view text)
	{
		std::size_t end = view().size();
		for (const char c : text)
			data[end++] = c;
		data[end] = 0;
	}

	constexpr void append(std::uint64_t number, unsigned base = 10)
	{
		if (number >= base) append(number / base, base);
		const char digit = "0123456789abcdef"[number % base];
		append(std::string_view(&digit, 1));
	}

	/// Up to the terminator.
	constexpr std::string_view view() const noexcept
	{
		std::size_t size = 0;
		while (size < Capacity && data[size] != 0)
			++size;
		return {data, size};
	}
};


using FingerprintText = FixedText<192>;


namespace Fingerprint {


#if defined(_LIBCPP_VERSION)
inline constexpr std::string_view standardLibrary = "libc++";
#elif defined(_GLIBCXX_DEBUG)
inline constexpr std::string_view standardLibrary = "libstdc++-debug";
#elif defined(__GLIBCXX__)
inline constexpr std::string_view standardLibrary = "libstdc++";
#else
inline constexpr std::string_view standardLibrary = "unknown";
#endif


#if defined(_GLIBCXX_USE_CXX11_ABI)
inline constexpr int stringAbi = _GLIBCXX_USE_CXX11_ABI;
#else
inline constexpr int stringAbi = 0;
#endif


// g++ says it with macros, clang with a function-like one that g++ cannot parse in a condition.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ATHANOR_SANITIZER_NAME "address"
#elif __has_feature(thread_sanitizer)
#define ATHANOR_SANITIZER_NAME "thread"
#elif __has_feature(memory_sanitizer)
#define ATHANOR_SANITIZER_NAME "memory"
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ATHANOR_SANITIZER_NAME "address"
#elif defined(__SANITIZE_THREAD__)
#define ATHANOR_SANITIZER_NAME "thread"
#endif
#ifndef ATHANOR_SANITIZER_NAME
#define ATHANOR_SANITIZER_NAME "none"
#endif


/// Condenses the sizes of types that daemon and plugin hand to each other (FNV-1a): whoever compiles against
/// other headers of the same version, or with options that change the layout of types, is found out. Of a flag that
/// found room in what was padding, which changes no size, the place is named.
constexpr std::uint32_t layout() noexcept
{
	const std::size_t sizes[] = {sizeof(ErrorDetail),    sizeof(DatabaseException),
								 sizeof(Value),          sizeof(Column),
								 sizeof(Table),          sizeof(Record),
								 sizeof(Statement),      sizeof(Capabilities),
								 sizeof(DatabaseConfig), sizeof(Access),
								 sizeof(Dialect),        offsetof(Statement, addsRow)};
	std::uint32_t hash = 2166136261U;
	for (const std::size_t size : sizes)
		hash = (hash ^ static_cast<std::uint32_t>(size)) * 16777619U;
	return hash;
}


constexpr FingerprintText make()
{
	FingerprintText text;
	text.append("pointer=");
	text.append(sizeof(void*));
	text.append(" c++abi=");
	// g++ counts details of name mangling here (1017), clang stays at the first of them (1002): both are 1.
	text.append(__GXX_ABI_VERSION / 1000);
	text.append(" library=");
	text.append(standardLibrary);
	text.append(" cxx11=");
	text.append(static_cast<std::uint64_t>(stringAbi));
	text.append(" poco=");
	text.append(POCO_VERSION >> 24 & 0xFF);
	text.append(".");
	text.append(POCO_VERSION >> 16 & 0xFF);
	text.append(".");
	text.append(POCO_VERSION >> 8 & 0xFF);
	text.append(".");
	text.append(POCO_VERSION & 0xFF);
	text.append(" sanitizer=" ATHANOR_SANITIZER_NAME);
	text.append(" layout=");
	text.append(layout(), 16);
	return text;
}


} // namespace Fingerprint


/// The fingerprint of the code that includes this: `key=value` parts with blanks between them.
///
/// In it is what changes the meaning of an object that crosses the boundary, and nothing else: g++ and clang
/// (both with libstdc++), debug and release give the same text; libc++, another Poco, the string of before
/// C++11 and a sanitizer on one side only do not.
inline constexpr FingerprintText abiFingerprint = Fingerprint::make();


} // namespace Athanor


#endif // Athanor_Plugin_Fingerprint_INCLUDED

//
// UUID.h
//
// Library: Foundation
// Package: Core
//
// A universally unique identifier of RFC 9562, versions 4, 6 and 7.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_UUID_INCLUDED
#define Athanor_Core_UUID_INCLUDED


#include "Athanor/Core/API.h"
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// A UUID is 16 bytes in network order.
///
/// Poco::UUID knows neither version 6 nor 7 and does not give its bytes away cheaply; this one is a plain
/// value that a row, a statement and a JSON buffer copy without allocation.
///
/// Thread safety: a value; the generators are thread-safe.
class Athanor_API UUID
{
public:
	using Bytes = std::array<std::uint8_t, 16>;

	/// The nil UUID.
	constexpr UUID() noexcept = default;
	explicit constexpr UUID(const Bytes& bytes) noexcept:
		_bytes(bytes)
	{
	}

	/// Random (version 4), from the kernel's generator.
	static UUID v4();
	/// Time ordered (version 6: 100 ns since 1582, reordered). Strictly increasing within a process.
	static UUID v6();
	/// Time ordered (version 7: Unix milliseconds). Strictly increasing within a process.
	static UUID v7();

	/// Reads the 36-character form, either case. Anything else (braces, no dashes, blanks) gives nothing.
	static std::optional<UUID> tryParse(std::string_view text) noexcept;
	/// Like tryParse. Throws SerializationException if text is no UUID.
	static UUID parse(std::string_view text);

	/// The 36-character form, lower case.
	std::string toString() const;
	/// Writes the 36 characters of toString() to `to`, without a terminator.
	void writeTo(char* to) const noexcept;

	const Bytes& bytes() const noexcept
	{
		return _bytes;
	}

	int version() const noexcept
	{
		return _bytes[6] >> 4;
	}

	bool isNil() const noexcept;

	auto operator<=>(const UUID&) const noexcept = default;

private:
	Bytes _bytes{};
};


} // namespace Athanor


#endif // Athanor_Core_UUID_INCLUDED

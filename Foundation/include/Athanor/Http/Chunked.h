//
// Chunked.h
//
// Library: Foundation
// Package: Http
//
// Decodes a chunked body, strictly.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Chunked_INCLUDED
#define Athanor_Http_Chunked_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Limits.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>


namespace Athanor::Http {


/// Chunked decodes the chunked transfer coding from pieces of any size.
///
/// Lines end in CRLF, sizes are 1 to 16 hexadecimal digits without blanks. Extensions and trailer fields are
/// checked, bounded and forgotten. It exists because parsers in use accept line ends and blanks here that
/// other parsers read differently.
///
/// Thread safety: one thread at a time.
class Athanor_API Chunked
{
public:
	enum class Status
	{
		NeedMore,
		Complete,
		Malformed,      ///< 400
		BodyTooLarge,   ///< 413
		TrailerTooLarge ///< 431
	};

	/// All extensions of one body together, in bytes; more is Malformed.
	static constexpr std::size_t maxExtensionBytes = 1024;

	void start() noexcept;

	/// Appends what it decodes to `body`; `consumed` is how many bytes of data belong to the body.
	Status decode(std::string_view data, std::string& body, const Limits& limits, std::size_t& consumed);

private:
	enum class State : std::uint8_t
	{
		Size,
		Extension,
		SizeLf,
		Data,
		DataCr,
		DataLf,
		Trailer,
		TrailerLf
	};

	/// One byte of framing; NeedMore to go on.
	Status step(char c, const std::string& body, const Limits& limits);
	Status stepSize(char c, const std::string& body, const Limits& limits);
	Status stepExtension(char c) noexcept;
	Status stepTrailer(char c, const Limits& limits);
	Status endTrailerLine(const Limits& limits);

	std::string _trailer; ///< the current trailer line
	std::uint64_t _size = 0;
	std::size_t _digits = 0;
	std::size_t _extensionBytes = 0;
	std::size_t _trailerBytes = 0;
	std::size_t _trailers = 0;
	State _state = State::Size;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Chunked_INCLUDED

//
// RandomBytes.h
//
// Library: Foundation
// Package: Core
//
// Random bytes of the kernel for identifiers.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_RandomBytes_INCLUDED
#define Athanor_Core_RandomBytes_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>
#include <cstdint>


namespace Athanor {


/// Fills `count` bytes, at most 512. They are fetched for many identifiers at a time, and never given out twice, by a
/// forked child neither. Throws Poco::SystemException if the kernel gives none. Thread safety: thread-safe.
Athanor_API void randomBytes(std::uint8_t* to, std::size_t count);


} // namespace Athanor


#endif // Athanor_Core_RandomBytes_INCLUDED

//
// NanoID.h
//
// Library: Foundation
// Package: Core
//
// Short random identifiers that are safe in URLs.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_NanoID_INCLUDED
#define Athanor_Core_NanoID_INCLUDED


#include "Athanor/Core/API.h"
#include <string>


namespace Athanor {


/// 21 characters of `A-Za-z0-9_-`, 126 random bits of the kernel's: as hard to guess as a UUID of version 4, and
/// shorter in a URL.
///
/// Throws Poco::SystemException if the kernel gives no random bytes. Thread safety: thread-safe.
/// Source: the nanoid algorithm (github.com/ai/nanoid), as used by advanced_alchemy/base.py NanoIDBase.
Athanor_API std::string nanoId();


} // namespace Athanor


#endif // Athanor_Core_NanoID_INCLUDED

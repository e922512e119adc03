//
// API.h
//
// Library: Foundation
// Package: Core
//
// The export macro of the Foundation library.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_API_INCLUDED
#define Athanor_Core_API_INCLUDED


/// Marks what the Foundation library offers to programs and plugins. Everything is compiled with hidden
/// visibility, so a symbol without this mark cannot be used by a plugin.
#define Athanor_API __attribute__((visibility("default")))


#endif // Athanor_Core_API_INCLUDED

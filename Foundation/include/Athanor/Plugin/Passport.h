//
// Passport.h
//
// Library: Foundation
// Package: Plugin
//
// What a plugin file says of itself before any of its code runs.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Passport_INCLUDED
#define Athanor_Plugin_Passport_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Plugin/Descriptor.h"
#include <cstdint>
#include <string>


namespace Athanor {


/// The content of the ELF note that ATHANOR_PLUGIN and ATHANOR_BACKEND put into a plugin file.
///
/// It protects from mistakes (a file of another release, another compiler, another machine; half a copy), not
/// from malice: whoever can write a plugin file can write its passport.
///
/// Thread safety: a value.
struct Passport
{
	std::uint32_t sdkVersion = 0; ///< 1000 * major + minor
	std::string fingerprint;      ///< `key=value` parts with blanks between them
	PluginKind kind = PluginKind::Service;
	std::string name;
	std::string version;

	bool operator==(const Passport&) const = default;
};


/// Reads the passport of a plugin that fits this process. Nothing of the file is executed or mapped.
///
/// Every message names the file and is one line. Throws PluginException for everything inspectPassport() and
/// requireCompatible() throw for.
Athanor_API Passport readPassport(const std::string& path);

/// Reads a passport and accepts every SDK version and fingerprint, for listings.
///
/// Throws PluginException if the file is missing, unreadable, not a regular file, empty, not ELF, shorter
/// than its own tables say, built for another machine, not a shared library, or has no or more than one
/// passport, or one that is not well formed.
Athanor_API Passport inspectPassport(const std::string& path);

/// Throws PluginException with the expected and the found value if SDK version or fingerprint are not those
/// of this process. The path is for the message.
Athanor_API void requireCompatible(const Passport& passport, const std::string& path);

/// `0.1` for 1: how people write an SDK version.
Athanor_API std::string sdkVersionText(std::uint32_t sdkVersion);

/// `service` or `backend`.
Athanor_API const char* toString(PluginKind kind) noexcept;


} // namespace Athanor


#endif // Athanor_Plugin_Passport_INCLUDED

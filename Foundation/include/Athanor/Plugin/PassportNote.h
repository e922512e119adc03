//
// PassportNote.h
//
// Library: Foundation
// Package: Plugin
//
// The passport of a plugin as it lies in the file: an ELF note.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_PassportNote_INCLUDED
#define Athanor_Plugin_PassportNote_INCLUDED


#include "Athanor/Plugin/Descriptor.h"
#include "Athanor/Plugin/Fingerprint.h"
#include <cstdint>
#include <string_view>


namespace Athanor {


/// An ELF note with the owner "Athanor": header, owner and content without gaps, in the machine's byte order.
///
/// `readelf -n` shows it. A change of the layout gets another noteType; sdkVersion stays the content's first.
///
/// Thread safety: a value.
struct PassportNote
{
	static constexpr char noteOwner[8] = "Athanor";
	static constexpr std::uint32_t noteType = 1;

	std::uint32_t ownerSize = sizeof(noteOwner);
	std::uint32_t contentSize = 0;
	std::uint32_t type = noteType;
	char owner[8] = {'A', 't', 'h', 'a', 'n', 'o', 'r', 0};
	std::uint32_t sdkVersion = 0;
	std::uint32_t kind = 0;
	FixedText<64> name;
	FixedText<32> version;
	FingerprintText fingerprint;
};


inline constexpr std::uint32_t passportContentSize =
	2 * sizeof(std::uint32_t) + 64 + 32 + sizeof(FingerprintText);
static_assert(sizeof(PassportNote) == 20 + passportContentSize, "a note has no gaps");


/// Whether name can be the name of a plugin: lower-case letters, digits, `_` and `-`, a letter first, at most
/// 63.
constexpr bool isPluginName(std::string_view name) noexcept
{
	if (name.empty() || name.size() > 63 || name[0] < 'a' || name[0] > 'z') return false;
	for (const char c : name)
	{
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) return false;
	}
	return true;
}


/// Whether version can be the version of a plugin: 1 to 31 printable ASCII characters, no blanks.
constexpr bool isPluginVersion(std::string_view version) noexcept
{
	if (version.empty() || version.size() > 31) return false;
	for (const char c : version)
	{
		if (c <= ' ' || c > '~') return false;
	}
	return true;
}


/// The passport of a plugin that is being compiled.
constexpr PassportNote makePassportNote(PluginKind kind, std::string_view name, std::string_view version)
{
	PassportNote note;
	note.contentSize = passportContentSize;
	note.sdkVersion = ATHANOR_SDK_VERSION;
	note.kind = static_cast<std::uint32_t>(kind);
	note.name.append(name);
	note.version.append(version);
	note.fingerprint = abiFingerprint;
	return note;
}


/// Puts a constant of type PassportNote where linker, strip and loader look for notes.
///
/// The alignment is the format's: left to themselves, compilers align a large constant to 32 bytes, and the
/// linker makes a segment of it that nobody reads. clang's AddressSanitizer would do so again.
#if defined(__clang__)
#define ATHANOR_PASSPORT_SECTION                                                                             \
	__attribute__((section(".note.athanor"), used, aligned(4), no_sanitize("address")))
#else
#define ATHANOR_PASSPORT_SECTION __attribute__((section(".note.athanor"), used, aligned(4)))
#endif


} // namespace Athanor


#endif // Athanor_Plugin_PassportNote_INCLUDED

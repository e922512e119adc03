//
// Fernet.h
//
// Library: Foundation
// Package: Core
//
// Encrypts short texts with a secret, in tokens that other languages read.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Fernet_INCLUDED
#define Athanor_Core_Fernet_INCLUDED


#include "Athanor/Core/API.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>


namespace Athanor {


/// A Fernet encrypts texts and recognises what was tampered with: AES-128-CBC under HMAC-SHA256, in one base64url token.
///
/// The secret is any text; the keys are its SHA-256, as the reference has it, so that databases it wrote can be read. Each
/// token is another one, even of the same text: encrypted columns cannot be searched.
///
/// Thread safety: immutable.
/// Source: the Fernet specification (github.com/fernet/spec); advanced_alchemy/types/encrypted_string.py FernetBackend.
class Athanor_API Fernet
{
public:
	using IV = std::array<std::uint8_t, 16>;

	/// Throws ImproperConfigurationException if the secret is empty.
	explicit Fernet(std::string_view secret);
	Fernet(const Fernet&) = default;
	Fernet& operator=(const Fernet&) = default;
	/// Wipes the keys.
	~Fernet();

	/// Made now, with random bytes of the kernel.
	std::string encrypt(std::string_view text) const;
	/// The same from given parts, as the specification's examples are.
	std::string encrypt(std::string_view text, std::int64_t secondsSinceEpoch, const IV& iv) const;

	/// Throws SerializationException if the token was not made with this secret or was changed since; the message shows
	/// nothing of it.
	std::string decrypt(std::string_view token) const;

private:
	std::string signatureOf(std::string_view data) const;

	std::array<std::uint8_t, 16> _signing;
	std::array<std::uint8_t, 16> _encryption;
};


} // namespace Athanor


#endif // Athanor_Core_Fernet_INCLUDED

//
// Totp.h
//
// Library: Foundation
// Package: Core
//
// Time-based one-time passwords, as authenticator apps show them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Totp_INCLUDED
#define Athanor_Core_Totp_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/DateTime.h"
#include <cstdint>
#include <string>
#include <string_view>


namespace Athanor {


/// A Totp is a secret shared with an authenticator app: both compute the same six digits every thirty seconds.
///
///     user.totp = Totp::generate();               // show user.totp.provisioningUri("ann@example.org", "Shop") as a QR code
///     if (!user.totp.verify(code)) …
///
/// Who verifies has to remember the last code that was accepted, if a code may be used once only.
///
/// Thread safety: a value.
/// Source: RFC 6238 with SHA-1, the one that apps know; advanced_alchemy/types/totp.py TOTPProvider.
class Athanor_API Totp
{
public:
	static constexpr int digits = 6;
	static constexpr int interval = 30; ///< seconds

	/// No secret: verify() is false for all.
	Totp() = default;
	/// A secret in base32, in upper or lower case, with or without padding and blanks.
	/// Throws SerializationException if it is none.
	explicit Totp(std::string_view base32);
	/// A random secret of `length` characters of base32. Throws SerializationException if it is not a multiple of 8.
	static Totp generate(int length = 32);

	/// The code at an instant. Throws SerializationException if there is no secret.
	std::string at(const DateTime& instant) const;
	std::string now() const
	{
		return at(DateTime::now());
	}
	/// Whether it is the code of now, or of one of the `window` intervals before or after it. Never throws.
	bool verify(std::string_view code, int window = 1) const noexcept
	{
		return verify(code, DateTime::now(), window);
	}
	bool verify(std::string_view code, const DateTime& instant, int window = 1) const noexcept;

	/// What an app reads from a QR code: `otpauth://totp/issuer:name?secret=…&issuer=…`.
	std::string provisioningUri(std::string_view name, std::string_view issuer = {}) const;

	/// In base32, upper case, without padding.
	const std::string& secret() const noexcept
	{
		return _base32;
	}

	bool operator==(const Totp&) const = default;

private:
	std::string codeOf(std::uint64_t counter) const;

	std::string _base32;
};


} // namespace Athanor


#endif // Athanor_Core_Totp_INCLUDED

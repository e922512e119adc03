//
// PasswordHash.h
//
// Library: Foundation
// Package: Core
//
// Passwords as they may be kept.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_PasswordHash_INCLUDED
#define Athanor_Core_PasswordHash_INCLUDED


#include "Athanor/Core/API.h"
#include <cstdint>
#include <string>
#include <string_view>


namespace Athanor {


/// What hashing a password costs: Argon2id's parameters. The defaults are those of RFC 9106's second recommendation, about
/// a tenth of a second and 64 MB.
struct PasswordCost
{
	std::uint32_t iterations = 3;
	std::uint32_t memoryKiB = 65536;
	std::uint32_t lanes = 4;

	bool operator==(const PasswordCost&) const = default;
};


/// A PasswordHash is the hash of a password, with the salt and the cost it was made with (`$argon2id$v=19$m=…`). The
/// password itself cannot be had back, and hashes of equal passwords differ.
///
///     user.password = PasswordHash::of(plain);
///     if (!user.password.verify(plain)) …
///
/// Making and verifying take their time on purpose: not on an event loop.
///
/// Thread safety: a value.
/// Source: advanced_alchemy/types/password_hash (Argon2Hasher, HashedPassword).
class Athanor_API PasswordHash
{
public:
	/// No password: verify() is false for all.
	PasswordHash() = default;

	/// Hashes a password with a random salt. Throws SerializationException if the cost is none.
	static PasswordHash of(std::string_view password, const PasswordCost& cost = {});
	/// What was stored; anything that is no hash is kept, and verifies nothing.
	static PasswordHash fromStored(std::string text);

	/// Whether it is the hash of this password. Never throws.
	bool verify(std::string_view password) const noexcept;
	/// Whether it was made with other costs (or is no hash): after a verify() that succeeded, a new one should be stored.
	bool isOutdated(const PasswordCost& cost = {}) const;

	const std::string& toString() const noexcept
	{
		return _text;
	}

	/// Whether the stored texts are the same; two hashes of one password are not.
	bool operator==(const PasswordHash&) const = default;

private:
	std::string _text;
};


} // namespace Athanor


#endif // Athanor_Core_PasswordHash_INCLUDED

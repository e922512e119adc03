//
// Secrets.h
//
// Library: Foundation
// Package: Model
//
// Members of models whose columns hold more than meets the eye: encrypted texts, hashes of passwords, secrets of
// authenticators.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Secrets_INCLUDED
#define Athanor_Model_Secrets_INCLUDED


#include "Athanor/Core/Fernet.h"
#include "Athanor/Core/PasswordHash.h"
#include "Athanor/Core/Totp.h"
#include "Athanor/Model/ValueTraits.h"
#include <string>
#include <utility>


namespace Athanor {


/// An Encrypted is a text that the database sees encrypted only (Fernet). The secret is asked for at each read and write, so
/// that it may come from wherever the application keeps it:
///
///     struct ShopSecret { static std::string secret() { return settings().secret; } };
///     Encrypted<ShopSecret> iban;
///     Encrypted<ShopSecret, 34> iban;                 // of 34 characters at most, counted before encryption
///
/// The column is text without a length. It cannot be searched or sorted by. Schemas work on columns, not on members: a
/// generated route would show the token and store what a client sends as it is. Leave such a column out of the schema and set
/// it in a hook of the service, as one does with the hash of a password.
///
/// Thread safety: a value.
/// Source: advanced_alchemy/types/encrypted_string.py EncryptedString, EncryptedText.
template <typename Secret, int MaxLength = 0>
struct Encrypted
{
	std::string text;

	Encrypted() = default;
	Encrypted(std::string plain):
		text(std::move(plain))
	{
	}
	Encrypted(const char* plain):
		text(plain)
	{
	}

	operator const std::string&() const noexcept
	{
		return text;
	}
	bool operator==(const Encrypted&) const = default;
};


namespace Detail {


/// Throws SerializationException if the text has more than `maxLength` code points (0: no limit).
Athanor_API std::string encryptColumn(const std::string& text, const std::string& secret, int maxLength);
Athanor_API std::string decryptColumn(const std::string& token, const std::string& secret);


} // namespace Detail


template <typename Secret, int MaxLength>
struct ValueTraits<Encrypted<Secret, MaxLength>>
{
	static constexpr ValueType type = ValueType::Text;
	static constexpr bool nullable = false;

	static Value toValue(const Encrypted<Secret, MaxLength>& value)
	{
		return Value(Detail::encryptColumn(value.text, Secret::secret(), MaxLength));
	}
	static Encrypted<Secret, MaxLength> fromValue(const Value& value)
	{
		return Detail::decryptColumn(value.get<std::string>(), Secret::secret());
	}
};


/// A hash is kept as text of about 100 characters: `column("password", &User::password).length(255)`.
template <>
struct ValueTraits<PasswordHash>
{
	static constexpr ValueType type = ValueType::Text;
	static constexpr bool nullable = false;

	static Value toValue(const PasswordHash& value)
	{
		return Value(value.toString());
	}
	static PasswordHash fromValue(const Value& value)
	{
		return PasswordHash::fromStored(value.get<std::string>());
	}
};


/// A SecretTotp is the secret of an authenticator app in an encrypted column.
template <typename Secret>
struct SecretTotp
{
	Totp totp;

	bool operator==(const SecretTotp&) const = default;
};

template <typename Secret>
struct ValueTraits<SecretTotp<Secret>>
{
	static constexpr ValueType type = ValueType::Text;
	static constexpr bool nullable = false;

	static Value toValue(const SecretTotp<Secret>& value)
	{
		return Value(Detail::encryptColumn(value.totp.secret(), Secret::secret(), 0));
	}
	static SecretTotp<Secret> fromValue(const Value& value)
	{
		const std::string base32 = Detail::decryptColumn(value.get<std::string>(), Secret::secret());
		return {base32.empty() ? Totp() : Totp(base32)};
	}
};


} // namespace Athanor


#endif // Athanor_Model_Secrets_INCLUDED

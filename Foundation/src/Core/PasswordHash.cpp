//
// PasswordHash.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/PasswordHash.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/RandomBytes.h"
#include <argon2.h>
#include <array>


namespace Athanor {


namespace {


constexpr std::size_t saltSize = 16;
constexpr std::size_t hashSize = 32;


/// How a hash made with this cost begins.
std::string prefixOf(const PasswordCost& cost)
{
	return "$argon2id$v=19$m=" + std::to_string(cost.memoryKiB) + ",t=" + std::to_string(cost.iterations) +
		   ",p=" + std::to_string(cost.lanes) + "$";
}


argon2_type typeOf(const std::string& hash) noexcept
{
	if (hash.rfind("$argon2i$", 0) == 0) return Argon2_i;
	if (hash.rfind("$argon2d$", 0) == 0) return Argon2_d;
	return Argon2_id;
}


} // namespace


PasswordHash PasswordHash::of(std::string_view password, const PasswordCost& cost)
{
	std::array<std::uint8_t, saltSize> salt;
	randomBytes(salt.data(), salt.size());
	std::string text(
		argon2_encodedlen(cost.iterations, cost.memoryKiB, cost.lanes, saltSize, hashSize, Argon2_id), '\0');
	const int code =
		argon2id_hash_encoded(cost.iterations, cost.memoryKiB, cost.lanes, password.data(), password.size(),
							  salt.data(), salt.size(), hashSize, text.data(), text.size());
	if (code != ARGON2_OK)
		throw SerializationException(std::string("a password cannot be hashed: ") +
									 argon2_error_message(code));
	text.resize(text.find('\0'));
	return fromStored(std::move(text));
}


PasswordHash PasswordHash::fromStored(std::string text)
{
	PasswordHash hash;
	hash._text = std::move(text);
	return hash;
}


bool PasswordHash::verify(std::string_view password) const noexcept
{
	if (_text.empty()) return false;
	return argon2_verify(_text.c_str(), password.data(), password.size(), typeOf(_text)) == ARGON2_OK;
}


bool PasswordHash::isOutdated(const PasswordCost& cost) const
{
	return _text.rfind(prefixOf(cost), 0) != 0;
}


} // namespace Athanor

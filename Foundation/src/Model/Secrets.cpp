//
// Secrets.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Secrets.h"
#include <algorithm>


namespace Athanor {


namespace {


std::size_t codePoints(const std::string& utf8) noexcept
{
	return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
		return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
	}));
}


} // namespace


std::string Detail::encryptColumn(const std::string& text, const std::string& secret, int maxLength)
{
	if (maxLength > 0 && codePoints(text) > static_cast<std::size_t>(maxLength))
	{
		throw SerializationException("Unencrypted value exceeds maximum unencrypted length of " +
									 std::to_string(maxLength));
	}
	return Fernet(secret).encrypt(text);
}


std::string Detail::decryptColumn(const std::string& token, const std::string& secret)
{
	return Fernet(secret).decrypt(token);
}


} // namespace Athanor

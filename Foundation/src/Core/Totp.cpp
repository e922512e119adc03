//
// Totp.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Totp.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/URI.h"
#include "Athanor/Core/RandomBytes.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <algorithm>
#include <array>


namespace Athanor {


namespace {


constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";


/// The text in upper case without blanks and padding. Throws if anything else is in it.
std::string canonical(std::string_view base32)
{
	std::string text;
	while (!base32.empty() && base32.back() == '=')
		base32.remove_suffix(1);
	for (const char c : base32)
	{
		if (c == ' ' || c == '-') continue;
		const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
		if (alphabet.find(upper) == std::string_view::npos)
			throw SerializationException("not a secret in base32");
		text += upper;
	}
	if (text.size() < 2) throw SerializationException("not a secret in base32");
	return text;
}


std::string decode(std::string_view base32)
{
	std::string data;
	std::uint32_t bits = 0;
	int count = 0;
	for (const char c : base32)
	{
		bits = bits << 5 | static_cast<std::uint32_t>(alphabet.find(c));
		count += 5;
		if (count < 8) continue;
		count -= 8;
		data += static_cast<char>(bits >> count & 0xFF);
	}
	return data;
}


std::uint64_t counterAt(const DateTime& instant) noexcept
{
	return static_cast<std::uint64_t>(instant.microseconds() / 1000000 / Totp::interval);
}


} // namespace


Totp::Totp(std::string_view base32):
	_base32(canonical(base32))
{
}


Totp Totp::generate(int length)
{
	if (length <= 0 || length % 8 != 0 || length > 512)
		throw SerializationException("a secret has a multiple of 8 characters, 512 at most");
	std::array<std::uint8_t, 512> random;
	randomBytes(random.data(), static_cast<std::size_t>(length));
	Totp totp;
	for (int i = 0; i < length; ++i)
		totp._base32 += alphabet[random[static_cast<std::size_t>(i)] & 31];
	return totp;
}


std::string Totp::at(const DateTime& instant) const
{
	if (_base32.empty()) throw SerializationException("there is no secret to make codes of");
	if (instant < DateTime()) throw SerializationException("codes begin in 1970");
	return codeOf(counterAt(instant));
}


std::string Totp::codeOf(std::uint64_t counter) const
{
	std::array<std::uint8_t, 8> message;
	for (std::size_t i = 0; i < message.size(); ++i)
		message[i] = static_cast<std::uint8_t>(counter >> (56 - 8 * i));
	const std::string key = decode(_base32);
	std::array<std::uint8_t, 20> hash;
	unsigned int size = 0;
	if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
			  hash.data(), &size))
		throw SerializationException("OpenSSL failed");
	// Dynamic truncation, RFC 4226 §5.3.
	const std::size_t offset = hash[19] & 0x0F;
	std::uint32_t number = 0;
	for (std::size_t i = 0; i < 4; ++i)
		number = number << 8 | hash[offset + i];
	const std::string code = std::to_string((number & 0x7FFFFFFF) % 1000000);
	return std::string(static_cast<std::size_t>(digits) - code.size(), '0') + code;
}


bool Totp::verify(std::string_view code, const DateTime& instant, int window) const noexcept
try
{
	if (_base32.empty() || instant < DateTime() || code.size() != static_cast<std::size_t>(digits))
		return false;
	const std::int64_t now = static_cast<std::int64_t>(counterAt(instant));
	bool found = false;
	for (std::int64_t counter = std::max<std::int64_t>(now - window, 0); counter <= now + window; ++counter)
	{
		const std::string expected = codeOf(static_cast<std::uint64_t>(counter));
		found = CRYPTO_memcmp(expected.data(), code.data(), code.size()) == 0 || found;
	}
	return found;
}
catch (const std::exception&)
{
	return false;
}


std::string Totp::provisioningUri(std::string_view name, std::string_view issuer) const
{
	const auto encoded = [](std::string_view text) {
		std::string result;
		Poco::URI::encode(std::string(text), "!#$&'()*+,/:;=?@[]", result);
		return result;
	};
	std::string uri = "otpauth://totp/";
	if (!issuer.empty()) uri += encoded(issuer) + ":";
	uri += encoded(name) + "?secret=" + _base32;
	if (!issuer.empty()) uri += "&issuer=" + encoded(issuer);
	return uri;
}


} // namespace Athanor

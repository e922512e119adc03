//
// Fernet.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Fernet.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Core/RandomBytes.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>


namespace Athanor {


namespace {


constexpr char version = '\x80';
constexpr std::size_t headSize = 1 + 8;
constexpr std::size_t ivSize = 16;
constexpr std::size_t blockSize = 16;
constexpr std::size_t signatureSize = 32;


const unsigned char* bytes(std::string_view text) noexcept
{
	return reinterpret_cast<const unsigned char*>(text.data());
}


unsigned char* bytes(std::string& text) noexcept
{
	return reinterpret_cast<unsigned char*>(text.data());
}


[[noreturn]] void refuse()
{
	throw SerializationException("not a text encrypted with this secret");
}


void require(bool done)
{
	if (!done) throw SerializationException("OpenSSL failed");
}


/// AES-128-CBC with PKCS#7 in one direction. False if the padding is wrong.
bool crypt(bool encrypt, const std::uint8_t* key, std::string_view iv, std::string_view text,
		   std::string& result)
{
	const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
																				  &EVP_CIPHER_CTX_free);
	require(context != nullptr);
	require(EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key, bytes(iv), encrypt ? 1 : 0) ==
			1);
	result.resize(text.size() + blockSize);
	int size = 0;
	require(EVP_CipherUpdate(context.get(), bytes(result), &size, bytes(text),
							 static_cast<int>(text.size())) == 1);
	int last = 0;
	const bool padded = EVP_CipherFinal_ex(context.get(), bytes(result) + size, &last) == 1;
	result.resize(static_cast<std::size_t>(size + (padded ? last : 0)));
	return padded;
}


/// base64url, padded.
std::string encode(std::string_view data)
{
	std::string text = base64Encode(data);
	std::replace(text.begin(), text.end(), '+', '-');
	std::replace(text.begin(), text.end(), '/', '_');
	return text;
}


std::optional<std::string> decode(std::string_view token)
{
	std::string text(token);
	if (text.find_first_of("+/") != std::string::npos) return std::nullopt;
	std::replace(text.begin(), text.end(), '-', '+');
	std::replace(text.begin(), text.end(), '_', '/');
	return base64Decode(text);
}


} // namespace


Fernet::Fernet(std::string_view secret)
{
	if (secret.empty()) throw ImproperConfigurationException("the secret of encrypted columns is empty");
	std::array<std::uint8_t, 32> digest;
	require(EVP_Digest(secret.data(), secret.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
	std::copy_n(digest.begin(), 16, _signing.begin());
	std::copy_n(digest.begin() + 16, 16, _encryption.begin());
	OPENSSL_cleanse(digest.data(), digest.size());
}


Fernet::~Fernet()
{
	OPENSSL_cleanse(_signing.data(), _signing.size());
	OPENSSL_cleanse(_encryption.data(), _encryption.size());
}


std::string Fernet::encrypt(std::string_view text) const
{
	IV iv;
	randomBytes(iv.data(), iv.size());
	const auto now = std::chrono::system_clock::now().time_since_epoch();
	return encrypt(text, std::chrono::duration_cast<std::chrono::seconds>(now).count(), iv);
}


std::string Fernet::encrypt(std::string_view text, std::int64_t secondsSinceEpoch, const IV& iv) const
{
	// Ciphers count in int.
	if (text.size() > 1U << 30) throw SerializationException("a text too long to encrypt");
	std::string token(1, version);
	for (int shift = 56; shift >= 0; shift -= 8)
		token += static_cast<char>(static_cast<std::uint64_t>(secondsSinceEpoch) >> shift & 0xFF);
	token.append(iv.begin(), iv.end());
	std::string encrypted;
	const std::string_view ivText(reinterpret_cast<const char*>(iv.data()), iv.size());
	require(crypt(true, _encryption.data(), ivText, text, encrypted));
	token += encrypted;
	token += signatureOf(token);
	return encode(token);
}


std::string Fernet::decrypt(std::string_view token) const
{
	const std::optional<std::string> data = decode(token);
	if (!data || data->size() < headSize + ivSize + blockSize + signatureSize) refuse();
	const std::string_view all(*data);
	const std::string_view content = all.substr(0, all.size() - signatureSize);
	const std::string signature = signatureOf(content);
	// In a time that does not depend on where they differ.
	if (CRYPTO_memcmp(signature.data(), all.data() + content.size(), signatureSize) != 0) refuse();
	const std::string_view encrypted = content.substr(headSize + ivSize);
	if (content.front() != version || encrypted.size() % blockSize != 0) refuse();
	std::string text;
	if (!crypt(false, _encryption.data(), content.substr(headSize, ivSize), encrypted, text)) refuse();
	return text;
}


std::string Fernet::signatureOf(std::string_view data) const
{
	std::string signature(signatureSize, '\0');
	unsigned int size = 0;
	const unsigned char* done = HMAC(EVP_sha256(), _signing.data(), static_cast<int>(_signing.size()),
									 bytes(data), data.size(), bytes(signature), &size);
	require(done != nullptr && size == signatureSize);
	return signature;
}


} // namespace Athanor

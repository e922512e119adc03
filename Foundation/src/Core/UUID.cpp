//
// UUID.cpp
//
// Library: Foundation
// Package: Core
//
// Universally unique identifiers of RFC 9562.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/UUID.h"
#include "Athanor/Core/Exceptions.h"
#include "RandomBytes.h"
#include <algorithm>
#include <atomic>
#include <chrono>


namespace Athanor {


namespace {


void setVersion(UUID::Bytes& bytes, int version)
{
	bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | (version << 4));
	bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
}


/// Gives `now`, or one more than what it gave last if the clock did not advance (or went back).
std::uint64_t nextTick(std::atomic<std::uint64_t>& last, std::uint64_t now)
{
	std::uint64_t before = last.load(std::memory_order_relaxed);
	std::uint64_t tick = 0;
	do
	{
		tick = std::max(now, before + 1);
	} while (!last.compare_exchange_weak(before, tick, std::memory_order_relaxed));
	return tick;
}


std::uint64_t nanosecondsSinceEpoch()
{
	const auto now = std::chrono::system_clock::now().time_since_epoch();
	return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}


/// The value of a hexadecimal digit, or -1.
int hexValue(char c) noexcept
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}


constexpr bool dashAt(std::size_t position) noexcept
{
	return position == 8 || position == 13 || position == 18 || position == 23;
}


} // namespace


UUID UUID::v4()
{
	Bytes bytes;
	randomBytes(bytes.data(), bytes.size());
	setVersion(bytes, 4);
	return UUID(bytes);
}


UUID UUID::v6()
{
	// 100 ns intervals between 1582-10-15 and 1970-01-01.
	constexpr std::uint64_t gregorianOffset = 0x01B21DD213814000;
	static std::atomic<std::uint64_t> last = 0;
	const std::uint64_t ticks = nextTick(last, nanosecondsSinceEpoch() / 100 + gregorianOffset);

	Bytes bytes;
	for (int i = 0; i < 6; ++i)
		bytes[i] = static_cast<std::uint8_t>(ticks >> (52 - 8 * i));
	bytes[6] = static_cast<std::uint8_t>((ticks >> 8) & 0x0F);
	bytes[7] = static_cast<std::uint8_t>(ticks);
	// Clock sequence and node are random for each identifier; the multicast bit says that the node is no
	// network card (RFC 9562 §6.10).
	randomBytes(bytes.data() + 8, 8);
	bytes[10] |= 0x01;
	setVersion(bytes, 6);
	return UUID(bytes);
}


UUID UUID::v7()
{
	// RFC 9562 §6.2 method 3: the 12 bits of rand_a extend the milliseconds by a fraction (about 244 ns).
	static std::atomic<std::uint64_t> last = 0;
	const std::uint64_t nanoseconds = nanosecondsSinceEpoch();
	const std::uint64_t fraction = (nanoseconds % 1'000'000) * 4096 / 1'000'000;
	const std::uint64_t tick = nextTick(last, (nanoseconds / 1'000'000) << 12 | fraction);

	Bytes bytes;
	for (int i = 0; i < 6; ++i)
		bytes[i] = static_cast<std::uint8_t>(tick >> (52 - 8 * i));
	bytes[6] = static_cast<std::uint8_t>((tick >> 8) & 0x0F);
	bytes[7] = static_cast<std::uint8_t>(tick);
	randomBytes(bytes.data() + 8, 8);
	setVersion(bytes, 7);
	return UUID(bytes);
}


std::optional<UUID> UUID::tryParse(std::string_view text) noexcept
{
	if (text.size() != 36) return std::nullopt;
	Bytes bytes;
	std::size_t at = 0;
	for (std::uint8_t& byte : bytes)
	{
		if (dashAt(at) && text[at++] != '-') return std::nullopt;
		const int high = hexValue(text[at]);
		const int low = hexValue(text[at + 1]);
		if (high < 0 || low < 0) return std::nullopt;
		byte = static_cast<std::uint8_t>(high << 4 | low);
		at += 2;
	}
	return UUID(bytes);
}


UUID UUID::parse(std::string_view text)
{
	const std::optional<UUID> uuid = tryParse(text);
	if (!uuid) throw SerializationException("not a UUID");
	return *uuid;
}


std::string UUID::toString() const
{
	std::string text(36, '-');
	writeTo(text.data());
	return text;
}


void UUID::writeTo(char* to) const noexcept
{
	constexpr char digits[] = "0123456789abcdef";
	std::size_t at = 0;
	for (const std::uint8_t byte : _bytes)
	{
		if (dashAt(at)) to[at++] = '-';
		to[at++] = digits[byte >> 4];
		to[at++] = digits[byte & 0x0F];
	}
}


bool UUID::isNil() const noexcept
{
	return _bytes == Bytes{};
}


} // namespace Athanor

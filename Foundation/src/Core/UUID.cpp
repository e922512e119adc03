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
#include "Athanor/Core/RandomBytes.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>


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


/// The value of each character as a hexadecimal digit, or -1.
constexpr std::array<std::int8_t, 256> hexValues = [] {
	std::array<std::int8_t, 256> values{};
	values.fill(-1);
	for (int i = 0; i < 10; ++i)
		values['0' + i] = static_cast<std::int8_t>(i);
	for (int i = 10; i < 16; ++i)
		values['a' + i - 10] = values['A' + i - 10] = static_cast<std::int8_t>(i);
	return values;
}();


/// The two digits of each byte.
constexpr std::array<char, 512> hexPairs = [] {
	constexpr char digits[] = "0123456789abcdef";
	std::array<char, 512> pairs{};
	for (std::size_t i = 0; i < 256; ++i)
	{
		pairs[2 * i] = digits[i >> 4];
		pairs[2 * i + 1] = digits[i & 15];
	}
	return pairs;
}();


/// Where the digits of each byte begin; the dashes lie between.
constexpr std::array<std::uint8_t, 16> digitsAt = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
constexpr std::array<std::uint8_t, 4> dashesAt = {8, 13, 18, 23};


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
	int all = 0;
	for (std::size_t i = 0; i < bytes.size(); ++i)
	{
		const int high = hexValues[static_cast<unsigned char>(text[digitsAt[i]])];
		const int low = hexValues[static_cast<unsigned char>(text[digitsAt[i] + 1U])];
		all |= high | low;
		bytes[i] = static_cast<std::uint8_t>((high & 15) << 4 | (low & 15));
	}
	for (const std::size_t at : dashesAt)
	{
		if (text[at] != '-') return std::nullopt;
	}
	// One negative value makes all of it negative.
	if (all < 0) return std::nullopt;
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
	for (std::size_t i = 0; i < _bytes.size(); ++i)
		std::memcpy(to + digitsAt[i], hexPairs.data() + std::size_t(2) * _bytes[i], 2);
	for (const std::size_t at : dashesAt)
		to[at] = '-';
}


bool UUID::isNil() const noexcept
{
	return _bytes == Bytes{};
}


} // namespace Athanor

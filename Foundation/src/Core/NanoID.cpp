//
// NanoID.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/NanoID.h"
#include "Athanor/Core/RandomBytes.h"
#include <array>
#include <cstdint>


namespace Athanor {


std::string nanoId()
{
	static constexpr char alphabet[] = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";
	static_assert(sizeof alphabet == 64 + 1);
	std::array<std::uint8_t, 21> random;
	randomBytes(random.data(), random.size());
	std::string id;
	id.reserve(random.size());
	// 64 characters: six bits of each byte, all equally likely.
	for (const std::uint8_t byte : random)
		id += alphabet[byte & 63];
	return id;
}


} // namespace Athanor

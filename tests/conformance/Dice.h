//
// Dice.h
//
// Library: Tests
// Package: Conformance
//
// Numbers that look random and are the same in every run.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_Dice_INCLUDED
#define Athanor_Conformance_Dice_INCLUDED


#include <cstddef>
#include <cstdint>
#include <vector>


namespace Athanor::Conformance {


/// A Dice gives the same numbers for the same seed on every machine, which the distributions of the standard library do
/// not promise.
///
/// Thread safety: one thread. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
class Dice
{
public:
	explicit Dice(std::uint64_t seed) noexcept:
		_state(seed)
	{
	}

	/// 64 bits.
	std::uint64_t next() noexcept
	{
		std::uint64_t z = (_state += 0x9E3779B97F4A7C15U);
		z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
		z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
		return z ^ (z >> 31);
	}
	/// 0 to end - 1.
	std::size_t below(std::size_t end) noexcept
	{
		return static_cast<std::size_t>(next() % end);
	}
	/// Both ends belong to it; they are at most 2^63 - 1 apart.
	std::int64_t between(std::int64_t low, std::int64_t high) noexcept
	{
		const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
		return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + next() % width);
	}
	bool oneIn(std::size_t count) noexcept
	{
		return below(count) == 0;
	}
	template <typename T>
	const T& pick(const std::vector<T>& from) noexcept
	{
		return from[below(from.size())];
	}

private:
	std::uint64_t _state;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_Dice_INCLUDED

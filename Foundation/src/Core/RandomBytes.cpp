//
// RandomBytes.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/RandomBytes.h"
#include "Poco/Exception.h"
#include <pthread.h>
#include <sys/random.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>


namespace Athanor {


namespace {


/// Counts forks, so that a child does not hand out the random bytes its parent hands out, too.
std::atomic<unsigned> forks = 0;

[[maybe_unused]] const int forkHandler =
	::pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });


/// The kernel's random bytes, fetched for 32 identifiers at a time; one per thread.
class RandomBytes
{
public:
	void take(std::uint8_t* to, std::size_t count)
	{
		const unsigned generation = forks.load(std::memory_order_relaxed);
		if (_used + count > _bytes.size() || _generation != generation) refill(generation);
		std::memcpy(to, _bytes.data() + _used, count);
		// What was given away must not be found in memory later.
		std::memset(_bytes.data() + _used, 0, count);
		_used += count;
	}

private:
	void refill(unsigned generation)
	{
		std::size_t filled = 0;
		while (filled < _bytes.size())
		{
			const ssize_t got = ::getrandom(_bytes.data() + filled, _bytes.size() - filled, 0);
			if (got < 0 && errno != EINTR) throw Poco::SystemException("getrandom", errno);
			if (got > 0) filled += static_cast<std::size_t>(got);
		}
		_used = 0;
		_generation = generation;
	}

	std::array<std::uint8_t, 512> _bytes{};
	std::size_t _used = 512;
	unsigned _generation = 0;
};


} // namespace


void randomBytes(std::uint8_t* to, std::size_t count)
{
	thread_local RandomBytes source;
	source.take(to, count);
}


} // namespace Athanor

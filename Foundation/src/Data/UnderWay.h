//
// UnderWay.h
//
// Library: Foundation
// Package: Data
//
// What is under way on a connection that several use at once.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_UnderWay_INCLUDED
#define Athanor_Data_UnderWay_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include <chrono>


namespace Athanor {


/// An UnderWay counts the statements on a connection, and knows since when the oldest of them has been the oldest.
///
/// Thread safety: the loop's thread only; end() anywhere once the loop has ended.
class UnderWay
{
public:
	int count() const noexcept
	{
		return _count;
	}

	void begin()
	{
		if (_count++ == 0) _progressAt = EventLoop::current()->now();
	}

	void end() noexcept
	{
		--_count;
		restart();
	}

	/// Time counts from now on.
	void restart() noexcept
	{
		_progressAt = EventLoop::Clock::now();
	}

	bool isHeldUp(std::chrono::milliseconds after) const
	{
		return _count > 0 && EventLoop::current()->now() - _progressAt > after;
	}

private:
	int _count = 0;
	EventLoop::Clock::time_point _progressAt;
};


} // namespace Athanor


#endif // Athanor_Data_UnderWay_INCLUDED

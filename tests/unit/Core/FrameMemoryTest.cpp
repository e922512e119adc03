//
// FrameMemoryTest.cpp
//
// Library: Tests
// Package: Core
//
// Frames of coroutines: apart from each other, also across threads.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/FrameMemory.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>


using Athanor::Detail::FrameMemory;


namespace {


/// Frames of many sizes, each filled with a byte of its own.
class Frames
{
public:
	void make(std::size_t count)
	{
		for (std::size_t i = 0; i < count; ++i)
		{
			const std::size_t size = 1 + i * 37 % 3000;
			void* frame = FrameMemory::operator new(size);
			std::memset(frame, static_cast<int>(_frames.size() % 251), size);
			_frames.emplace_back(frame, size);
		}
	}

	bool untouched() const
	{
		for (std::size_t i = 0; i < _frames.size(); ++i)
		{
			const auto* bytes = static_cast<const unsigned char*>(_frames[i].first);
			for (std::size_t at = 0; at < _frames[i].second; ++at)
			{
				if (bytes[at] != i % 251) return false;
			}
		}
		return true;
	}

	/// From the second on, every other one.
	void freeHalf()
	{
		std::vector<std::pair<void*, std::size_t>> kept;
		for (std::size_t i = 0; i < _frames.size(); ++i)
		{
			if (i % 2 == 0)
				FrameMemory::operator delete(_frames[i].first, _frames[i].second);
			else
				kept.push_back(_frames[i]);
		}
		_frames = std::move(kept);
		for (std::size_t i = 0; i < _frames.size(); ++i)
			std::memset(_frames[i].first, static_cast<int>(i % 251), _frames[i].second);
	}

	void free()
	{
		for (const auto& [frame, size] : _frames)
			FrameMemory::operator delete(frame, size);
		_frames.clear();
	}

private:
	std::vector<std::pair<void*, std::size_t>> _frames;
};


} // namespace


class FrameMemoryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FrameMemoryTest);
	CPPUNIT_TEST(testFramesDoNotOverlap);
	CPPUNIT_TEST(testFramesFreedOnAnotherThreadDoNotOverlap);
	CPPUNIT_TEST_SUITE_END();

public:
	void testFramesDoNotOverlap()
	{
		Frames frames;
		frames.make(500);
		CPPUNIT_ASSERT(frames.untouched());
		frames.freeHalf();
		frames.make(500);
		CPPUNIT_ASSERT(frames.untouched());
		frames.free();
	}

	void testFramesFreedOnAnotherThreadDoNotOverlap()
	{
		Frames frames;
		Frames others;
		std::thread maker([&frames] { frames.make(500); });
		maker.join();
		others.make(500);
		frames.free();
		std::thread other([&others, &frames] {
			others.freeHalf();
			frames.make(300);
		});
		other.join();
		others.make(500);
		CPPUNIT_ASSERT(others.untouched());
		CPPUNIT_ASSERT(frames.untouched());
		others.free();
		frames.free();
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(FrameMemoryTest);

//
// FrameMemory.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/FrameMemory.h"
#include <array>
#include <new>


namespace Athanor::Detail {


namespace {


#if defined(__SANITIZE_ADDRESS__)
#define ATHANOR_FRAMES_FROM_HEAP 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ATHANOR_FRAMES_FROM_HEAP 1
#endif
#endif

// A frame that is used after it was freed shall be found.
#ifdef ATHANOR_FRAMES_FROM_HEAP
constexpr bool reuses = false;
#else
constexpr bool reuses = true;
#endif

constexpr std::size_t granule = 64;
constexpr std::size_t kinds = 32; // up to 2 KiB
constexpr int keptPerKind = 64;


/// What a freed frame holds.
struct Free
{
	Free* next;
};


struct FreeList
{
	Free* first = nullptr;
	int count = 0;
};


/// Of one thread. Without a destructor, so that frames may be freed to the very end of the thread.
struct FreeLists
{
	std::array<FreeList, kinds> lists{};
	bool watched = false; ///< whether a Release will empty them
	bool released = false;
};

// Reached without a call: the library is loaded when its program starts.
[[gnu::tls_model("initial-exec")]] thread_local constinit FreeLists freeLists;


/// Gives a thread's frames back when it ends; what is freed afterwards is not kept.
struct Release
{
	~Release()
	{
		freeLists.released = true;
		for (FreeList& list : freeLists.lists)
		{
			while (Free* frame = list.first)
			{
				list.first = frame->next;
				::operator delete(frame);
			}
		}
	}
};


void watchThread()
{
	thread_local Release release;
	freeLists.watched = true;
	static_cast<void>(&release);
}


constexpr std::size_t kindOf(std::size_t size) noexcept
{
	return (size - 1) / granule;
}


} // namespace


void* FrameMemory::operator new(std::size_t size)
{
	const std::size_t kind = kindOf(size);
	if (!reuses || kind >= kinds) return ::operator new(size);
	FreeLists& own = freeLists;
	FreeList& list = own.lists[kind];
	if (Free* frame = list.first)
	{
		list.first = frame->next;
		--list.count;
		return frame;
	}
	if (!own.watched) watchThread();
	return ::operator new((kind + 1) * granule);
}


void FrameMemory::operator delete(void* frame, std::size_t size) noexcept
{
	const std::size_t kind = kindOf(size);
	FreeLists& own = freeLists;
	// A thread that never made a frame has nobody who would empty its lists.
	if (!reuses || kind >= kinds || !own.watched || own.released || own.lists[kind].count >= keptPerKind)
	{
		::operator delete(frame);
		return;
	}
	FreeList& list = own.lists[kind];
	list.first = ::new (frame) Free{list.first};
	++list.count;
}


} // namespace Athanor::Detail

//
// FrameMemory.h
//
// Library: Foundation
// Package: Core
//
// Memory for the frames of coroutines.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_FrameMemory_INCLUDED
#define Athanor_Core_FrameMemory_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>


namespace Athanor::Detail {


/// A FrameMemory gives a coroutine its frame; promises inherit from it.
///
/// A request makes and frees a dozen frames of the same few sizes, one inside the other. What a thread frees it
/// keeps for its next frame of that size, up to a small number for each size; larger frames, and under
/// AddressSanitizer all of them, come from operator new.
///
/// Thread safety: a frame may be freed on another thread than it was made on.
class Athanor_API FrameMemory
{
public:
	/// Throws std::bad_alloc.
	static void* operator new(std::size_t size);
	static void operator delete(void* frame, std::size_t size) noexcept;
};


} // namespace Athanor::Detail


#endif // Athanor_Core_FrameMemory_INCLUDED

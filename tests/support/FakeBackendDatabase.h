//
// FakeBackendDatabase.h
//
// Library: TestSupport
// Package: Backend
//
// One database of the fake backend, shared by its connections.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendDatabase_INCLUDED
#define Athanor_Test_FakeBackendDatabase_INCLUDED


#include "FakeBackendStore.h"
#include <chrono>
#include <condition_variable>
#include <mutex>


namespace Athanor::Fake {


/// A Database is what is committed, and the right to write, which one transaction has at a time.
///
/// Thread safety: thread-safe.
class Database
{
public:
	Snapshot committed() const;

	/// Waits for the right to write. Throws ConnectionException (55P03) if it is not to be had in time.
	void lock(const void* owner, std::chrono::milliseconds timeout);
	void publish(Snapshot tables);
	/// Gives the right back, if the owner has it.
	void unlock(const void* owner) noexcept;

private:
	mutable std::mutex _mutex;
	std::condition_variable _unlocked;
	Snapshot _committed;
	const void* _writer = nullptr;
};


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendDatabase_INCLUDED

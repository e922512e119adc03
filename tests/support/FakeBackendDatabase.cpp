//
// FakeBackendDatabase.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendDatabase.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor::Fake {


Snapshot Database::committed() const
{
	const std::lock_guard<std::mutex> lock(_mutex);
	return _committed;
}


void Database::lock(const void* owner, std::chrono::milliseconds timeout)
{
	std::unique_lock<std::mutex> lock(_mutex);
	if (_writer != owner && !_unlocked.wait_for(lock, timeout, [this] { return _writer == nullptr; }))
	{
		ErrorDetail detail;
		detail.sqlState = "55P03";
		detail.safeToRetry = true;
		throw ConnectionException("the database is locked", detail);
	}
	_writer = owner;
}


void Database::publish(Snapshot tables)
{
	const std::lock_guard<std::mutex> lock(_mutex);
	_committed = std::move(tables);
}


void Database::unlock(const void* owner) noexcept
{
	const std::lock_guard<std::mutex> lock(_mutex);
	if (_writer != owner) return;
	_writer = nullptr;
	_unlocked.notify_one();
}


} // namespace Athanor::Fake

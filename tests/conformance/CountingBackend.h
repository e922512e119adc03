//
// CountingBackend.h
//
// Library: Tests
// Package: Conformance
//
// A backend that counts the statements sent to another.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_CountingBackend_INCLUDED
#define Athanor_Conformance_CountingBackend_INCLUDED


#include "Athanor/Backend/Backend.h"
#include <atomic>


namespace Athanor::Conformance {


/// A CountingBackend opens connections of another backend and counts what they execute; transaction control does not
/// count.
///
/// Thread safety: as the other's. Lifetime: dies before the other, and after its connections.
class CountingBackend: public Backend
{
public:
	explicit CountingBackend(const Backend& other):
		_other(other)
	{
	}

	const std::string& name() const noexcept override
	{
		return _other.name();
	}
	const Dialect& dialect() const noexcept override
	{
		return _other.dialect();
	}
	Concurrency concurrency(const DatabaseConfig& config) const override
	{
		return _other.concurrency(config);
	}
	std::unique_ptr<Connection> connect(const DatabaseConfig& config, Access access) const override;
	bool hasAsync() const noexcept override
	{
		return _other.hasAsync();
	}
	Task<std::unique_ptr<Connection>> connectAsync(const DatabaseConfig& config, Access access,
												   EventLoop& loop) const override;
	std::unique_ptr<Inspector> inspector(Connection& connection) const override;

	/// Statements since the last call.
	int taken() const
	{
		return _statements.exchange(0);
	}

private:
	const Backend& _other;
	mutable std::atomic<int> _statements = 0;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_CountingBackend_INCLUDED

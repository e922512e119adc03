//
// Binder.h
//
// Library: PostgreSQL
// Package: Backend
//
// Values as libpq wants them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Binder_INCLUDED
#define Athanor_PostgreSQL_Binder_INCLUDED


#include "Athanor/Backend/Statement.h"
#include <libpq-fe.h>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <vector>


namespace Athanor::PostgreSQL {


/// A Bound is the parameters of one execution in the form of libpq.
///
/// The server is told the type of every value but of texts, JSON and null, whose type it takes from their place in
/// the statement. An Integer that fits is an int4: the server widens it where it must, but would not narrow it (for
/// a function of int4). Texts and bytes stay the caller's.
///
/// Thread safety: one thread at a time. Lifetime: dies before the Parameters it was made of.
class Bound
{
public:
	/// Throws SerializationException for what the server would not give back: text that is not UTF-8 or holds a NUL,
	/// and numbers that are not finite; InvalidRequestException for more parameters than the protocol can count.
	explicit Bound(const Parameters& parameters);
	Bound(const Bound&) = delete;
	Bound& operator=(const Bound&) = delete;

	int count() const noexcept
	{
		return static_cast<int>(_values.size());
	}
	const Oid* types() const noexcept
	{
		return _types.data();
	}
	const char* const* values() const noexcept
	{
		return _values.data();
	}
	const int* lengths() const noexcept
	{
		return _lengths.data();
	}
	const int* formats() const noexcept
	{
		return _formats.data();
	}

	/// The same for parameters of the same types.
	const std::string& signature() const noexcept
	{
		return _signature;
	}

private:
	friend class Binder;

	// Few parameters need no memory but this.
	std::array<std::byte, 768> _memory;
	std::pmr::monotonic_buffer_resource _resource{_memory.data(), _memory.size()};
	std::pmr::vector<Oid> _types{&_resource};
	std::pmr::vector<const char*> _values{&_resource};
	std::pmr::vector<int> _lengths{&_resource};
	std::pmr::vector<int> _formats{&_resource};
	std::pmr::vector<std::pmr::string> _texts{&_resource}; ///< never reallocated: _values points into it
	std::string _signature;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Binder_INCLUDED

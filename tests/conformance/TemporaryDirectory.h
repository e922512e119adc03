//
// TemporaryDirectory.h
//
// Library: Tests
// Package: Conformance
//
// A directory that exists as long as a test.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_TemporaryDirectory_INCLUDED
#define Athanor_Conformance_TemporaryDirectory_INCLUDED


#include <string>


namespace Athanor::Conformance {


/// A TemporaryDirectory is a new empty directory, removed with all its content at the end.
///
/// Thread safety: immutable.
class TemporaryDirectory
{
public:
	TemporaryDirectory();
	TemporaryDirectory(const TemporaryDirectory&) = delete;
	TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
	~TemporaryDirectory();

	/// Absolute, without a slash at the end.
	const std::string& path() const noexcept
	{
		return _path;
	}

private:
	std::string _path;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_TemporaryDirectory_INCLUDED

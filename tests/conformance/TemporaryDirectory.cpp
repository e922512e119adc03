//
// TemporaryDirectory.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "TemporaryDirectory.h"
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>


namespace Athanor::Conformance {


TemporaryDirectory::TemporaryDirectory():
	_path((std::filesystem::temp_directory_path() / "athanor-test-XXXXXX").string())
{
	if (!::mkdtemp(_path.data())) throw std::system_error(errno, std::generic_category(), _path);
}


TemporaryDirectory::~TemporaryDirectory()
{
	std::error_code ignored;
	std::filesystem::remove_all(_path, ignored);
}


} // namespace Athanor::Conformance

// A shared library that is no plugin.
// SPDX-License-Identifier: MIT
#include <cstdlib>


namespace {


/// Refused files must not run at all.
struct Abort
{
	Abort()
	{
		std::abort();
	}
};
const Abort atLoading;


} // namespace

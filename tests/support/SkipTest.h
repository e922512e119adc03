// How a test says that it cannot run here.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_SkipTest_INCLUDED
#define Athanor_Test_SkipTest_INCLUDED


#include <string>


namespace Athanor::Test {


/// Thrown by a test or its setUp() when what it needs is not there: it counts as skipped, neither passed nor
/// failed. A program whose tests were all skipped exits with 77.
struct SkipTest
{
	std::string reason;
};


} // namespace Athanor::Test


#endif // Athanor_Test_SkipTest_INCLUDED

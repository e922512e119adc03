// A plugin whose entry returns nothing.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


namespace {


ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote note =
	Athanor::makePassportNote(Athanor::PluginKind::Service, "null-descriptor", "1.0.0");


} // namespace


const Athanor::PluginDescriptor* athanorPluginEntry() noexcept
{
	return nullptr;
}

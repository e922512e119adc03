// A passport without an entry.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/PassportNote.h"


namespace {


ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote note =
	Athanor::makePassportNote(Athanor::PluginKind::Service, "missing-entry", "1.0.0");


} // namespace

// A plugin whose descriptor has another name than its passport.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


namespace {


ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote note =
	Athanor::makePassportNote(Athanor::PluginKind::Service, "contradiction", "1.0.0");


} // namespace


const Athanor::PluginDescriptor* athanorPluginEntry() noexcept
{
	static constexpr Athanor::PluginDescriptor descriptor{note.sdkVersion,
														  Athanor::PluginKind::Service,
														  note.fingerprint.data,
														  "somebody-else",
														  note.version.data,
														  [] { return std::unique_ptr<Athanor::Plugin>(); },
														  nullptr};
	return &descriptor;
}

// A plugin whose descriptor has another SDK version than its passport.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


namespace {


ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote note =
	Athanor::makePassportNote(Athanor::PluginKind::Service, "contradiction-sdk", "1.0.0");


} // namespace


const Athanor::PluginDescriptor* athanorPluginEntry() noexcept
{
	static constexpr Athanor::PluginDescriptor descriptor{note.sdkVersion + 1,
														  Athanor::PluginKind::Service,
														  note.fingerprint.data,
														  note.name.data,
														  note.version.data,
														  [] { return std::unique_ptr<Athanor::Plugin>(); },
														  nullptr};
	return &descriptor;
}

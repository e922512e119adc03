// A plugin for another version of Athanor.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/PassportNote.h"
#include <cstdlib>


namespace {


constexpr Athanor::PassportNote changedNote()
{
	auto note = Athanor::makePassportNote(Athanor::PluginKind::Service, "wrong-sdk", "1.0.0");
	note.sdkVersion = 7002;
	return note;
}


ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote note = changedNote();


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

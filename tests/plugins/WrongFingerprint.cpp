// A plugin that another standard library and another Poco made.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/PassportNote.h"
#include <cstdlib>


namespace {


constexpr Athanor::PassportNote changedNote()
{
	auto note = Athanor::makePassportNote(Athanor::PluginKind::Service, "wrong-fingerprint", "1.0.0");
	note.fingerprint = {};
	note.fingerprint.append(
		"pointer=8 c++abi=1 library=libc++ cxx11=0 poco=1.12.4.0 sanitizer=none layout=0");
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

//
// Entry.h
//
// Library: Foundation
// Package: Plugin
//
// ATHANOR_PLUGIN and ATHANOR_BACKEND: what makes a shared library a plugin.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Entry_INCLUDED
#define Athanor_Plugin_Entry_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/API.h"
#include "Athanor/Plugin/Descriptor.h"
#include "Athanor/Plugin/PassportNote.h"
#include "Athanor/Plugin/Plugin.h"
#include <memory>
#include <string_view>
#include <type_traits>


#if !defined(__cpp_exceptions) || !defined(__cpp_rtti)
#error "a plugin needs exceptions and run-time type information: they cross its boundary"
#endif


/// Declares the class CLASS (derived from Athanor::Plugin, default constructible) as the service plugin NAME.
///
/// Stands once in a library, outside of every namespace; NAME and VERSION are string literals. It makes the
/// entry function, the only symbol the library exports, and the passport, which the loader reads before
/// anything of the library runs:
///
///     ATHANOR_PLUGIN(BooksPlugin, "books", "1.0.0")
///
/// NAME is lower-case letters, digits, `_` and `-`, and the same as in athanor_add_plugin(NAME …).
#define ATHANOR_PLUGIN(CLASS, NAME, VERSION)                                                                 \
	static_assert(std::is_base_of_v<Athanor::Plugin, CLASS>, #CLASS " is not derived from Athanor::Plugin"); \
	ATHANOR_DEFINE_ENTRY(Athanor::PluginKind::Service, NAME, VERSION,                                        \
						 (&Athanor::Entry::make<Athanor::Plugin, CLASS>), nullptr)


/// Like ATHANOR_PLUGIN, for a class derived from Athanor::Backend: the library is the database plugin NAME.
#define ATHANOR_BACKEND(CLASS, NAME, VERSION)                                                                \
	static_assert(std::is_base_of_v<Athanor::Backend, CLASS>,                                                \
				  #CLASS " is not derived from Athanor::Backend");                                           \
	ATHANOR_DEFINE_ENTRY(Athanor::PluginKind::Backend, NAME, VERSION, nullptr,                               \
						 (&Athanor::Entry::make<Athanor::Backend, CLASS>))


// What both macros do. The descriptor points into the passport, so the two cannot differ and no linker takes
// the passport for unused. A second use in the same library defines the entry twice and does not link.
#define ATHANOR_DEFINE_ENTRY(KIND, NAME, VERSION, MAKE_PLUGIN, MAKE_BACKEND)                                 \
	static_assert(Athanor::isPluginName(NAME),                                                               \
				  "a plugin's name is lower-case letters, digits, _ and -, a letter first, 63 at most");     \
	static_assert(Athanor::isPluginVersion(VERSION),                                                         \
				  "a plugin's version is 1 to 31 visible ASCII characters");                                 \
	static_assert(                                                                                           \
		Athanor::Entry::isBuiltAs(NAME),                                                                     \
		"the names in the macro and in athanor_add_plugin(NAME ...) must agree: both name the plugin");      \
	namespace {                                                                                              \
	ATHANOR_PASSPORT_SECTION constexpr Athanor::PassportNote athanorPassport =                               \
		Athanor::makePassportNote(KIND, NAME, VERSION);                                                      \
	}                                                                                                        \
	extern "C" Athanor_API const Athanor::PluginDescriptor* athanorPluginEntry() noexcept                    \
	{                                                                                                        \
		static constexpr Athanor::PluginDescriptor descriptor{athanorPassport.sdkVersion,                    \
															  KIND,                                          \
															  athanorPassport.fingerprint.data,              \
															  athanorPassport.name.data,                     \
															  athanorPassport.version.data,                  \
															  MAKE_PLUGIN,                                   \
															  MAKE_BACKEND};                                 \
		return &descriptor;                                                                                  \
	}


/// The function that the macros define.
extern "C" Athanor_API const Athanor::PluginDescriptor* athanorPluginEntry() noexcept;


namespace Athanor::Entry {


template <class Base, class Derived>
std::unique_ptr<Base> make()
{
	return std::make_unique<Derived>();
}


/// Whether athanor_add_plugin() was told this name; true where something else builds the plugin.
constexpr bool isBuiltAs([[maybe_unused]] std::string_view name) noexcept
{
#ifdef ATHANOR_PLUGIN_NAME
	return name == ATHANOR_PLUGIN_NAME;
#else
	return true;
#endif
}


} // namespace Athanor::Entry


#endif // Athanor_Plugin_Entry_INCLUDED

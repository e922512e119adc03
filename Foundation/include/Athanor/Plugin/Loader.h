//
// Loader.h
//
// Library: Foundation
// Package: Plugin
//
// Loads plugin libraries.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Loader_INCLUDED
#define Athanor_Plugin_Loader_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Plugin/LoadedPlugin.h"
#include <deque>
#include <string>


namespace Athanor {


/// A Loader finds plugin libraries by name, checks them and takes them into the process.
///
/// It calls nothing of a plugin but its entry function; makePlugin() and start() are for the daemon to call.
/// It never unloads: an exception, a function object or a thread of a plugin may outlive every attempt to
/// know of it (a reload is a restart). Libraries do not see each other's symbols (RTLD_LOCAL), and all of
/// theirs are resolved at once (RTLD_NOW), so a missing one is an error here and not in a request.
///
///     Loader loader("/usr/lib/athanor/plugins");
///     const LoadedPlugin& books = loader.load("books");
///     auto plugin = books.makePlugin();
///
/// Thread safety: one thread at a time (the start of the daemon).
class Athanor_API Loader
{
public:
	/// Opens nothing. An empty directory means that plugins are loaded by path only.
	explicit Loader(std::string directory);
	Loader(const Loader&) = delete;
	Loader& operator=(const Loader&) = delete;
	~Loader();

	/// The file that nameOrPath stands for: `books` is `<directory>/books.so`, anything with a slash is a
	/// path.
	/// Throws PluginException if a name is given and there is no directory.
	std::string fileOf(const std::string& nameOrPath) const;

	/// Loads one library. The reference stays valid as long as the Loader.
	///
	/// A file that everyone may write to is loaded, with a warning in the log.
	///
	/// Throws PluginException, with the file and the cause, if readPassport() refuses the file, if the name
	/// it was asked for by is not the plugin's, if a plugin of that name is loaded already (both files are
	/// named), if a symbol or a library it needs is missing, or if its entry is missing or contradicts its
	/// passport.
	const LoadedPlugin& load(const std::string& nameOrPath);

	/// In the order of loading.
	const std::deque<LoadedPlugin>& plugins() const noexcept;

	/// The plugin of that name, or null.
	const LoadedPlugin* find(const std::string& name) const noexcept;

private:
	std::string _directory;
	std::deque<LoadedPlugin> _plugins; // a deque: references to its elements stay valid
};


} // namespace Athanor


#endif // Athanor_Plugin_Loader_INCLUDED

//
// ScriptDirectory.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/ScriptDirectory.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>


namespace Athanor {


namespace {


namespace fs = std::filesystem;


constexpr const char* readme =
	"The history of a database's schema, one file in versions/ for each step. Made by `athanord database "
	"init`.\n"
	"\n"
	"    athanord database make-migrations --config FILE -m \"what changes\"    writes the next one\n"
	"    athanord database upgrade --config FILE                              brings the database to the "
	"last one\n"
	"\n"
	"Review what was written before you run it, and do not change files that were applied anywhere.\n";


/// Other line ends would be other files.
constexpr const char* gitAttributes = "*.sql text eol=lf\n";


[[noreturn]] void fail(const std::string& message)
{
	throw ImproperConfigurationException(message);
}


std::string contentOf(const fs::path& file, const std::string& shown)
{
	std::ifstream stream(file, std::ios::binary);
	std::ostringstream content;
	content << stream.rdbuf();
	if (!stream || !content) fail(shown + ": cannot be read");
	return content.str();
}


/// Creates the file; one that is there stays as it is.
void writeNew(const fs::path& file, const std::string& content, const std::string& shown)
{
	if (fs::exists(file)) fail(shown + ": there is a file of that name already");
	std::ofstream stream(file, std::ios::binary);
	stream << content;
	stream.close();
	if (!stream) fail(shown + ": cannot be written");
}


} // namespace


ScriptDirectory::ScriptDirectory(std::string path, std::string shown):
	_path(std::move(path)),
	_shown(std::move(shown))
{
}


void ScriptDirectory::init() const
{
	std::error_code error;
	if (fs::exists(_path, error) && !fs::is_empty(_path, error))
		fail("Directory " + _shown + " already exists and is not empty");
	fs::create_directories(fs::path(_path) / "versions", error);
	if (error) fail("cannot make the directory " + _shown + "/versions: " + error.message());
	writeNew(fs::path(_path) / "README", readme, _shown + "/README");
	writeNew(fs::path(_path) / ".gitattributes", gitAttributes, _shown + "/.gitattributes");
}


RevisionGraph ScriptDirectory::load() const
{
	const fs::path versions = fs::path(_path) / "versions";
	if (!fs::is_directory(versions))
		fail("there is no directory " + _shown + "/versions; `database init` makes it");
	std::vector<fs::path> files;
	for (auto entry = fs::recursive_directory_iterator(versions); entry != fs::recursive_directory_iterator();
		 ++entry)
	{
		const bool hidden = entry->path().filename().string().front() == '.';
		if (hidden && entry->is_directory()) entry.disable_recursion_pending();
		if (!hidden && !entry->is_directory()) files.push_back(entry->path());
	}
	std::sort(files.begin(), files.end());
	std::vector<Revision> revisions;
	for (const fs::path& file : files)
	{
		const std::string shown = _shown + "/versions/" + file.lexically_relative(versions).string();
		if (file.extension() != ".sql" || !fs::is_regular_file(file))
			fail(shown + ": is no revision file (their names end in .sql)");
		revisions.push_back(Revision::parse(contentOf(file, shown), shown));
	}
	return RevisionGraph(std::move(revisions));
}


std::string ScriptDirectory::write(const Revision& revision, const std::string& subfolder) const
{
	const fs::path below = fs::path(subfolder).lexically_normal();
	if (below.is_absolute() || (!below.empty() && *below.begin() == ".."))
		throw InvalidRequestException(subfolder + ": is no folder below " + _shown + "/versions");
	const std::string name = below / revision.fileName();
	const std::string shown = _shown + "/versions/" + name;
	const fs::path file = fs::path(_path) / "versions" / name;
	std::error_code error;
	fs::create_directories(file.parent_path(), error);
	if (error) fail(shown + ": the folder cannot be made: " + error.message());
	writeNew(file, revision.toText(), shown);
	return shown;
}


std::string ScriptDirectory::fileOf(const Revision& revision) const
{
	return fs::path(_path) / fs::path(revision.path).lexically_relative(_shown);
}


} // namespace Athanor

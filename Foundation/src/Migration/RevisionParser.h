//
// RevisionParser.h
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_RevisionParser_INCLUDED
#define Athanor_Migration_RevisionParser_INCLUDED


#include "Athanor/Migration/Revision.h"
#include <set>
#include <string>
#include <string_view>


namespace Athanor {


/// A RevisionParser reads the text of one revision file, line by line.
///
/// Thread safety: one thread at a time.
class RevisionParser
{
public:
	/// The text must outlive it.
	RevisionParser(std::string_view text, std::string path);

	/// Throws ImproperConfigurationException, `path:line: reason`.
	Revision run();

private:
	[[noreturn]] void fail(const std::string& reason) const;
	void checkLine(std::string_view line) const;
	void headerLine(std::string_view line);
	void headerField(const std::string& key, const std::string& value);
	std::vector<std::string> idList(const std::string& key, const std::string& value) const;
	bool sectionLine(std::string_view line);
	void checkSectionIsNew(const RevisionSection& section) const;
	void checkComplete();

	std::string_view _text;
	Revision _revision;
	std::set<std::string> _seen;
	int _line = 0;
};


} // namespace Athanor


#endif // Athanor_Migration_RevisionParser_INCLUDED

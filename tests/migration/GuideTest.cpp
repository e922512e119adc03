// Runs what docs/migrations.md shows: its commands, in order, with the output it prints.
// SPDX-License-Identifier: MIT
#include "Command.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <filesystem>
#include <sstream>

using namespace Athanor::Test;


namespace {


/// A command of the guide and what it prints.
struct Step
{
	std::string command;
	std::string output;
};


/// The fenced blocks of a kind.
std::vector<std::string> blocks(const std::string& text, const std::string& kind)
{
	std::vector<std::string> found;
	const std::string open = "```" + kind + "\n";
	for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at))
	{
		at += open.size();
		found.push_back(text.substr(at, text.find("```", at) - at));
	}
	return found;
}


std::vector<Step> steps(const std::string& block)
{
	std::vector<Step> found;
	std::istringstream lines(block);
	for (std::string line; std::getline(lines, line);)
	{
		if (line.rfind("$ ", 0) == 0)
			found.push_back({line.substr(2), {}});
		else
			found.back().output += line + "\n";
	}
	return found;
}


/// Whether the text is as the pattern says, in which … stands for anything.
bool fits(std::string_view text, std::string_view pattern)
{
	constexpr std::string_view anything = "…";
	const std::size_t hole = pattern.find(anything);
	if (hole == std::string_view::npos) return text == pattern;
	if (text.substr(0, hole) != pattern.substr(0, hole)) return false;
	const std::string_view rest = pattern.substr(hole + anything.size());
	for (std::size_t end = hole; end <= text.size(); ++end)
	{
		if (fits(text.substr(end), rest)) return true;
	}
	return false;
}


} // namespace


class GuideTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(GuideTest);
	CPPUNIT_TEST(testCommandsPrintWhatTheGuideSays);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCommandsPrintWhatTheGuideSays()
	{
		const std::string guide = readFile(ATHANOR_SOURCE_DIR "/docs/migrations.md");
		const Folder folder;
		folder.file("athanor.ini", blocks(guide, "ini").at(0));
		const std::string programs = std::filesystem::path(ATHANORD).parent_path();
		std::size_t count = 0;
		for (const std::string& block : blocks(guide, "console"))
		{
			for (const Step& step : steps(block))
			{
				++count;
				const Outcome outcome = run(
					folder, {"bash", "-c", "PATH=" + programs + ":$PATH; { " + step.command + "; } 2>&1"});
				CPPUNIT_ASSERT_MESSAGE("$ " + step.command + "\n" + outcome.output,
									   fits(trimmed(outcome.output), trimmed(step.output)));
				CPPUNIT_ASSERT_EQUAL_MESSAGE(step.command, 0, outcome.status);
			}
		}
		CPPUNIT_ASSERT(count > 15);
	}

private:
	/// Without the empty lines at the end.
	static std::string trimmed(std::string text)
	{
		while (!text.empty() && text.back() == '\n')
			text.pop_back();
		return text;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(GuideTest);

// The lines of the log, and what becomes of hostile text in them.
// SPDX-License-Identifier: MIT
#include "Athanor/Server/LoggingFormatter.h"
#include "Poco/Message.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>

using namespace Athanor;


class LoggingFormatterTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LoggingFormatterTest);
	CPPUNIT_TEST(testTextOfMessageHasTimeLevelLoggerAndText);
	CPPUNIT_TEST(testTextOfControlCharactersEscapesThem);
	CPPUNIT_TEST(testTextOfTerminalControlsEscapesThem);
	CPPUNIT_TEST(testTextOfUtf8KeepsIt);
	CPPUNIT_TEST(testTextOfBrokenUtf8EscapesBytes);
	CPPUNIT_TEST(testJsonOfMessageIsOneObject);
	CPPUNIT_TEST(testJsonOfHostileTextStaysJson);
	CPPUNIT_TEST(testFormatAppendsToText);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTextOfMessageHasTimeLevelLoggerAndText()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("2001-09-09T01:46:40.007Z Warning athanor.server: half full"),
							 line(LogFormat::Text, "half full", Poco::Message::PRIO_WARNING));
	}

	void testTextOfControlCharactersEscapesThem()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a\\nb\\r\\tc\\x00\\x1b[2J\\x7f"),
							 text(std::string("a\nb\r\tc\0\x1b[2J\x7f", 12)));
	}

	void testTextOfTerminalControlsEscapesThem()
	{
		// U+009B is what ESC [ is in eight bits.
		CPPUNIT_ASSERT_EQUAL(std::string("\\xc2\\x9b2J"), text("\xC2\x9B"
															   "2J"));
	}

	void testTextOfUtf8KeepsIt()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("é 漢 😀"), text("é 漢 😀"));
	}

	void testTextOfBrokenUtf8EscapesBytes()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\\xff.\\xc3(\\xe6\\xbc"), text("\xFF.\xC3(\xE6\xBC"));
	}

	void testJsonOfMessageIsOneObject()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				R"({"time":"2001-09-09T01:46:40.007Z","level":"error","logger":"athanor.server","text":"no"})"),
			line(LogFormat::Json, "no", Poco::Message::PRIO_ERROR));
	}

	void testJsonOfHostileTextStaysJson()
	{
		const std::string json = line(LogFormat::Json, "\"}\n{\x1b\xFF", Poco::Message::PRIO_ERROR);
		CPPUNIT_ASSERT_EQUAL(std::string(R"("text":"\"}\n{\u001b)"
										 "\xEF\xBF\xBD"
										 "\"}"),
							 json.substr(json.find("\"text\"")));
	}

	void testFormatAppendsToText()
	{
		LoggingFormatter formatter(LogFormat::Text);
		std::string lines = "before|";
		formatter.format(Poco::Message("a", "b", Poco::Message::PRIO_DEBUG), lines);
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, lines.find("before|2"));
	}

private:
	static std::string line(LogFormat format, const std::string& message, Poco::Message::Priority priority)
	{
		LoggingFormatter formatter(format);
		Poco::Message what("athanor.server", message, priority);
		what.setTime(Poco::Timestamp(1000000000007999));
		std::string result;
		formatter.format(what, result);
		return result;
	}

	/// What becomes of a message's text.
	static std::string text(const std::string& message)
	{
		const std::string result = line(LogFormat::Text, message, Poco::Message::PRIO_INFORMATION);
		const std::string mark = "athanor.server: ";
		return result.substr(result.find(mark) + mark.size());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(LoggingFormatterTest);

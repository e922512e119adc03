//
// UUIDTest.cpp
//
// Library: Tests
// Package: Core
//
// UUIDs: versions, order, text.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/UUID.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <vector>


using Athanor::UUID;


namespace {


/// Draws from several threads; each thread's own identifiers must rise, and none may come twice.
bool risesUnderThreads(UUID (*make)())
{
	constexpr int threads = 4;
	constexpr int each = 5000;
	std::vector<std::vector<UUID>> drawn(threads);
	std::vector<std::thread> workers;
	for (std::vector<UUID>& mine : drawn)
	{
		workers.emplace_back([&mine, make] {
			for (int i = 0; i < each; ++i)
				mine.push_back(make());
		});
	}
	for (std::thread& worker : workers)
		worker.join();
	std::set<UUID> all;
	bool rising = true;
	for (const std::vector<UUID>& mine : drawn)
	{
		const auto notLess = [](const UUID& left, const UUID& right) { return left >= right; };
		rising = rising && std::adjacent_find(mine.begin(), mine.end(), notLess) == mine.end();
		all.insert(mine.begin(), mine.end());
	}
	return rising && all.size() == threads * each;
}


} // namespace


class UUIDTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(UUIDTest);
	CPPUNIT_TEST(testVersionsAndVariantAreSet);
	CPPUNIT_TEST(testRandomOnesDiffer);
	CPPUNIT_TEST(testTimeOrderedRiseUnderThreads);
	CPPUNIT_TEST(testVersion7HoldsUnixMilliseconds);
	CPPUNIT_TEST(testVersion6HoldsGregorianTicks);
	CPPUNIT_TEST(testChildOfForkDrawsOtherBytes);
	CPPUNIT_TEST(testParseAcceptsOnlyThe36CharacterForm);
	CPPUNIT_TEST(testParseRefusesAWrongCharacterAtEveryPosition);
	CPPUNIT_TEST(testRoundTripIsLowerCase);
	CPPUNIT_TEST(testNil);
	CPPUNIT_TEST_SUITE_END();

public:
	void testVersionsAndVariantAreSet()
	{
		CPPUNIT_ASSERT_EQUAL(4, UUID::v4().version());
		CPPUNIT_ASSERT_EQUAL(6, UUID::v6().version());
		CPPUNIT_ASSERT_EQUAL(7, UUID::v7().version());
		for (const UUID& uuid : {UUID::v4(), UUID::v6(), UUID::v7()})
		{
			CPPUNIT_ASSERT_EQUAL(0x80, uuid.bytes()[8] & 0xC0);
		}
	}

	void testRandomOnesDiffer()
	{
		std::set<UUID> all;
		for (int i = 0; i < 10000; ++i)
			all.insert(UUID::v4());
		CPPUNIT_ASSERT_EQUAL(std::size_t(10000), all.size());
	}

	void testTimeOrderedRiseUnderThreads()
	{
		CPPUNIT_ASSERT(risesUnderThreads(&UUID::v6));
		CPPUNIT_ASSERT(risesUnderThreads(&UUID::v7));
	}

	void testVersion7HoldsUnixMilliseconds()
	{
		std::int64_t millis = 0;
		const UUID uuid = UUID::v7();
		for (int i = 0; i < 6; ++i)
			millis = millis << 8 | uuid.bytes()[i];
		const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
							 std::chrono::system_clock::now().time_since_epoch())
							 .count();
		CPPUNIT_ASSERT(std::abs(now - millis) < 60000);
	}

	void testVersion6HoldsGregorianTicks()
	{
		std::int64_t ticks = 0;
		const UUID uuid = UUID::v6();
		for (int i = 0; i < 6; ++i)
			ticks = ticks << 8 | uuid.bytes()[i];
		ticks = ticks << 12 | (uuid.bytes()[6] & 0x0F) << 8 | uuid.bytes()[7];
		const std::int64_t seconds = ticks / 10'000'000 - 12219292800;
		const auto now = std::chrono::duration_cast<std::chrono::seconds>(
							 std::chrono::system_clock::now().time_since_epoch())
							 .count();
		CPPUNIT_ASSERT(std::abs(now - seconds) < 60);
	}

	void testChildOfForkDrawsOtherBytes()
	{
		UUID::v4();
		int ends[2];
		CPPUNIT_ASSERT_EQUAL(0, ::pipe(ends));
		const pid_t child = ::fork();
		if (child == 0)
		{
			const UUID drawn = UUID::v4();
			const ssize_t written = ::write(ends[1], drawn.bytes().data(), 16);
			::_exit(written == 16 ? 0 : 1);
		}
		const UUID mine = UUID::v4();
		UUID::Bytes theirs{};
		const ssize_t got = ::read(ends[0], theirs.data(), theirs.size());
		int status = -1;
		::waitpid(child, &status, 0);
		::close(ends[0]);
		::close(ends[1]);
		CPPUNIT_ASSERT_EQUAL(ssize_t(16), got);
		CPPUNIT_ASSERT_EQUAL(0, status);
		CPPUNIT_ASSERT(mine != UUID(theirs));
	}

	void testParseAcceptsOnlyThe36CharacterForm()
	{
		CPPUNIT_ASSERT(UUID::tryParse("01234567-89ab-cdef-0123-456789abcdef"));
		CPPUNIT_ASSERT(UUID::tryParse("01234567-89AB-CDEF-0123-456789ABCDEF"));
		const char* bad[] = {"",
							 "0123456789abcdef0123456789abcdef",
							 "{01234567-89ab-cdef-0123-456789abcdef}",
							 "01234567-89ab-cdef-0123-456789abcde",
							 "01234567-89ab-cdef-0123-456789abcdeff",
							 "01234567-89ab-cdef-0123-456789abcdeg",
							 "0123456789ab--cdef-0123-456789abcdef",
							 "01234567-89ab-cdef-01234-56789abcdef",
							 "01234567-89ab-cdef-0123 456789abcdef",
							 " 1234567-89ab-cdef-0123-456789abcdef",
							 "01234567_89ab_cdef_0123_456789abcdef"};
		for (const char* text : bad)
		{
			CPPUNIT_ASSERT_MESSAGE(text, !UUID::tryParse(text));
			CPPUNIT_ASSERT_THROW(UUID::parse(text), Athanor::SerializationException);
		}
	}

	void testParseRefusesAWrongCharacterAtEveryPosition()
	{
		const std::string good = "01234567-89ab-cdef-0123-456789abcdef";
		for (std::size_t at = 0; at < good.size(); ++at)
		{
			for (const char wrong : {'g', '/', ':', '@', '`', '\0', '\xFF'})
			{
				std::string text = good;
				text[at] = wrong;
				CPPUNIT_ASSERT_MESSAGE(text, !UUID::tryParse(text));
			}
		}
	}

	void testRoundTripIsLowerCase()
	{
		const UUID uuid = UUID::parse("01234567-89AB-CDEF-0123-456789ABCDEF");
		CPPUNIT_ASSERT_EQUAL(std::string("01234567-89ab-cdef-0123-456789abcdef"), uuid.toString());
		const UUID random = UUID::v4();
		CPPUNIT_ASSERT(UUID::parse(random.toString()) == random);
	}

	void testNil()
	{
		CPPUNIT_ASSERT(UUID().isNil());
		CPPUNIT_ASSERT(!UUID::v4().isNil());
		CPPUNIT_ASSERT_EQUAL(std::string("00000000-0000-0000-0000-000000000000"), UUID().toString());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(UUIDTest);

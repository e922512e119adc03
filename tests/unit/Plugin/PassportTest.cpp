//
// PassportTest.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/Passport.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Plugin/PassportNote.h"
#include "Poco/TemporaryFile.h"
#include <cppunit/extensions/HelperMacros.h>
#include <elf.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>


#ifndef ATHANOR_TEST_PLUGINS
#error "tests/CMakeLists.txt adds the folder plugins after the unit tests: it says where the plugins are"
#endif


using namespace Athanor;


namespace {


const std::string realPlugin = ATHANOR_TEST_PLUGINS "/good.so";


std::string bytesOf(const PassportNote& note)
{
	return std::string(reinterpret_cast<const char*>(&note), sizeof(note));
}


/// The smallest shared library that the reader accepts: headers and one segment of notes.
struct Image
{
	ElfW(Ehdr) header{};
	ElfW(Phdr) segment{};
	std::string notes;

	explicit Image(std::string content):
		notes(std::move(content))
	{
		std::memcpy(header.e_ident, ELFMAG, SELFMAG);
		header.e_ident[EI_CLASS] = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
		header.e_ident[EI_DATA] = ELFDATA2LSB;
		header.e_ident[EI_VERSION] = EV_CURRENT;
		header.e_type = ET_DYN;
		header.e_machine = realMachine();
		header.e_version = EV_CURRENT;
		header.e_ehsize = sizeof(header);
		header.e_phoff = sizeof(header);
		header.e_phentsize = sizeof(segment);
		header.e_phnum = 1;
		segment.p_type = PT_NOTE;
		segment.p_offset = sizeof(header) + sizeof(segment);
		segment.p_filesz = notes.size();
		segment.p_align = 4;
	}

	std::string bytes() const
	{
		std::string result(reinterpret_cast<const char*>(&header), sizeof(header));
		result.append(reinterpret_cast<const char*>(&segment), sizeof(segment));
		return result + notes;
	}

private:
	static decltype(ElfW(Ehdr)::e_machine) realMachine()
	{
		ElfW(Ehdr) own{};
		std::ifstream("/proc/self/exe", std::ios::binary).read(reinterpret_cast<char*>(&own), sizeof(own));
		return own.e_machine;
	}
};


} // namespace


class PassportTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PassportTest);
	CPPUNIT_TEST(testReadRealPluginGivesItsFacts);
	CPPUNIT_TEST(testReadSmallestImageGivesItsFacts);
	CPPUNIT_TEST(testReadSecondNoteOfSegmentIsFound);
	CPPUNIT_TEST(testReadSegmentAlignedTo8IsFound);
	CPPUNIT_TEST(testReadMissingFileIsRefused);
	CPPUNIT_TEST(testReadPathThroughFileIsRefused);
	CPPUNIT_TEST(testReadDirectoryIsRefused);
	CPPUNIT_TEST(testReadNamedPipeIsRefusedWithoutWaiting);
	CPPUNIT_TEST(testReadEmptyFileIsRefused);
	CPPUNIT_TEST(testReadTextIsRefused);
	CPPUNIT_TEST(testReadFourBytesOfElfIsTruncated);
	CPPUNIT_TEST(testReadOtherMachineIsRefused);
	CPPUNIT_TEST(testReadOtherByteOrderIsRefused);
	CPPUNIT_TEST(testReadOtherWordSizeIsRefused);
	CPPUNIT_TEST(testReadProgramIsRefused);
	CPPUNIT_TEST(testReadObjectFileIsRefused);
	CPPUNIT_TEST(testReadImpossibleSegmentTableIsRefused);
	CPPUNIT_TEST(testReadHugeOffsetsAreTruncated);
	CPPUNIT_TEST(testReadLibraryWithoutPassportIsRefused);
	CPPUNIT_TEST(testReadNoteOfOtherOwnerIsNoPassport);
	CPPUNIT_TEST(testReadCutNoteIsRefused);
	CPPUNIT_TEST(testReadTwoPassportsAreRefused);
	CPPUNIT_TEST(testReadShortPassportIsRefused);
	CPPUNIT_TEST(testReadUnknownKindIsRefused);
	CPPUNIT_TEST(testReadBadNameIsRefused);
	CPPUNIT_TEST(testReadUnterminatedNameIsRefused);
	CPPUNIT_TEST(testReadBadVersionIsRefused);
	CPPUNIT_TEST(testReadBadFingerprintIsRefused);
	CPPUNIT_TEST(testReadOtherLayoutNamesBothVersions);
	CPPUNIT_TEST(testReadOtherSdkNamesBothVersions);
	CPPUNIT_TEST(testReadOtherFingerprintNamesWhatDiffers);
	CPPUNIT_TEST(testInspectAcceptsOtherSdkAndFingerprint);
	CPPUNIT_TEST(testReadPluginTruncatedAnywhereIsRefused);
	CPPUNIT_TEST(testReadFlippedBytesNeverDoesMoreThanThrow);
	CPPUNIT_TEST(testFingerprintFitsAndNamesItsParts);
	CPPUNIT_TEST_SUITE_END();

public:
	void testReadRealPluginGivesItsFacts()
	{
		const Passport passport = readPassport(realPlugin);
		CPPUNIT_ASSERT_EQUAL(std::string("good"), passport.name);
		CPPUNIT_ASSERT_EQUAL(std::string("1.2.3"), passport.version);
		CPPUNIT_ASSERT(passport.kind == PluginKind::Service);
		CPPUNIT_ASSERT_EQUAL(std::uint32_t(ATHANOR_SDK_VERSION), passport.sdkVersion);
		CPPUNIT_ASSERT_EQUAL(std::string(abiFingerprint.view()), passport.fingerprint);
	}

	void testReadSmallestImageGivesItsFacts()
	{
		write(Image(bytesOf(good())).bytes());
		const Passport passport = readPassport(path());
		CPPUNIT_ASSERT_EQUAL(std::string("books"), passport.name);
		CPPUNIT_ASSERT(passport.kind == PluginKind::Backend);
	}

	void testReadSecondNoteOfSegmentIsFound()
	{
		PassportNote other = good();
		other.owner[0] = 'B';
		write(Image(bytesOf(other) + bytesOf(good())).bytes());
		CPPUNIT_ASSERT_EQUAL(std::string("books"), readPassport(path()).name);
	}

	void testReadSegmentAlignedTo8IsFound()
	{
		// Header and owner are 20 bytes here: the content starts at 24.
		std::string notes = bytesOf(good());
		notes.insert(20, 4, '\0');
		Image image(notes);
		image.segment.p_align = 8;
		write(image.bytes());
		CPPUNIT_ASSERT_EQUAL(std::string("books"), readPassport(path()).name);
	}

	void testReadMissingFileIsRefused()
	{
		assertRefused("/nonexistent/books.so", "no such file");
	}

	void testReadPathThroughFileIsRefused()
	{
		assertRefused("/dev/null/books.so", "cannot be opened: ");
	}

	void testReadDirectoryIsRefused()
	{
		assertRefused("/tmp", "is a directory");
	}

	void testReadNamedPipeIsRefusedWithoutWaiting()
	{
		CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(path().c_str(), 0600));
		assertRefused(path(), "is not a regular file");
	}

	void testReadEmptyFileIsRefused()
	{
		assertContentRefused("", "is empty");
	}

	void testReadTextIsRefused()
	{
		assertContentRefused("just a text, long enough to hold a whole header of an ELF file, and more",
							 "is not an ELF file");
	}

	void testReadFourBytesOfElfIsTruncated()
	{
		assertContentRefused(ELFMAG, "is truncated");
	}

	void testReadOtherMachineIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_machine = EM_PPC64;
		assertContentRefused(image.bytes(), "is built for ppc64, not for ");
	}

	void testReadOtherByteOrderIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_ident[EI_DATA] = ELFDATA2MSB;
		image.header.e_machine = static_cast<decltype(image.header.e_machine)>(EM_S390 << 8);
		assertContentRefused(image.bytes(), "is built for s390, not for ");
	}

	void testReadOtherWordSizeIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_ident[EI_CLASS] = ELFCLASSNONE;
		assertContentRefused(image.bytes(), "of other word size or byte order");
	}

	void testReadProgramIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_type = ET_EXEC;
		assertContentRefused(image.bytes(), "is not a shared library but a program");
	}

	void testReadObjectFileIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_type = ET_REL;
		assertContentRefused(image.bytes(), "is not a shared library but an object file");
	}

	void testReadImpossibleSegmentTableIsRefused()
	{
		Image image(bytesOf(good()));
		image.header.e_phnum = 0xFFFF;
		assertContentRefused(image.bytes(), "impossible table of segments");
	}

	void testReadHugeOffsetsAreTruncated()
	{
		Image image(bytesOf(good()));
		image.segment.p_offset = static_cast<decltype(image.segment.p_offset)>(-16);
		image.segment.p_filesz = 32;
		assertContentRefused(image.bytes(), "is truncated");
	}

	void testReadLibraryWithoutPassportIsRefused()
	{
		assertRefused(ATHANOR_TEST_PLUGINS "/no-passport.so", "is not an Athanor plugin");
	}

	void testReadNoteOfOtherOwnerIsNoPassport()
	{
		PassportNote note = good();
		note.owner[6] = 'R';
		assertContentRefused(Image(bytesOf(note)).bytes(), "is not an Athanor plugin");
	}

	void testReadCutNoteIsRefused()
	{
		PassportNote note = good();
		note.contentSize = 0xFFFFFFFF;
		assertContentRefused(Image(bytesOf(note)).bytes(), "a note is cut off");
	}

	void testReadTwoPassportsAreRefused()
	{
		assertContentRefused(Image(bytesOf(good()) + bytesOf(good())).bytes(), "passport: more than one");
	}

	void testReadShortPassportIsRefused()
	{
		PassportNote note = good();
		note.contentSize = 16;
		assertContentRefused(Image(bytesOf(note).substr(0, 36)).bytes(), "passport: 16 bytes instead of ");
	}

	void testReadUnknownKindIsRefused()
	{
		assertNoteRefused([](PassportNote& note) { note.kind = 9; }, "passport: unknown kind 9");
	}

	void testReadBadNameIsRefused()
	{
		assertNoteRefused([](PassportNote& note) { note.name.data[0] = '/'; }, "passport: bad name");
	}

	void testReadUnterminatedNameIsRefused()
	{
		assertNoteRefused([](PassportNote& note) { std::memset(note.name.data, 'x', 64); },
						  "passport: bad name");
	}

	void testReadBadVersionIsRefused()
	{
		assertNoteRefused([](PassportNote& note) { note.version.data[1] = '\n'; }, "passport: bad version");
	}

	void testReadBadFingerprintIsRefused()
	{
		assertNoteRefused([](PassportNote& note) { note.fingerprint.data[3] = '\x1b'; },
						  "passport: bad fingerprint");
	}

	void testReadOtherLayoutNamesBothVersions()
	{
		assertNoteRefused(
			[](PassportNote& note) {
				note.type = 2;
				note.sdkVersion = 3004;
			},
			"another version of Athanor: expected " + sdkVersionText(ATHANOR_SDK_VERSION) + ", found 3.4");
	}

	void testReadOtherSdkNamesBothVersions()
	{
		assertNoteRefused([](PassportNote& note) { note.sdkVersion = 7002; },
						  "another version of Athanor: expected " + sdkVersionText(ATHANOR_SDK_VERSION) +
							  ", found 7.2");
	}

	void testReadOtherFingerprintNamesWhatDiffers()
	{
		PassportNote note = good();
		std::string text(note.fingerprint.view());
		text.replace(text.find("library=libstdc++"), 17, "library=libc++");
		note.fingerprint = {};
		note.fingerprint.append(text);
		assertContentRefused(Image(bytesOf(note)).bytes(),
							 "expected library=libstdc++, found library=libc++");
	}

	void testInspectAcceptsOtherSdkAndFingerprint()
	{
		PassportNote note = good();
		note.sdkVersion = 7002;
		note.fingerprint = {};
		note.fingerprint.append("something=else");
		write(Image(bytesOf(note)).bytes());
		const Passport passport = inspectPassport(path());
		CPPUNIT_ASSERT_EQUAL(std::uint32_t(7002), passport.sdkVersion);
		CPPUNIT_ASSERT_EQUAL(std::string("something=else"), passport.fingerprint);
	}

	void testReadPluginTruncatedAnywhereIsRefused()
	{
		const std::string whole = contentOf(realPlugin);
		CPPUNIT_ASSERT(whole.size() > 4096);
		write(whole);
		for (std::size_t size = (whole.size() - 1) / 512 * 512; size > 0; size -= 512)
		{
			CPPUNIT_ASSERT_EQUAL(0, ::truncate(path().c_str(), static_cast<::off_t>(size)));
			assertRefused(path(), "is truncated");
		}
	}

	void testReadFlippedBytesNeverDoesMoreThanThrow()
	{
		const std::string whole = contentOf(realPlugin);
		write(whole);
		std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
		std::mt19937 random(20260101);
		int refused = 0;
		for (int i = 0; i < 2000; ++i)
		{
			// Half of them where headers and notes lie.
			const std::size_t range = i % 2 ? whole.size() : 1024;
			const std::size_t at = random() % range;
			const char flipped = static_cast<char>(whole[at] ^ static_cast<char>(1 + random() % 255));
			file.seekp(static_cast<std::streamoff>(at)).put(flipped).flush();
			if (!reads()) ++refused;
			file.seekp(static_cast<std::streamoff>(at)).put(whole[at]).flush();
		}
		CPPUNIT_ASSERT(refused > 200);
		CPPUNIT_ASSERT(reads());
	}

	void testFingerprintFitsAndNamesItsParts()
	{
		const std::string text(abiFingerprint.view());
		CPPUNIT_ASSERT(text.size() < sizeof(FingerprintText) - 16);
		for (const char* part :
			 {"pointer=", "c++abi=1", "library=libstdc++", "cxx11=1", "poco=1.", "sanitizer=", "layout="})
			CPPUNIT_ASSERT_MESSAGE(part, text.find(part) != std::string::npos);
	}

private:
	static PassportNote good()
	{
		return makePassportNote(PluginKind::Backend, "books", "2.0");
	}

	const std::string& path() const
	{
		return _file.path();
	}

	void write(const std::string& bytes)
	{
		std::ofstream file(path(), std::ios::binary | std::ios::trunc);
		file << bytes;
		CPPUNIT_ASSERT(file.flush().good());
	}

	static std::string contentOf(const std::string& path)
	{
		std::ifstream file(path, std::ios::binary);
		return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
	}

	bool reads() const
	{
		try
		{
			readPassport(path());
			return true;
		}
		catch (const PluginException&)
		{
			return false;
		}
	}

	/// The message names the file and the cause, on one line.
	static void assertRefused(const std::string& path, const std::string& cause)
	{
		std::string message;
		try
		{
			readPassport(path);
		}
		catch (const PluginException& exception)
		{
			message = exception.message();
		}
		CPPUNIT_ASSERT_MESSAGE(message, message.rfind("plugin " + path + ": ", 0) == 0);
		CPPUNIT_ASSERT_MESSAGE(message, message.find(cause) != std::string::npos);
		CPPUNIT_ASSERT_MESSAGE(message, message.find('\n') == std::string::npos);
	}

	void assertContentRefused(const std::string& bytes, const std::string& cause)
	{
		write(bytes);
		assertRefused(path(), cause);
	}

	void assertNoteRefused(const std::function<void(PassportNote&)>& change, const std::string& cause)
	{
		PassportNote note = good();
		change(note);
		assertContentRefused(Image(bytesOf(note)).bytes(), cause);
	}

	Poco::TemporaryFile _file;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PassportTest);

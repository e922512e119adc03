//
// ElfFile.h
//
// Library: Foundation
// Package: Plugin
//
// Bounds-checked reading of shared libraries.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_ElfFile_INCLUDED
#define Athanor_Plugin_ElfFile_INCLUDED


#include <elf.h>
#include <link.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// An ElfFile is a shared library for this machine, opened for reading.
///
/// It reads the parts that were asked for and believes none of the numbers in them. The file is read, not
/// mapped: one that shrinks meanwhile is a message and not a SIGBUS.
///
/// Thread safety: one thread at a time.
class ElfFile
{
public:
	struct Note
	{
		std::uint32_t type;
		std::string content;
	};

	/// Throws PluginException, with the path and the cause in its message, if the file is not a complete
	/// shared library for this machine.
	explicit ElfFile(const std::string& path);
	ElfFile(const ElfFile&) = delete;
	ElfFile& operator=(const ElfFile&) = delete;
	~ElfFile();

	/// All notes of one owner, in the order of the file. Throws PluginException if the file cannot be read or
	/// its notes are not well formed.
	std::vector<Note> notes(std::string_view owner) const;

	/// Throws PluginException with the path and the cause.
	[[noreturn]] void refuse(const std::string& cause) const;

private:
	void open();
	void checkIdentity(const std::string& start) const;
	void readProgramHeaders();
	void checkComplete() const;
	bool holds(std::uint64_t offset, std::uint64_t size) const noexcept;
	std::string read(std::uint64_t offset, std::size_t size) const;
	void collectNotes(const ElfW(Phdr) & segment, std::string_view owner, std::vector<Note>& found) const;

	std::string _path;
	int _file = -1;
	std::uint64_t _size = 0;
	ElfW(Ehdr) _header{};
	std::vector<ElfW(Phdr)> _segments;
};


} // namespace Athanor


#endif // Athanor_Plugin_ElfFile_INCLUDED

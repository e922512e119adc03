//
// ElfFile.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "ElfFile.h"
#include "Athanor/Core/Exceptions.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <system_error>


namespace Athanor {


namespace {


#if defined(__x86_64__)
constexpr unsigned thisMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr unsigned thisMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr unsigned thisMachine = EM_RISCV;
#elif defined(__powerpc64__)
constexpr unsigned thisMachine = EM_PPC64;
#elif defined(__s390x__)
constexpr unsigned thisMachine = EM_S390;
#elif defined(__i386__)
constexpr unsigned thisMachine = EM_386;
#elif defined(__arm__)
constexpr unsigned thisMachine = EM_ARM;
#else
#error "name the ELF machine of this processor here"
#endif
constexpr unsigned char thisClass = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
constexpr unsigned char thisOrder = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;

// Libraries have about ten segments and their notes a few hundred bytes; more is damage, not need.
constexpr std::size_t maximumSegments = 1024;
constexpr std::size_t maximumNotes = 1024 * 1024;


std::string machineName(unsigned machine)
{
	switch (machine)
	{
	case EM_X86_64:
		return "x86-64";
	case EM_AARCH64:
		return "aarch64";
	case EM_RISCV:
		return "riscv";
	case EM_PPC64:
		return "ppc64";
	case EM_S390:
		return "s390";
	case EM_386:
		return "i386";
	case EM_ARM:
		return "arm";
	default:
		return "machine " + std::to_string(machine);
	}
}


std::string kindOfFile(unsigned type)
{
	switch (type)
	{
	case ET_REL:
		return "an object file";
	case ET_EXEC:
		return "a program";
	case ET_CORE:
		return "a core dump";
	default:
		return "type " + std::to_string(type);
	}
}


std::string errorText(int error)
{
	return std::generic_category().message(error);
}


} // namespace


ElfFile::ElfFile(const std::string& path):
	_path(path)
{
	try
	{
		open();
		checkIdentity(read(0, _size < sizeof(_header) ? _size : sizeof(_header)));
		readProgramHeaders();
		checkComplete();
	}
	catch (...)
	{
		// No destructor runs after a constructor that throws.
		if (_file >= 0) ::close(_file);
		throw;
	}
}


ElfFile::~ElfFile()
{
	::close(_file);
}


void ElfFile::refuse(const std::string& cause) const
{
	throw PluginException("plugin " + _path + ": " + cause);
}


void ElfFile::open()
{
	// Without O_NONBLOCK a named pipe would wait for a writer here.
	_file = ::open(_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (_file < 0)
	{
		const int error = errno;
		if (error == ENOENT) refuse("no such file");
		refuse("cannot be opened: " + errorText(error));
	}
	struct stat status = {};
	if (::fstat(_file, &status) != 0) refuse("cannot be read: " + errorText(errno));
	if (S_ISDIR(status.st_mode)) refuse("is a directory");
	if (!S_ISREG(status.st_mode)) refuse("is not a regular file");
	if (status.st_size == 0) refuse("is empty");
	_size = static_cast<std::uint64_t>(status.st_size);
}


void ElfFile::checkIdentity(const std::string& start) const
{
	if (start.compare(0, SELFMAG, ELFMAG, 0, SELFMAG) != 0) refuse("is not an ELF file");
	if (start.size() < EI_NIDENT + 2 * sizeof(std::uint16_t)) refuse("is truncated");
	const auto fileClass = static_cast<unsigned char>(start[EI_CLASS]);
	const auto order = static_cast<unsigned char>(start[EI_DATA]);
	if (order != ELFDATA2LSB && order != ELFDATA2MSB) refuse("is damaged: unknown byte order");
	// Type and machine lie at the same place in both classes; their byte order is the file's.
	const auto half = [&](std::size_t at) {
		const unsigned first = static_cast<unsigned char>(start[at]);
		const unsigned second = static_cast<unsigned char>(start[at + 1]);
		return order == ELFDATA2LSB ? first | second << 8 : first << 8 | second;
	};
	const unsigned type = half(EI_NIDENT);
	const unsigned machine = half(EI_NIDENT + 2);
	if (machine != thisMachine)
		refuse("is built for " + machineName(machine) + ", not for " + machineName(thisMachine));
	if (fileClass != thisClass || order != thisOrder)
		refuse("is built for a " + machineName(machine) + " of other word size or byte order");
	if (type != ET_DYN) refuse("is not a shared library but " + kindOfFile(type));
	if (start.size() < sizeof(_header)) refuse("is truncated");
}


void ElfFile::readProgramHeaders()
{
	std::memcpy(&_header, read(0, sizeof(_header)).data(), sizeof(_header));
	if (_header.e_phentsize != sizeof(ElfW(Phdr)) || _header.e_phnum == 0 ||
		_header.e_phnum > maximumSegments)
		refuse("is damaged: impossible table of segments");
	const std::size_t size = _header.e_phnum * sizeof(ElfW(Phdr));
	const std::string table = read(_header.e_phoff, size);
	_segments.resize(_header.e_phnum);
	std::memcpy(_segments.data(), table.data(), size);
}


void ElfFile::checkComplete() const
{
	for (const auto& segment : _segments)
	{
		if (!holds(segment.p_offset, segment.p_filesz)) refuse("is truncated");
	}
	// Linkers write the table of sections last, so a copy that was cut short lacks it.
	const std::uint64_t sections = std::uint64_t(_header.e_shnum) * _header.e_shentsize;
	if (_header.e_shoff != 0 && !holds(_header.e_shoff, sections)) refuse("is truncated");
}


bool ElfFile::holds(std::uint64_t offset, std::uint64_t size) const noexcept
{
	return offset <= _size && size <= _size - offset;
}


std::string ElfFile::read(std::uint64_t offset, std::size_t size) const
{
	if (!holds(offset, size)) refuse("is truncated");
	std::string bytes(size, 0);
	std::size_t done = 0;
	while (done < size)
	{
		const ::ssize_t count =
			::pread(_file, bytes.data() + done, size - done, static_cast<::off_t>(offset + done));
		if (count < 0 && errno == EINTR) continue;
		if (count < 0) refuse("cannot be read: " + errorText(errno));
		if (count == 0) refuse("is truncated");
		done += static_cast<std::size_t>(count);
	}
	return bytes;
}


std::vector<ElfFile::Note> ElfFile::notes(std::string_view owner) const
{
	std::vector<Note> found;
	for (const auto& segment : _segments)
	{
		if (segment.p_type == PT_NOTE) collectNotes(segment, owner, found);
	}
	return found;
}


void ElfFile::collectNotes(const ElfW(Phdr) & segment, std::string_view owner, std::vector<Note>& found) const
{
	if (segment.p_filesz > maximumNotes) refuse("is damaged: impossible size of notes");
	const std::string bytes = read(segment.p_offset, segment.p_filesz);
	// Notes are padded to 4 bytes, in segments aligned to 8 bytes to these.
	const std::uint64_t unit = segment.p_align == 8 ? 8 : 4;
	const auto padded = [unit](std::uint64_t size) { return (size + unit - 1) / unit * unit; };
	std::uint64_t at = 0;
	while (bytes.size() - at >= sizeof(ElfW(Nhdr)))
	{
		ElfW(Nhdr) head{};
		std::memcpy(&head, bytes.data() + at, sizeof(head));
		const std::uint64_t ownerAt = at + sizeof(head);
		const std::uint64_t contentAt = at + padded(sizeof(head) + head.n_namesz);
		const std::uint64_t end = contentAt + head.n_descsz;
		if (end > bytes.size()) refuse("is damaged: a note is cut off");
		// The terminator counts as part of the owner.
		const bool same = head.n_namesz == owner.size() + 1 && bytes[ownerAt + owner.size()] == 0 &&
						  bytes.compare(ownerAt, owner.size(), owner) == 0;
		if (same) found.push_back({head.n_type, bytes.substr(contentAt, head.n_descsz)});
		at = padded(end) < bytes.size() ? padded(end) : bytes.size();
	}
}


} // namespace Athanor

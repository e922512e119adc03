//
// Passport.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/Passport.h"
#include "ElfFile.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Plugin/PassportNote.h"
#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>


namespace Athanor {


namespace {


/// Takes the parts of a passport's content off its front.
class Content
{
public:
	explicit Content(std::string_view rest):
		_rest(rest)
	{
	}

	std::uint32_t number()
	{
		std::uint32_t value = 0;
		std::memcpy(&value, _rest.data(), sizeof(value));
		_rest.remove_prefix(sizeof(value));
		return value;
	}

	/// Nothing if the field of that size has no terminator, or anything but zeroes after it.
	std::optional<std::string> text(std::size_t size)
	{
		const std::string_view field = _rest.substr(0, size);
		_rest.remove_prefix(size);
		const std::size_t end = field.find('\0');
		if (end == field.npos || field.find_first_not_of('\0', end) != field.npos) return std::nullopt;
		return std::string(field.substr(0, end));
	}

private:
	std::string_view _rest;
};


bool isFingerprint(const std::string& text)
{
	return !text.empty() &&
		   std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}


std::vector<std::string_view> words(std::string_view text)
{
	std::vector<std::string_view> result;
	while (!text.empty())
	{
		const std::size_t end = std::min(text.find(' '), text.size());
		if (end > 0) result.push_back(text.substr(0, end));
		text.remove_prefix(std::min(end + 1, text.size()));
	}
	return result;
}


/// The words of one text that the other does not have; `nothing` if there are none.
std::string difference(std::string_view text, std::string_view other)
{
	const auto known = words(other);
	std::string result;
	for (const auto word : words(text))
	{
		if (std::find(known.begin(), known.end(), word) != known.end()) continue;
		if (!result.empty()) result += ' ';
		result += word;
	}
	return result.empty() ? "nothing" : result;
}


std::string otherVersion(std::uint32_t found)
{
	return "is built for another version of Athanor: expected " + sdkVersionText(ATHANOR_SDK_VERSION) +
		   ", found " + sdkVersionText(found);
}


Passport decode(const ElfFile& file, const ElfFile::Note& note)
{
	if (note.type != PassportNote::noteType && note.content.size() >= sizeof(std::uint32_t))
		file.refuse(otherVersion(Content(note.content).number()));
	if (note.content.size() != passportContentSize)
		file.refuse("has a malformed passport: " + std::to_string(note.content.size()) +
					" bytes instead of " + std::to_string(passportContentSize));
	Content content(note.content);
	Passport passport;
	passport.sdkVersion = content.number();
	const std::uint32_t kind = content.number();
	const auto name = content.text(sizeof(PassportNote::name));
	const auto version = content.text(sizeof(PassportNote::version));
	const auto fingerprint = content.text(sizeof(PassportNote::fingerprint));
	passport.kind = static_cast<PluginKind>(kind);
	if (passport.kind != PluginKind::Backend && passport.kind != PluginKind::Service)
		file.refuse("has a malformed passport: unknown kind " + std::to_string(kind));
	if (!name || !isPluginName(*name)) file.refuse("has a malformed passport: bad name");
	if (!version || !isPluginVersion(*version)) file.refuse("has a malformed passport: bad version");
	if (!fingerprint || !isFingerprint(*fingerprint))
		file.refuse("has a malformed passport: bad fingerprint");
	passport.name = *name;
	passport.version = *version;
	passport.fingerprint = *fingerprint;
	return passport;
}


} // namespace


Passport readPassport(const std::string& path)
{
	Passport passport = inspectPassport(path);
	requireCompatible(passport, path);
	return passport;
}


Passport inspectPassport(const std::string& path)
{
	const ElfFile file(path);
	const auto notes = file.notes(PassportNote::noteOwner);
	if (notes.empty()) file.refuse("is not an Athanor plugin: it has no passport");
	if (notes.size() > 1) file.refuse("has a malformed passport: more than one");
	return decode(file, notes.front());
}


void requireCompatible(const Passport& passport, const std::string& path)
{
	const std::string who = "plugin " + path + ": " + passport.name + " " + passport.version + " ";
	if (passport.sdkVersion != ATHANOR_SDK_VERSION)
		throw PluginException(who + otherVersion(passport.sdkVersion));
	const std::string_view expected = abiFingerprint.view();
	if (passport.fingerprint != expected)
		throw PluginException(who + "is built in another way: expected " +
							  difference(expected, passport.fingerprint) + ", found " +
							  difference(passport.fingerprint, expected));
}


std::string sdkVersionText(std::uint32_t sdkVersion)
{
	return std::to_string(sdkVersion / 1000) + "." + std::to_string(sdkVersion % 1000);
}


const char* toString(PluginKind kind) noexcept
{
	return kind == PluginKind::Backend ? "backend" : "service";
}


} // namespace Athanor

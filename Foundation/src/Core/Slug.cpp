//
// Slug.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Slug.h"
#include "Athanor/Core/Text.h"
#include "Poco/Unicode.h"
#include <array>


namespace Athanor {


namespace {


/// The lower-case ASCII letter that a character of U+00A0 to U+024F is without its marks; `.`: none.
constexpr std::string_view latin =
	" ....... .a.... ..23 ... 1o.....aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii"
	".nooooo..uuuuy.yaaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.lllllll"
	"l..nnnnnnn..oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzzs................"
	"................oo.............uu............................aaiioouuuuuuuuuu.aa"
	"aa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeoooooo"
	"ooyy............................";
static_assert(latin.size() == 0x250 - 0xA0);


/// The same of U+1E00 to U+1EFF.
constexpr std::string_view latinAdditional =
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
	"oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas...."
	"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
	"uuyyyyyyyy......";
static_assert(latinAdditional.size() == 0x100);


/// Those that are several letters.
struct Several
{
	int character;
	std::string_view letters;
};

constexpr std::array<Several, 17> several{{{0x00BC, "14"},
										   {0x00BD, "12"},
										   {0x00BE, "34"},
										   {0x0132, "ij"},
										   {0x0133, "ij"},
										   {0x01C4, "dz"},
										   {0x01C5, "dz"},
										   {0x01C6, "dz"},
										   {0x01C7, "lj"},
										   {0x01C8, "lj"},
										   {0x01C9, "lj"},
										   {0x01CA, "nj"},
										   {0x01CB, "nj"},
										   {0x01CC, "nj"},
										   {0x01F1, "dz"},
										   {0x01F2, "dz"},
										   {0x01F3, "dz"}}};


std::string_view letterOf(std::string_view table, int offset) noexcept
{
	const std::string_view letter = table.substr(static_cast<std::size_t>(offset), 1);
	return letter == "." ? std::string_view() : letter;
}


/// What is left of a character that is not ASCII when it may only be ASCII.
std::string asciiOf(int character)
{
	for (const Several& one : several)
	{
		if (one.character == character) return std::string(one.letters);
	}
	if (character >= 0xA0 && character < 0x250) return std::string(letterOf(latin, character - 0xA0));
	if (character >= 0x1E00 && character < 0x1F00)
		return std::string(letterOf(latinAdditional, character - 0x1E00));
	if (character >= 0xFF01 && character <= 0xFF5E)
		return std::string(1, static_cast<char>(character - 0xFEE0));
	if (Poco::Unicode::isSpace(character)) return " ";
	return {};
}


/// The character that begins a text which begins with that many bytes of UTF-8.
int decoded(std::string_view text, std::size_t length) noexcept
{
	constexpr std::array<int, 5> masks{0, 0x7F, 0x1F, 0x0F, 0x07};
	int character = static_cast<unsigned char>(text[0]) & masks[length];
	for (std::size_t i = 1; i < length; ++i)
		character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
	return character;
}


bool isBlank(char c) noexcept
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}


/// A SlugWriter takes characters and joins what they leave of words.
///
/// Thread safety: one thread at a time.
class SlugWriter
{
public:
	/// ASCII of any kind.
	void ascii(std::string_view text)
	{
		for (const char c : toLower(text))
		{
			if (c == '-' || isBlank(c))
				_gap = true;
			else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
				word(std::string_view(&c, 1));
		}
	}

	/// A character in UTF-8, as it is.
	void character(int character, std::string_view text)
	{
		if (Poco::Unicode::isSpace(character))
			_gap = true;
		else if (Poco::Unicode::isAlpha(character) || Poco::Unicode::isDigit(character))
			word(text);
	}

	/// Without `-` and `_` at its ends.
	std::string take(const std::string& separator)
	{
		const std::size_t begin = _text.find_first_not_of("-_");
		if (begin == std::string::npos) return {};
		std::string slug;
		for (const char c : _text.substr(begin, _text.find_last_not_of("-_") + 1 - begin))
		{
			if (c == '-')
				slug += separator;
			else
				slug += c;
		}
		return slug;
	}

private:
	void word(std::string_view text)
	{
		if (_gap) _text += '-';
		_gap = false;
		_text += text;
	}

	std::string _text;
	bool _gap = false;
};


std::string encoded(int character)
{
	std::string text;
	const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (character >> shift & 0x3F)); };
	if (character < 0x80)
		text += static_cast<char>(character);
	else if (character < 0x800)
		text += static_cast<char>(0xC0 | character >> 6);
	else if (character < 0x10000)
		text += static_cast<char>(0xE0 | character >> 12);
	else
		text += static_cast<char>(0xF0 | character >> 18);
	if (character >= 0x10000) tail(12);
	if (character >= 0x800) tail(6);
	if (character >= 0x80) tail(0);
	return text;
}


} // namespace


std::string slugify(std::string_view text, const SlugForm& form)
{
	SlugWriter slug;
	while (!text.empty())
	{
		const std::size_t length = utf8Length(text);
		const int character = length == 0 ? 0 : decoded(text, length);
		if (length == 1)
			slug.ascii(text.substr(0, 1));
		else if (length > 1 && !form.unicode)
			slug.ascii(asciiOf(character));
		else if (length > 1)
		{
			const int lower = Poco::Unicode::toLower(character);
			slug.character(lower, encoded(lower));
		}
		text.remove_prefix(length == 0 ? 1 : length);
	}
	return slug.take(form.separator);
}


} // namespace Athanor

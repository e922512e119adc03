// Texts that have broken software before, and texts that want to be SQL.
// SPDX-License-Identifier: MIT
#include "NaughtyStrings.h"
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <utility>


namespace Athanor::Test {


namespace {


using Texts = std::vector<std::string>;


std::string utf8(std::uint32_t code)
{
	const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
	if (code < 0x80) return {byte(code)};
	if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 63))};
	if (code < 0x10000)
		return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))};
	return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63)),
			byte(0x80 | (code & 63))};
}


template <std::size_t Count>
void add(Texts& to, const char* const (&texts)[Count])
{
	to.insert(to.end(), texts, texts + Count);
}


/// Each character of the ranges (ends included) alone, and each fourth of them inside a word.
void addCharacters(Texts& to, std::initializer_list<std::pair<std::uint32_t, std::uint32_t>> ranges)
{
	for (const auto& [first, last] : ranges)
	{
		for (std::uint32_t code = first; code <= last; ++code)
		{
			to.push_back(utf8(code));
			if (code % 4 == 0) to.push_back("in" + utf8(code) + "side");
		}
	}
}


void addInvisible(Texts& to)
{
	addCharacters(to, {{0x01, 0x1F},       {0x7F, 0x9F},        {0xA0, 0xA0},     {0xAD, 0xAD},
					   {0x300, 0x30F},     {0x61C, 0x61C},      {0x115F, 0x1160}, {0x1680, 0x1680},
					   {0x17B4, 0x17B5},   {0x180B, 0x180E},    {0x2000, 0x200F}, {0x2028, 0x202F},
					   {0x205F, 0x206F},   {0x3000, 0x3000},    {0x3164, 0x3164}, {0xFE00, 0xFE0F},
					   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},    {0xFFF9, 0xFFFF}, {0xE0001, 0xE0001},
					   {0xE0020, 0xE0027}, {0x10FFFE, 0x10FFFF}});
}


constexpr const char* numbers[] = {"0",
								   "-0",
								   "+0",
								   "1",
								   "-1",
								   "1.00",
								   "$1.00",
								   "1/2",
								   "1E2",
								   "1E02",
								   "1E+02",
								   "-1E2",
								   "1/0",
								   "0/0",
								   "0.00",
								   "0..0",
								   ".",
								   "0.0.0",
								   "0,00",
								   "0,,0",
								   ",",
								   "--1",
								   "-",
								   "-.",
								   "-,",
								   "1'000",
								   "1 000",
								   "1,000.00",
								   "999999999999999999999999999999999999999999999999",
								   "9223372036854775807",
								   "9223372036854775808",
								   "-9223372036854775809",
								   "18446744073709551616",
								   "2147483648",
								   "4294967296",
								   "1e309",
								   "-1e309",
								   "1e-400",
								   "NaN",
								   "nan",
								   "-NaN",
								   "Infinity",
								   "-Infinity",
								   "INF",
								   "1#INF",
								   "1#QNAN",
								   "0x0",
								   "0xffffffff",
								   "0xabad1dea",
								   "123456789012345678901234567890123456789",
								   "01000",
								   "08",
								   "09",
								   "2.2250738585072011e-308",
								   "１２３",
								   "١٢٣",
								   "²",
								   "½",
								   "1_0",
								   " 2 ",
								   "+2",
								   "0b11",
								   "0o7",
								   "1f",
								   "1l",
								   "1n"};


constexpr const char* words[] = {"undefined",
								 "undef",
								 "null",
								 "NULL",
								 "(null)",
								 "nil",
								 "NIL",
								 "true",
								 "false",
								 "True",
								 "TRUE",
								 "None",
								 "hasOwnProperty",
								 "then",
								 "constructor",
								 "__proto__",
								 "toString",
								 "\\",
								 "\\\\",
								 "\\n",
								 "\\0",
								 "\\x00",
								 "\\u0000",
								 "\\ud800",
								 "\"",
								 "'",
								 "''",
								 "'\"",
								 "\"\"",
								 "`",
								 "´",
								 "“”",
								 "‘’",
								 "CON",
								 "PRN",
								 "AUX",
								 "NUL",
								 "COM1",
								 "LPT1",
								 "id",
								 "ids",
								 "asc",
								 "desc",
								 "ASC",
								 "random()",
								 "rowid",
								 "oid",
								 "ctid",
								 "_rowid_",
								 "1",
								 "title",
								 "password",
								 "created_at",
								 "author_id",
								 "library_book.title",
								 "\"title\"",
								 "title desc",
								 "title, id",
								 "*",
								 "**",
								 "$1",
								 "?1",
								 ":name",
								 "@name",
								 "%",
								 "%%",
								 "_",
								 "%_%",
								 "\\%",
								 "[a-z]",
								 "^$",
								 "(a+)+$",
								 "{}",
								 "[]",
								 "[object Object]",
								 "{\"a\":1}",
								 "[1,2]",
								 "{'a':1}",
								 "a=b",
								 "a&b",
								 "a;b",
								 "a#b",
								 "a?b",
								 "a+b",
								 "a b",
								 "%2e%2e",
								 "%00",
								 "%u0041",
								 "%c0%ae",
								 "&lt;",
								 "&#0;",
								 "&#x0;"};


constexpr const char* programs[] = {
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"javascript:alert(1)",
	"<svg/onload=alert(1)>",
	"<!--",
	"-->",
	"<![CDATA[x]]>",
	"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
	"../../../etc/passwd",
	"..\\..\\windows\\win.ini",
	"/etc/passwd",
	"/dev/null",
	"C:\\",
	"\\\\server\\share",
	"file:///etc/passwd",
	"http://127.0.0.1/",
	"//example.org",
	"~root",
	"$HOME",
	"${HOME}",
	"$(id)",
	"`id`",
	"; id",
	"| id",
	"&& id",
	"|| id",
	"{{7*7}}",
	"${7*7}",
	"#{7*7}",
	"<%= 7*7 %>",
	"${jndi:ldap://127.0.0.1/a}",
	"%s%s%s%s%s",
	"%n%n%n",
	"%x",
	"%d",
	"%p",
	"{0}",
	"%08x",
	"%1$n",
	"*)(uid=*))(|(uid=*",
	"') or ('1'='1",
	"a\r\nSet-Cookie: b=c",
	"a\nb",
	"a\r\n\r\nb",
	"\x1b[31m",
	"\x1b]0;x\x07",
	"Content-Length: 0",
	"GET / HTTP/1.1",
	"System(\"ls\")",
	"eval(\"1\")",
	"require('fs')",
	"() { :; }; id",
	"<a href=\"\x01javascript:1\">"};


constexpr const char* scripts[] = {"é",
								   "e\xCC\x81",
								   "Å",
								   "A\xCC\x8A",
								   "ß",
								   "ẞ",
								   "ı",
								   "İ",
								   "ſ",
								   "Ω",
								   "Ω",
								   "ﬁ",
								   "ﷺ",
								   "田中さん",
								   "和製漢語",
								   "사회과학원",
								   "울란바토르",
								   "𠜎𠜱𠝹",
								   "表ポあA鷗",
								   "Ⱥ",
								   "Ⱦ",
								   "ヽ༼ຈل͜ຈ༽ﾉ",
								   "(｡◕ ∀ ◕｡)",
								   "｀ｨ(´∀｀∩",
								   "__ﾛ(,_,*)",
								   "😍",
								   "👩🏽",
								   "👨‍🦰 👨🏿‍🦰",
								   "👾 🙇 💁",
								   "🇺🇸🇷🇺",
								   "🏳️‍🌈",
								   "٠١٢",
								   "الكل في المجمو عة",
								   "בְּרֵאשִׁית",
								   "\u202Etest\u202D",
								   "test\u2060test",
								   "\u2066test\u2067",
								   "Ṱ̺̺̕o͞ ̷i̲̬n̝̗v̟̜o̘̩k̪e",
								   "˙ɐnbᴉlɐ",
								   "ｆｕｌｌ",
								   "𝕋𝕙𝕖",
								   "𝓣𝓱𝓮",
								   "Ⓣⓗⓔ",
								   "ʇǝʇ",
								   "क्षि",
								   "ക്ഷ",
								   "தமிழ்",
								   "ไทย",
								   "ꙮ",
								   "𓀀",
								   "﷽"};


void addLong(Texts& to)
{
	for (const int length : {40, 41, 63, 64, 100, 101, 200, 201, 255, 256, 511, 512, 999, 1000})
	{
		to.emplace_back(static_cast<std::size_t>(length), 'x');
		to.emplace_back(static_cast<std::size_t>(length), '%');
	}
	std::string nested(500, '(');
	to.push_back(nested + std::string(500, ')'));
}


Texts makeNaughty()
{
	constexpr std::size_t wanted = 500;
	Texts texts;
	add(texts, numbers);
	add(texts, words);
	add(texts, programs);
	add(texts, scripts);
	addLong(texts);
	addInvisible(texts);
	Texts different;
	for (const std::string& text : texts)
	{
		const bool known = std::find(different.begin(), different.end(), text) != different.end();
		if (!known && different.size() < wanted) different.push_back(text);
	}
	if (different.size() < wanted)
		throw std::logic_error("only " + std::to_string(different.size()) + " naughty strings");
	return different;
}


constexpr const char* payloads[] = {" OR 1=1 --",
									" OR 'a'='a",
									" OR \"a\"=\"a",
									"; DROP TABLE library_book; --",
									"; DELETE FROM library_book --",
									" UNION SELECT 1,2,3,4,5,6,7,8,9,10,11,12 --",
									" UNION ALL SELECT NULL --",
									" AND 1=(SELECT count(*) FROM library_author) --",
									" AND SLEEP(5) --",
									"; SELECT pg_sleep(5) --",
									" || pg_sleep(5) --",
									" OR EXISTS(SELECT * FROM library_tag) /*",
									"/**/OR/**/1=1#",
									" ORDER BY 99 --",
									" LIMIT 0 OFFSET 0 --",
									" LIKE '%",
									" IN (SELECT id FROM library_author)",
									"::int",
									" COLLATE nocase",
									" ESCAPE '\\",
									"; ATTACH DATABASE 'x' AS y; --",
									"; COPY library_book TO PROGRAM 'id' --",
									"; PRAGMA foreign_keys=off; --",
									" IS NOT NULL",
									"\\' OR 1=1 --"};


Texts makeInjections()
{
	Texts texts;
	for (const std::string end : {"", "'", "\"", "')", "x' "})
	{
		for (const char* payload : payloads)
		{
			texts.push_back(end + payload);
		}
	}
	return texts;
}


} // namespace


const std::vector<std::string>& naughtyStrings()
{
	static const Texts texts = makeNaughty();
	return texts;
}


const std::vector<std::string>& injectionStrings()
{
	static const Texts texts = makeInjections();
	return texts;
}


} // namespace Athanor::Test

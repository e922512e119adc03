//
// Values.h
//
// Library: Foundation
// Package: Config
//
// How the texts of an ini file become values. Internal to the Config layer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_Values_INCLUDED
#define Athanor_Config_Values_INCLUDED


#include "Athanor/Config/ServerConfig.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::ConfigValues {


/// One word of a comma separated list; offset counts characters from the start of the list.
struct ListItem
{
	std::string text;
	int offset = 0;
};


std::string_view trim(std::string_view text) noexcept;
bool equalsIgnoreCase(std::string_view left, std::string_view right) noexcept;
/// Characters of UTF-8 text.
int countCharacters(std::string_view text) noexcept;

std::optional<bool> parseBoolean(std::string_view text);
/// A whole number, or one with KiB, MiB or GiB; nothing if it is negative or does not fit.
std::optional<std::int64_t> parseBytes(std::string_view text);
/// A finite decimal number.
std::optional<double> parseNumber(std::string_view text);
/// The choice that text names, as spelled there; ASCII case is ignored.
std::optional<std::string> parseChoice(std::string_view text, const std::vector<std::string>& choices);
/// `host:port`; on failure `reason` says why.
std::optional<ListenAddress> parseListen(std::string_view text, std::string& reason);
/// Empty words are kept. Empty text is no word.
std::vector<ListItem> splitList(std::string_view text);
/// A value as messages quote it: in quotation marks, shortened when it is long.
std::string quote(std::string_view text);
/// `a, b or c`.
std::string joinChoices(const std::vector<std::string>& words);
/// `a, b, c`.
std::string join(const std::vector<std::string>& words);


} // namespace Athanor::ConfigValues


#endif // Athanor_Config_Values_INCLUDED

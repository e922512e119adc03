//
// Text.h
//
// Library: Foundation
// Package: Core
//
// Small functions on text that several layers need; all of them independent of locales.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Text_INCLUDED
#define Athanor_Core_Text_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// Lower-cases A to Z; other bytes stay as they are.
Athanor_API std::string toLower(std::string_view text);

/// Whether text is one or more of 0 to 9.
Athanor_API bool isDigits(std::string_view text) noexcept;

/// Reads an optional `-` and ASCII digits. Nothing else is accepted (blanks, `+`), and nothing that
/// does not fit.
Athanor_API std::optional<std::int64_t> parseInteger(std::string_view text) noexcept;

/// Reads ASCII digits. Nothing else is accepted, and nothing that does not fit.
Athanor_API std::optional<std::uint64_t> parseUnsigned(std::string_view text) noexcept;

/// The length in bytes of the UTF-8 sequence that text begins with, 1 to 4; 0 if text is empty or begins
/// with anything else (see isValidUtf8()).
Athanor_API std::size_t utf8Length(std::string_view text) noexcept;

/// Whether text is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
Athanor_API bool isValidUtf8(std::string_view text) noexcept;

/// The name of a class as the name of a table: `UserID` is `user_id`, `HTTPServer` is `http_server`,
/// `OAuth2Token` is `o_auth2_token`.
///
/// A `_` goes before an upper-case letter that follows a lower-case letter or a digit, and before one that
/// is followed by a lower-case letter (not at the start); then everything is lower-cased. ASCII only.
///
/// Source: advanced_alchemy/base.py table_name_regexp
Athanor_API std::string snakeCase(std::string_view name);

/// The candidate that was most likely meant by a mistyped word, for "did you mean …?"; empty if none is
/// near enough: at most max(1, a third of the word's length) letters wrong, missing, too many or swapped.
/// Among equals the first wins. Upper and lower case count as equal.
Athanor_API std::string closestMatch(std::string_view word, const std::vector<std::string>& candidates);

/// Base64 of RFC 4648 §4, padded, without line breaks.
Athanor_API std::string base64Encode(std::string_view bytes);

/// Reads what base64Encode() writes; nothing for anything else (missing padding, blanks, the URL alphabet,
/// bits set after the last byte).
Athanor_API std::optional<std::string> base64Decode(std::string_view text);


} // namespace Athanor


#endif // Athanor_Core_Text_INCLUDED

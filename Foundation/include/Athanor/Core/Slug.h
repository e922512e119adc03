//
// Slug.h
//
// Library: Foundation
// Package: Core
//
// From a title to a name for URLs.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Slug_INCLUDED
#define Athanor_Core_Slug_INCLUDED


#include "Athanor/Core/API.h"
#include <string>
#include <string_view>


namespace Athanor {


/// How a slug is spelt.
struct SlugForm
{
	bool unicode = false;        ///< letters of all scripts stay, instead of those of ASCII only
	std::string separator = "-"; ///< between words
};


/// A name for URLs: lower case, words joined by `-`, of letters, digits and `_` only. May be empty.
///
///     slugify("Ünï çødé, C++")     uni-cde-c
///
/// Latin letters lose their marks (U+00A0 to U+024F and U+1E00 to U+1EFF, decomposed as NFKD), full-width forms become ASCII;
/// everything else beyond ASCII is dropped, what has no decomposition (ø, ß) as well. With SlugForm::unicode nothing is decomposed
/// and nothing composed: a slug is spelt as its text was. Bytes that are no UTF-8 are dropped.
/// Thread safety: thread-safe. Source: advanced_alchemy/utils/text.py slugify @2accd6e1.
Athanor_API std::string slugify(std::string_view text, const SlugForm& form = {});


} // namespace Athanor


#endif // Athanor_Core_Slug_INCLUDED

//
// Reader.h
//
// Library: Foundation
// Package: Json
//
// Reads JSON text, strictly.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Json_Reader_INCLUDED
#define Athanor_Json_Reader_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Json/Value.h"
#include <cstddef>
#include <string_view>


namespace Athanor::Json {


/// How much a document may ask for.
struct ReaderLimits
{
	int maxDepth = 64;             ///< arrays and objects inside each other
	std::size_t maxNodes = 100000; ///< values in total, the containers included
};


/// Reads one JSON document (RFC 8259), UTF-8 without a byte order mark; any kind of value at the top.
///
/// Stricter than the RFC where senders and databases would disagree later: a key twice in an object,
/// U+0000 in a string, and half a surrogate pair are errors. Numbers keep their text; those beyond the range
/// of a double are errors.
///
/// Throws InvalidRequestException with the place: `malformed JSON at line 1, column 17: <reason>` (columns
/// count characters), or `malformed JSON: <reason> at /items/3` where one value of it is not acceptable: a key twice, a
/// number or text that is none, too many values, too deep.
Athanor_API Value parse(std::string_view text, const ReaderLimits& limits = {});


} // namespace Athanor::Json


#endif // Athanor_Json_Reader_INCLUDED

//
// Slugs.h
//
// Library: Foundation
// Package: Repository
//
// Slugs of a table, as both faces of a slug repository need them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_Slugs_INCLUDED
#define Athanor_Repository_Slugs_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Repository/TableRepository.h"
#include <string>


namespace Athanor {


/// The query for the row with that slug (column `slug`, see SlugKey).
Athanor_API Query bySlug(const std::string& slug);


/// slugify(text), cut to the column's length, or with some random characters behind it if a row has that slug already; random
/// ones alone of a text that leaves none.
///
/// It is free when it is looked for: a row that somebody adds meanwhile is still refused by the unique constraint.
/// Arguments live until the task is done. Throws InvalidRequestException if the table has no column `slug`.
/// Source: advanced_alchemy/repository/_async.py SQLAlchemyAsyncSlugRepository, which does not look a second time.
Athanor_API Task<std::string> availableSlug(TableRepository& rows, const std::string& text);


} // namespace Athanor


#endif // Athanor_Repository_Slugs_INCLUDED

//
// RelationLoader.h
//
// Library: Foundation
// Package: Repository
//
// Loads related rows into records.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_RelationLoader_INCLUDED
#define Athanor_Repository_RelationLoader_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Relations.h"
#include <vector>


namespace Athanor {


/// Sets the related rows of `records` (all of one table), as many levels deep as `relations` go.
///
/// The rows of a relation are selected by the keys of all records at once, in one statement (two with an association
/// table); only where there are more keys than a statement may have placeholders, in several. How many records there are
/// does not matter otherwise. A record without related rows gets none, which is not the same as not loaded.
///
/// Arguments live until the task is done. Throws InvalidRequestException if the relations are not those of the table, and
/// what the database says.
/// Source: sqlalchemy's selectin loading, as advanced_alchemy/repository/_util.py get_abstract_loader_options asks for.
Athanor_API Task<void> loadRelations(UnitOfWork& unit, const Relations& relations,
									 std::vector<Record>& records);


} // namespace Athanor


#endif // Athanor_Repository_RelationLoader_INCLUDED

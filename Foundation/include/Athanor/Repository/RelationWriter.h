//
// RelationWriter.h
//
// Library: Foundation
// Package: Repository
//
// Writes records together with their related rows.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_RelationWriter_INCLUDED
#define Athanor_Repository_RelationWriter_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Repository/Key.h"


namespace Athanor {


/// Inserts a record and what is related to it (Record::setRelated), level by level. Related rows are
///
/// - inserted, when their key is not set or nobody has it,
/// - otherwise taken as they are in the database, changed by what else is set in them.
///
/// Foreign keys and association rows follow from the relations; whatever the rows themselves say about them is overwritten.
/// Returns the record as stored, with its related rows as stored.
///
/// Throws IntegrityException and its kinds. Arguments live until the task is done.
Athanor_API Task<Record> addWithRelated(UnitOfWork& unit, Record record);


/// Changes the row with that key and replaces those of its relations that `changes` has: related rows as above, and
///
/// - many to one: no row makes the foreign key null,
/// - one to many: rows that are left out lose their foreign key, or are removed where the relation owns them,
/// - many to many: the association rows of rows that are left out are removed.
///
/// Relations that `changes` does not have are not touched. Returns the row as stored, with the replaced relations.
/// Throws NotFoundException, IntegrityException and its kinds. Arguments live until the task is done.
Athanor_API Task<Record> updateWithRelated(UnitOfWork& unit, const Key& key, Record changes);


} // namespace Athanor


#endif // Athanor_Repository_RelationWriter_INCLUDED

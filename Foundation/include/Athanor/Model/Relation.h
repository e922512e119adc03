//
// Relation.h
//
// Library: Foundation
// Package: Model
//
// How the rows of one table belong to the rows of another.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Relation_INCLUDED
#define Athanor_Model_Relation_INCLUDED


#include "Athanor/Core/API.h"
#include <memory>
#include <string>
#include <vector>


namespace Athanor {


class Table;


/// Which side has the foreign key.
enum class RelationKind
{
	OneToMany,  ///< the other rows refer to this one
	ManyToOne,  ///< this row refers to the other one
	ManyToMany, ///< rows of an association table refer to both
};


/// A Relation says that rows of another table belong to a row: what a model's `relation("books", &Shelf::books)`
/// becomes. It is a description; which columns it goes over is found when it is first used (see RelationPath), because
/// the other table may be described later.
///
/// Thread safety: a value; immutable once its Table is registered.
struct Relation
{
	std::string name;
	RelationKind kind = RelationKind::OneToMany;
	const Table& (*target)() = nullptr;
	std::vector<std::string> foreignKey; ///< its columns; empty: the only one between the tables
	std::string through;                 ///< the association table of ManyToMany
	/// Its columns that refer to this table and to the target, in the order of their primary keys.
	std::vector<std::string> throughColumns;
	std::vector<std::string> throughTargetColumns;
	std::string orderBy; ///< a column of the target; empty: its primary key
	bool descending = false;
	/// Rows of OneToMany that are replaced are removed. Otherwise their foreign key becomes null, which the database
	/// refuses where it must not be.
	bool owned = false;
};


/// A RelationPath is a relation with its columns: a row and a related one have equal values in `local` and `remote`, or
/// a row of the association has those of both.
///
/// Thread safety: immutable. Lifetime: as its Table; the association lives with it.
struct RelationPath
{
	const Table* target = nullptr;
	std::vector<std::size_t> local;           ///< columns of the table that has the relation
	std::vector<std::size_t> remote;          ///< columns of the target, as many
	std::shared_ptr<const Table> association; ///< of ManyToMany: the two foreign keys are its key
	std::vector<std::size_t> associationLocal;
	std::vector<std::size_t> associationRemote;
};


/// Finds the columns of a relation of `table`.
/// Throws ImproperConfigurationException naming table and relation if there is no foreign key for it, or several.
Athanor_API RelationPath findPath(const Table& table, const Relation& relation);


} // namespace Athanor


#endif // Athanor_Model_Relation_INCLUDED

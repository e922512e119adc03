//
// Ddl.h
//
// Library: Foundation
// Package: Query
//
// CREATE statements of tables, and the parts they are made of.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Ddl_INCLUDED
#define Athanor_Query_Ddl_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Backend/Statement.h"
#include <string>
#include <vector>


namespace Athanor {


/// The statements that create a table with all its constraints, its indexes, and its comments where the database keeps
/// them. With `ifNotExists` CREATE does nothing where the table is already there.
///
/// Source: advanced_alchemy/base.py convention; SQLAlchemy's CreateTable.
Athanor_API std::vector<Statement> createTable(const Table& table, const Dialect& dialect, bool ifNotExists);

/// The statements that create several tables in this order. A foreign key to a table that comes later in the list is
/// added when all are there, where the database wants it so (tables that refer to each other have no order).
Athanor_API std::vector<Statement> createTables(const std::vector<const Table*>& tables,
												const Dialect& dialect, bool ifNotExists);


/// What DDL is made of. Names are quoted; types, defaults, checks and actions are SQL from the model, never from a client.
///
/// Thread safety: thread-safe.
namespace Ddl {


/// `"name" VARCHAR(100) DEFAULT 'x' NOT NULL`
Athanor_API std::string column(const Column& column, const Dialect& dialect);
/// `CONSTRAINT "pk_book" PRIMARY KEY ("id")`
Athanor_API std::string primaryKey(const Table& table, const Dialect& dialect);
/// `CONSTRAINT "uq_book_isbn" UNIQUE ("isbn")`
Athanor_API std::string constraint(const UniqueConstraint& unique, const Dialect& dialect);
/// `CONSTRAINT "ck_book_price" CHECK (price > 0)`
Athanor_API std::string constraint(const CheckConstraint& check, const Dialect& dialect);
/// `CONSTRAINT "fk_book_shelf_id_shelf" FOREIGN KEY ("shelf_id") REFERENCES "shelf" ("id") ON DELETE cascade`
Athanor_API std::string constraint(const ForeignKey& key, const Dialect& dialect);

/// `CREATE UNIQUE INDEX "ix_book_year" ON "book" ("year")`
Athanor_API Statement createIndex(const std::string& table, const Index& index, const Dialect& dialect,
								  bool ifNotExists);
/// `ALTER TABLE "book" ADD CONSTRAINT …`
Athanor_API Statement addForeignKey(const std::string& table, const ForeignKey& key, const Dialect& dialect);
/// `COMMENT ON TABLE "book" IS 'text'`; an empty text removes the comment.
Athanor_API Statement commentOnTable(const std::string& table, const std::string& text,
									 const Dialect& dialect);
Athanor_API Statement commentOnColumn(const std::string& table, const std::string& column,
									  const std::string& text, const Dialect& dialect);


} // namespace Ddl


} // namespace Athanor


#endif // Athanor_Query_Ddl_INCLUDED

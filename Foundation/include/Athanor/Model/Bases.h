//
// Bases.h
//
// Library: Foundation
// Package: Model
//
// Keys and columns that models share, to be inherited.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Bases_INCLUDED
#define Athanor_Model_Bases_INCLUDED


#include "Athanor/Model/Description.h"


namespace Athanor {


/// A list of base types.
template <typename... Ts>
struct TypeList
{
};


/// A key `id` that is a random UUID, made on the client side.
/// Source: advanced_alchemy/base.py UUIDBase.
struct UUIDBase
{
	UUID id;

	static constexpr auto baseColumns()
	{
		return table(column("id", &UUIDBase::id).primaryKey().generated(Generator::UUIDv4).sortOrder(-100));
	}
};


/// Like UUIDBase, time ordered (version 6). Source: advanced_alchemy/base.py UUIDv6Base.
struct UUIDv6Base
{
	UUID id;

	static constexpr auto baseColumns()
	{
		return table(column("id", &UUIDv6Base::id).primaryKey().generated(Generator::UUIDv6).sortOrder(-100));
	}
};


/// Like UUIDBase, time ordered (version 7). Source: advanced_alchemy/base.py UUIDv7Base.
struct UUIDv7Base
{
	UUID id;

	static constexpr auto baseColumns()
	{
		return table(column("id", &UUIDv7Base::id).primaryKey().generated(Generator::UUIDv7).sortOrder(-100));
	}
};


/// A key `id` of 21 random characters that are safe in URLs, made on the client side.
/// Source: advanced_alchemy/base.py NanoIDBase.
struct NanoIDBase
{
	std::string id;

	static constexpr auto baseColumns()
	{
		return table(column("id", &NanoIDBase::id).primaryKey().generated(Generator::NanoID).sortOrder(-100));
	}
};


/// A key `id` that is a 64-bit integer counted by the database. On PostgreSQL the sequence is `{table}_id_seq`, owned by
/// an identity column, so it goes when the table goes. Source: advanced_alchemy/base.py BigIntBase.
struct BigIntBase
{
	std::int64_t id = 0;

	static constexpr auto baseColumns()
	{
		return table(
			column("id", &BigIntBase::id).primaryKey().generated(Generator::Database).sortOrder(-100));
	}
};


/// The same key under the name of upstream's other base: its IDENTITY column is what BigIntBase is made of here.
/// Source: advanced_alchemy/base.py IdentityBase.
struct IdentityBase: BigIntBase
{
};


/// No key: the model marks its own, which may be several columns.
///
///     struct Seat: DefaultBase { …; static constexpr auto model()
///         { return table(column("room", &Seat::room).primaryKey(), column("number", &Seat::number).primaryKey()); } };
///
/// Source: advanced_alchemy/base.py DefaultBase.
struct DefaultBase
{
};


/// When a row was made and last changed. Source: advanced_alchemy/mixins/audit.py AuditColumns.
struct AuditColumns
{
	DateTime createdAt;
	DateTime updatedAt;

	static constexpr auto baseColumns()
	{
		return table(column("created_at", &AuditColumns::createdAt).generated(Generator::Now).sortOrder(3002),
					 column("updated_at", &AuditColumns::updatedAt)
						 .generated(Generator::Now)
						 .touchOnUpdate()
						 .sortOrder(3003));
	}
};


/// A name for URLs, unique in its table; see slugify() for how one is made of a title.
/// Source: advanced_alchemy/mixins/slug.py SlugKey.
struct SlugKey
{
	std::string slug;

	static constexpr auto baseColumns()
	{
		return table(column("slug", &SlugKey::slug).length(100).unique().sortOrder(-9));
	}
};


/// The bases with audit columns. Source: advanced_alchemy/base.py UUIDAuditBase and its kin.
struct UUIDAuditBase: UUIDBase, AuditColumns
{
};
struct UUIDv6AuditBase: UUIDv6Base, AuditColumns
{
};
struct UUIDv7AuditBase: UUIDv7Base, AuditColumns
{
};
struct NanoIDAuditBase: NanoIDBase, AuditColumns
{
};
struct BigIntAuditBase: BigIntBase, AuditColumns
{
};
struct IdentityAuditBase: IdentityBase, AuditColumns
{
};


/// The bases that a model's table takes columns from when the model inherits them. A project's own mixins are added by
/// specialising ModelBases for the model.
template <typename Model>
struct ModelBases
{
	using Types = TypeList<UUIDBase, UUIDv6Base, UUIDv7Base, NanoIDBase, BigIntBase, SlugKey, AuditColumns>;
};


} // namespace Athanor


#endif // Athanor_Model_Bases_INCLUDED

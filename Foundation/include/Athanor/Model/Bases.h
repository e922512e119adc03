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


/// A key `id` that is a 64-bit integer counted by the database. Source: advanced_alchemy/base.py BigIntBase.
struct BigIntBase
{
	std::int64_t id = 0;

	static constexpr auto baseColumns()
	{
		return table(
			column("id", &BigIntBase::id).primaryKey().generated(Generator::Database).sortOrder(-100));
	}
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


/// The bases that a model's table takes columns from when the model inherits them. A project's own mixins are added by
/// specialising ModelBases for the model.
template <typename Model>
struct ModelBases
{
	using Types = TypeList<UUIDBase, UUIDv6Base, UUIDv7Base, BigIntBase, AuditColumns>;
};


} // namespace Athanor


#endif // Athanor_Model_Bases_INCLUDED

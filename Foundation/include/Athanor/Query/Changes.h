//
// Changes.h
//
// Library: Foundation
// Package: Query
//
// Typed INSERT, UPDATE and DELETE statements over models.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Changes_INCLUDED
#define Athanor_Query_Changes_INCLUDED


#include "Athanor/Query/Select.h"
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>


namespace Athanor {


// Executing one gives the number of rows, or, behind returning(), the rows as they are afterwards (of a removal: as they were).
//
//     session.execute(insert(book));
//     session.execute(insert<Book>().set(&Book::title, "Curtain"));
//     session.execute(update<Book>().set(&Book::year, std::nullopt).where(column(&Book::title) == name));
//     auto gone = session.execute(remove<Book>().where(column(&Book::id) == id).returning());
//
// Columns that nobody sets are generated and defaulted as by a repository, and an update sets the moment of the change. Statements
// are values: each method gives a changed copy. An update or removal without a condition throws InvalidRequestException when it
// is compiled, unless it says everything(). Relations, hooks and checks whether anything differs are the business of repositories.


/// The work behind the typed statements, for any table.
namespace Changes {


/// One INSERT of rows that set the same columns. Throws InvalidRequestException if they do not or there are none.
Athanor_API CompiledStatement compileInsert(const Table& table, std::vector<Record> rows,
											const Compiler::Columns& returning, const Dialect& dialect);
/// `where` empty: all rows, if `everything` says so.
Athanor_API CompiledStatement compileUpdate(Record changes, const std::optional<Condition>& where,
											bool everything, const Compiler::Columns& returning,
											const Dialect& dialect);
Athanor_API CompiledStatement compileRemove(const Table& table, const std::optional<Condition>& where,
											bool everything, const Compiler::Columns& returning,
											const Dialect& dialect);
/// All columns. Throws InvalidRequestException if the database has no RETURNING.
Athanor_API Compiler::Columns returned(const Table& table, const Dialect& dialect);


} // namespace Changes


/// A Returning is a change that gives the rows it changed.
///
/// Thread safety: a value.
template <typename Change, typename Model>
class Returning
{
public:
	using Result = std::vector<Model>;

	explicit Returning(Change change):
		_change(std::move(change))
	{
	}

	CompiledStatement compile(const Dialect& dialect) const
	{
		return _change.compile(dialect, Changes::returned(tableOf<Model>(), dialect));
	}
	Result read(ResultSet& rows) const
	{
		return Select<Model>().read(rows);
	}

private:
	Change _change;
};


/// What all changes have: the number of rows as result. `compile(dialect, returning)` is the change's own.
template <typename Self, typename Model>
class ChangeBase
{
public:
	using Result = std::int64_t;

	/// The same, with the rows as its result.
	Returning<Self, Model> returning() const
	{
		return Returning<Self, Model>(static_cast<const Self&>(*this));
	}
	CompiledStatement compile(const Dialect& dialect) const
	{
		return static_cast<const Self&>(*this).compile(dialect, {});
	}
	Result read(ResultSet& rows) const
	{
		return rows.affectedRows();
	}
};


namespace Detail {


/// Sets a member of a row; null for a member that may be null is `std::nullopt`.
template <typename Model, typename Class, typename Member>
void setMember(Record& record, Member Class::*member, const Member& value)
{
	static_assert(ColumnOf<Class, Model>, "a column of another model is set");
	record.set(columnNameOf<Model>(member), ValueTraits<Member>::toValue(value));
}


} // namespace Detail


/// An Insert adds rows in one statement; made by insert(). Many rows are better added by a repository, which splits them into as
/// many statements as they need.
///
/// Thread safety: a value.
template <typename Model>
class Insert: public ChangeBase<Insert<Model>, Model>
{
public:
	using ChangeBase<Insert<Model>, Model>::compile;

	explicit Insert(std::vector<Record> rows):
		_rows(std::move(rows))
	{
	}

	/// Sets a column of the row (of all of them).
	template <typename Class, typename Member>
	Insert set(Member Class::*member, const std::type_identity_t<Member>& value) const
	{
		Insert copy = *this;
		for (Record& row : copy._rows)
			Detail::setMember<Model>(row, member, value);
		return copy;
	}

	CompiledStatement compile(const Dialect& dialect, const Compiler::Columns& returning) const
	{
		return Changes::compileInsert(tableOf<Model>(), _rows, returning, dialect);
	}

private:
	std::vector<Record> _rows;
};


/// An Update sets columns of all rows that match; made by `update<Model>()`.
///
/// Thread safety: a value.
template <typename Model>
class Update: public ChangeBase<Update<Model>, Model>
{
public:
	using ChangeBase<Update<Model>, Model>::compile;

	Update():
		_changes(tableOf<Model>())
	{
	}

	template <typename Class, typename Member>
	Update set(Member Class::*member, const std::type_identity_t<Member>& value) const
	{
		Update copy = *this;
		Detail::setMember<Model>(copy._changes, member, value);
		return copy;
	}
	/// Rows for which this holds as well.
	template <typename... Classes>
	Update where(const ConditionOn<Classes...>& condition) const
	{
		static_assert((ColumnOf<Classes, Model> && ...), "the condition has a column of another model");
		return where(condition.condition());
	}
	Update where(const std::same_as<Condition> auto& condition) const
	{
		Update copy = *this;
		copy._query.add(condition);
		return copy;
	}
	/// All rows are meant.
	Update everything() const
	{
		Update copy = *this;
		copy._everything = true;
		return copy;
	}

	CompiledStatement compile(const Dialect& dialect, const Compiler::Columns& returning) const
	{
		return Changes::compileUpdate(_changes, _query.where, _everything, returning, dialect);
	}

private:
	Record _changes;
	Query _query;
	bool _everything = false;
};


/// A Remove deletes all rows that match; made by `remove<Model>()`.
///
/// Thread safety: a value.
template <typename Model>
class Remove: public ChangeBase<Remove<Model>, Model>
{
public:
	using ChangeBase<Remove<Model>, Model>::compile;

	/// Rows for which this holds as well.
	template <typename... Classes>
	Remove where(const ConditionOn<Classes...>& condition) const
	{
		static_assert((ColumnOf<Classes, Model> && ...), "the condition has a column of another model");
		return where(condition.condition());
	}
	Remove where(const std::same_as<Condition> auto& condition) const
	{
		Remove copy = *this;
		copy._query.add(condition);
		return copy;
	}
	/// All rows are meant.
	Remove everything() const
	{
		Remove copy = *this;
		copy._everything = true;
		return copy;
	}

	CompiledStatement compile(const Dialect& dialect, const Compiler::Columns& returning) const
	{
		return Changes::compileRemove(tableOf<Model>(), _query.where, _everything, returning, dialect);
	}

private:
	Query _query;
	bool _everything = false;
};


/// One row of which nothing is set yet.
template <typename Model>
Insert<Model> insert()
{
	return Insert<Model>({Record(tableOf<Model>())});
}


template <typename Model>
requires requires
{
	Model::model();
}
Insert<Model> insert(const Model& object)
{
	return Insert<Model>({toRecord(object)});
}


template <typename Model>
Insert<Model> insert(const std::vector<Model>& objects)
{
	std::vector<Record> rows;
	for (const Model& object : objects)
		rows.push_back(toRecord(object));
	return Insert<Model>(std::move(rows));
}


template <typename Model>
Update<Model> update()
{
	return {};
}


template <typename Model>
Remove<Model> remove()
{
	return {};
}


} // namespace Athanor


#endif // Athanor_Query_Changes_INCLUDED

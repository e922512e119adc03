//
// Select.h
//
// Library: Foundation
// Package: Query
//
// Typed SELECT statements over models.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Select_INCLUDED
#define Athanor_Query_Select_INCLUDED


#include "Athanor/Query/MemberColumn.h"
#include "Athanor/Query/TypedStatement.h"
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>


namespace Athanor {


// select<Book>() gives objects, select<Book>(column, aggregate, …) values:
//
//     auto first = session.execute(select<Book>().where(column(&Book::title) == name).orderBy(&Book::year).limit(5));
//     auto names = session.execute(select<Book>(&Book::title));                      // std::vector<std::string>
//     for (const auto& [language, books] : session.execute(select<Book>(&Book::language, count()).groupBy(&Book::language)))
//
// Statements are values: each method gives a changed copy. Where a column is taken, a member (&Book::title) stands for
// column(&Book::title). Joins, HAVING and expressions are the business of plain SQL.


namespace Detail {


template <typename Member, typename Class>
ProjectedItem<Class, Member, false> itemOf(Member Class::*member)
{
	return column(member).projected();
}
template <typename Class, typename Member>
ProjectedItem<Class, Member, false> itemOf(const MemberColumn<Class, Member>& column)
{
	return column.projected();
}
template <typename Class, typename Type, bool Aggregated>
ProjectedItem<Class, Type, Aggregated> itemOf(const ProjectedItem<Class, Type, Aggregated>& item)
{
	return item;
}


template <typename Class, bool Aggregated>
OrderOn<Class, Aggregated> orderOf(const OrderOn<Class, Aggregated>& order)
{
	return order;
}
template <typename T>
auto orderOf(const T& column)
{
	return itemOf(column).asc();
}


/// Count(*) belongs to every model.
template <typename Model, typename Class>
constexpr bool fits()
{
	if constexpr (std::is_void_v<Class>)
		return true;
	else
		return ColumnOf<Class, Model>;
}


template <typename Model, typename Class, bool Aggregated>
const Projection::Order& checkedOrder(const OrderOn<Class, Aggregated>& order)
{
	static_assert(fits<Model, Class>(), "the order is by a column of another model");
	return order.order;
}


template <typename Model, typename Class, typename Type, bool Aggregated>
const Projection::Item& checkedItem(const ProjectedItem<Class, Type, Aggregated>& item)
{
	static_assert(fits<Model, Class>(), "a column of another model is selected");
	return item.item;
}


/// What the sum of a column is.
template <typename Member>
using SumOf = std::optional<std::conditional_t<Number<HeldBy<Member>>, std::int64_t, HeldBy<Member>>>;


template <typename Member>
inline constexpr bool isSummed =
	ValueTraits<Member>::type == ValueType::Integer || ValueTraits<Member>::type == ValueType::Double ||
	ValueTraits<Member>::type == ValueType::Decimal || ValueTraits<Member>::type == ValueType::Interval;

template <typename Member>
inline constexpr bool hasExtremes =
	isSummed<Member> || ValueTraits<Member>::type == ValueType::Text ||
	ValueTraits<Member>::type == ValueType::Date || ValueTraits<Member>::type == ValueType::Time ||
	ValueTraits<Member>::type == ValueType::Timestamp;


template <typename Class, typename Member>
ProjectedItem<Class, std::int64_t, true> countOf(const ProjectedItem<Class, Member, false>& column)
{
	return {{Aggregate::Count, column.item.column, {}}};
}
template <typename Class, typename Member>
ProjectedItem<Class, SumOf<Member>, true> sumOf(const ProjectedItem<Class, Member, false>& column)
{
	static_assert(isSummed<Member>, "only numbers and intervals have a sum");
	return {{Aggregate::Sum, column.item.column, {}}};
}
template <typename Class, typename Member>
ProjectedItem<Class, std::optional<HeldBy<Member>>, true>
extremeOf(Aggregate aggregate, const ProjectedItem<Class, Member, false>& column)
{
	static_assert(hasExtremes<Member>, "values of this type have no smallest and largest on every database");
	return {{aggregate, column.item.column, {}}};
}


} // namespace Detail


/// The number of rows.
inline ProjectedItem<void, std::int64_t, true> count()
{
	return {{Aggregate::Count, {}, {}}};
}
/// The number of rows in which a column is not null.
template <typename Column>
auto count(const Column& column)
{
	return Detail::countOf(Detail::itemOf(column));
}
/// Exact: an integer of integers (one too large is an error), a decimal of decimals; nothing if there are no values.
template <typename Column>
auto sum(const Column& column)
{
	return Detail::sumOf(Detail::itemOf(column));
}
/// Nothing if there are no values.
template <typename Column>
auto min(const Column& column)
{
	return Detail::extremeOf(Aggregate::Minimum, Detail::itemOf(column));
}
template <typename Column>
auto max(const Column& column)
{
	return Detail::extremeOf(Aggregate::Maximum, Detail::itemOf(column));
}


/// What all selects say about rows; `Self` is the statement.
///
/// Thread safety: a value.
template <typename Self, typename Model>
class SelectBase
{
public:
	/// Rows for which this holds as well.
	template <typename... Classes>
	Self where(const ConditionOn<Classes...>& condition) const
	{
		static_assert((ColumnOf<Classes, Model> && ...), "the condition has a column of another model");
		return where(condition.condition());
	}
	/// The same of a condition by names, which are checked when it is compiled.
	Self where(const std::same_as<Condition> auto& condition) const
	{
		Self copy = self();
		copy._query.add(condition);
		return copy;
	}
	/// Rows at most, ≥ 0.
	Self limit(std::int64_t rows) const
	{
		return page({rows, _query.page ? _query.page->offset : 0});
	}
	/// Rows to skip, ≥ 0.
	Self offset(std::int64_t rows) const
	{
		return page({_query.page ? _query.page->limit : std::numeric_limits<std::int64_t>::max(), rows});
	}
	Self page(const LimitOffset& page) const
	{
		Self copy = self();
		copy._query.page = page;
		return copy;
	}
	/// Keeps others from the rows until the end of the transaction.
	Self lock(const RowLock& lock) const
	{
		Self copy = self();
		copy._query.lock = lock;
		return copy;
	}

protected:
	const Self& self() const
	{
		return static_cast<const Self&>(*this);
	}

	Query _query;
};


/// A Select gives objects of a model; made by `select<Model>()`. Without an order they come in that of their key.
///
/// Thread safety: a value.
template <typename Model>
class Select: public SelectBase<Select<Model>, Model>
{
public:
	using Result = std::vector<Model>;
	using One = Model;

	/// By members, columns, or `column(…).desc()`; nulls are last when ascending.
	template <typename... Orders>
	Select orderBy(const Orders&... orders) const
	{
		Select copy = *this;
		(copy.addOrder(Detail::orderOf(orders)), ...);
		return copy;
	}

	/// The same as repositories take it: `repository.list(statement.query(), load(&Book::tags))`.
	const Query& query() const noexcept
	{
		return this->_query;
	}
	CompiledStatement compile(const Dialect& dialect) const
	{
		return Compiler(dialect).select(table(), allColumns(), query());
	}
	/// The number of rows without the page.
	CompiledStatement compileCount(const Dialect& dialect) const
	{
		return Compiler(dialect).count(table(), query());
	}
	Result read(ResultSet& rows) const
	{
		Result objects;
		while (rows.next())
		{
			Record record(table());
			for (std::size_t i = 0; i < table().columns().size(); ++i)
				record.set(i, rows.value(i, table().columns()[i].type));
			objects.push_back(fromRecord<Model>(record));
		}
		return objects;
	}
	std::vector<ValueType> types() const
	{
		std::vector<ValueType> types;
		for (const Column& column : table().columns())
			types.push_back(column.type);
		return types;
	}

private:
	template <typename Class, bool Aggregated>
	void addOrder(const OrderOn<Class, Aggregated>& wanted)
	{
		static_assert(!Aggregated, "objects have no order by an aggregate");
		const Projection::Order& order = Detail::checkedOrder<Model>(wanted);
		this->_query.orderBy.push_back({order.item.column, order.descending});
	}

	static const Table& table()
	{
		return tableOf<Model>();
	}
	static Compiler::Columns allColumns()
	{
		Compiler::Columns columns(table().columns().size());
		for (std::size_t i = 0; i < columns.size(); ++i)
			columns[i] = i;
		return columns;
	}
};


/// A SelectItems gives values: of one item its type, of several a tuple; made by `select<Model>(items…)`.
///
/// Thread safety: a value.
template <typename Model, typename... Types>
class SelectItems: public SelectBase<SelectItems<Model, Types...>, Model>
{
	static constexpr bool single = sizeof...(Types) == 1;

public:
	using One =
		std::conditional_t<single, std::tuple_element_t<0, std::tuple<Types...>>, std::tuple<Types...>>;
	using Result = std::vector<One>;

	explicit SelectItems(std::vector<Projection::Item> items)
	{
		_projection.items = std::move(items);
	}

	/// One row for the rows that agree in all of these columns. Columns that are selected have to be among them.
	template <typename... Columns>
	SelectItems groupBy(const Columns&... columns) const
	{
		SelectItems copy = *this;
		(copy._projection.groupBy.push_back(Detail::checkedItem<Model>(Detail::itemOf(columns)).column), ...);
		return copy;
	}
	/// No row twice.
	SelectItems distinct() const
	{
		SelectItems copy = *this;
		copy._projection.distinct = true;
		return copy;
	}
	/// By members, columns, aggregates, or `….desc()`; nulls are last when ascending.
	template <typename... Orders>
	SelectItems orderBy(const Orders&... orders) const
	{
		SelectItems copy = *this;
		(copy._projection.orderBy.push_back(Detail::checkedOrder<Model>(Detail::orderOf(orders))), ...);
		return copy;
	}

	CompiledStatement compile(const Dialect& dialect) const
	{
		return compileProjection(tableOf<Model>(), _projection, this->_query, dialect);
	}
	CompiledStatement compileCount(const Dialect& dialect) const
	{
		return compileProjectionCount(tableOf<Model>(), _projection, this->_query, dialect);
	}
	Result read(ResultSet& rows) const
	{
		Result values;
		while (rows.next())
			values.push_back(readRow(rows, std::index_sequence_for<Types...>()));
		return values;
	}
	std::vector<ValueType> types() const
	{
		return typesOf(tableOf<Model>(), _projection);
	}

private:
	template <std::size_t... Indexes>
	static One readRow(const ResultSet& row, std::index_sequence<Indexes...>)
	{
		return One{ValueTraits<Types>::fromValue(row.value(Indexes, ValueTraits<Types>::type))...};
	}

	Projection _projection;
};


template <typename Model>
Select<Model> select()
{
	return {};
}


template <typename Model, typename... Items>
requires(sizeof...(Items) > 0) auto select(const Items&... items)
{
	using Statement = SelectItems<Model, typename decltype(Detail::itemOf(items))::Type...>;
	return Statement({Detail::checkedItem<Model>(Detail::itemOf(items))...});
}


} // namespace Athanor


#endif // Athanor_Query_Select_INCLUDED

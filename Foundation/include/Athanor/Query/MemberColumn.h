//
// MemberColumn.h
//
// Library: Foundation
// Package: Query
//
// A column of a model as its member names it, and conditions of such columns.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_MemberColumn_INCLUDED
#define Athanor_Query_MemberColumn_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Query/Projection.h"
#include <concepts>
#include <initializer_list>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>


namespace Athanor {


/// The class of a column that belongs to the table around an exists().
template <typename Class>
struct Outer
{
};


/// Whether a column of `Class` is one of `Model`: its own, or inherited from a base.
template <typename Class, typename Model>
concept ColumnOf = std::is_base_of_v<Class, Model>;


/// A ConditionOn is a Condition that remembers the classes its columns belong to, so that a query of another model does not
/// compile. Joined by `&&`, `||` and `!`, all of which evaluate both sides; condition() gives what every other place takes.
///
///     column(&Book::title) == "Curtain" && !column(&Book::year).isNull()
///
/// Thread safety: a value.
template <typename... Classes>
class ConditionOn
{
public:
	explicit ConditionOn(Condition condition):
		_condition(std::move(condition))
	{
	}

	const Condition& condition() const noexcept
	{
		return _condition;
	}

private:
	Condition _condition;
};


template <typename... Left, typename... Right>
ConditionOn<Left..., Right...> operator&&(const ConditionOn<Left...>& left,
										  const ConditionOn<Right...>& right)
{
	return ConditionOn<Left..., Right...>(Condition::all({left.condition(), right.condition()}));
}


template <typename... Left, typename... Right>
ConditionOn<Left..., Right...> operator||(const ConditionOn<Left...>& left,
										  const ConditionOn<Right...>& right)
{
	return ConditionOn<Left..., Right...>(Condition::any({left.condition(), right.condition()}));
}


template <typename... Classes>
ConditionOn<Classes...> operator!(const ConditionOn<Classes...>& condition)
{
	return ConditionOn<Classes...>(Condition::negation(condition.condition()));
}


namespace Detail {


template <typename T>
struct WithoutOptional
{
	using Type = T;
};
template <typename T>
struct WithoutOptional<std::optional<T>>
{
	using Type = T;
};
template <typename T>
using HeldBy = typename WithoutOptional<T>::Type;


template <typename T>
concept Number = std::integral<T> && !std::same_as<T, bool>;


/// Whether a V becomes a Member without losing anything on the way.
template <typename V, typename Member>
constexpr bool losesNothing()
{
	if constexpr (std::same_as<HeldBy<Member>, bool>)
		return std::same_as<HeldBy<V>, bool>;
	else
		return !Number<HeldBy<Member>> || Number<HeldBy<V>>;
}


/// What a column may be compared with: null, or what becomes its member. JSON is compared by no database alike.
template <typename V, typename Member>
concept ComparableWith = std::same_as<V, std::nullopt_t> ||
	(std::is_convertible_v<V, Member>&& ValueTraits<Member>::type != ValueType::JSON &&
	 losesNothing<V, Member>());


template <typename Member, typename V>
Value comparedValue(const V& value)
{
	if constexpr (std::same_as<V, std::nullopt_t>)
		return Value();
	else if constexpr (Number<HeldBy<Member>> && Number<V>)
	{
		// Wider than the member: a number that no row has is no error.
		if (std::cmp_greater(value, std::numeric_limits<std::int64_t>::max()))
			throw InvalidRequestException("a column is compared with an integer of more than 64 bits");
		return Value(static_cast<std::int64_t>(value));
	}
	else
		return ValueTraits<Member>::toValue(Member(value));
}


/// The name of the column that a member of a model, or of a base with columns, stands for.
template <typename Class, typename Member>
std::string nameOfMember(Member Class::*wanted)
{
	const auto description = [] {
		if constexpr (requires { Class::model(); })
			return Class::model();
		else
			return Class::baseColumns();
	}();
	std::string name;
	const auto look = [&]<typename Part>(const Part& part) {
		if constexpr (std::is_same_v<Part, ColumnDescription<Class, Member>>)
		{
			if (part.member == wanted) name = part.name;
		}
	};
	std::apply([&](const auto&... parts) { (look(parts), ...); }, description.parts);
	if (name.empty()) throw ImproperConfigurationException("the model describes no such member as a column");
	return name;
}


} // namespace Detail


/// An order by a column, or (Aggregated) by an aggregate of one; made by asc() and desc().
template <typename Class, bool Aggregated>
struct OrderOn
{
	Projection::Order order;
};


/// A ProjectedItem is a value of the result: a column or an aggregate. `Type` is what the result has.
template <typename Class, typename ResultType, bool Aggregated>
struct ProjectedItem
{
	using Type = ResultType;

	Projection::Item item;

	/// The same under another name in rows and JSON.
	ProjectedItem as(std::string name) const
	{
		return {{item.aggregate, item.column, std::move(name)}};
	}
	OrderOn<Class, Aggregated> asc() const
	{
		return {{item, false}};
	}
	OrderOn<Class, Aggregated> desc() const
	{
		return {{item, true}};
	}
};


/// A MemberColumn is the column that a member of a model stands for; made by column().
///
/// Comparing it gives a ConditionOn. A null is `std::nullopt`: `== std::nullopt` is IS NULL. Text is compared by its code points,
/// as everywhere. JSON columns have no comparison but isNull().
///
/// Thread safety: a value.
template <typename Class, typename Member>
class MemberColumn
{
public:
	using Type = Member;
	using Values = std::vector<Detail::HeldBy<Member>>;

	/// `level` as in ColumnName.
	explicit MemberColumn(std::string name, int level = 0):
		_name(std::move(name), level)
	{
	}

	const ColumnName& name() const noexcept
	{
		return _name;
	}

	ConditionOn<Class> isNull() const
	{
		return ConditionOn<Class>(Condition::isNull(_name));
	}
	ConditionOn<Class> isNotNull() const
	{
		return ConditionOn<Class>(Condition::isNotNull(_name));
	}
	/// One of these; of no values: no row.
	ConditionOn<Class> in(const Values& values) const
	{
		return ConditionOn<Class>(Condition::in(_name, valuesOf(values)));
	}
	/// None of these; of no values: every row.
	ConditionOn<Class> notIn(const Values& values) const
	{
		return ConditionOn<Class>(Condition::notIn(_name, valuesOf(values)));
	}
	/// Both ends belong to it.
	template <Detail::ComparableWith<Member> Low, Detail::ComparableWith<Member> High>
	ConditionOn<Class> between(const Low& low, const High& high) const
	{
		return ConditionOn<Class>(Condition::between(_name, Detail::comparedValue<Member>(low),
													 Detail::comparedValue<Member>(high)));
	}
	/// See Condition::like(): `%`, `_` and the backslash have a meaning.
	ConditionOn<Class> like(std::string pattern, Case letters = Case::Matters) const
	{
		return ConditionOn<Class>(Condition::like(_name, std::move(pattern), letters));
	}
	ConditionOn<Class> contains(std::string_view text, Case letters = Case::Matters) const
	{
		return ConditionOn<Class>(Condition::contains(_name, text, letters));
	}
	ConditionOn<Class> startsWith(std::string_view text, Case letters = Case::Matters) const
	{
		return ConditionOn<Class>(Condition::startsWith(_name, text, letters));
	}
	ConditionOn<Class> endsWith(std::string_view text, Case letters = Case::Matters) const
	{
		return ConditionOn<Class>(Condition::endsWith(_name, text, letters));
	}
	/// A date that is this day, or a timestamp on it (UTC).
	ConditionOn<Class> onDate(Date day) const
	{
		return ConditionOn<Class>(Condition::onDate(_name, day));
	}

	OrderOn<Class, false> asc() const
	{
		return projected().asc();
	}
	OrderOn<Class, false> desc() const
	{
		return projected().desc();
	}
	/// The same under another name in rows and JSON.
	ProjectedItem<Class, Member, false> as(std::string name) const
	{
		return projected().as(std::move(name));
	}
	ProjectedItem<Class, Member, false> projected() const
	{
		return {{std::nullopt, _name.name, {}}};
	}

	template <typename V>
	ConditionOn<Class> compare(Comparison comparison, const V& value) const
	{
		return ConditionOn<Class>(
			Condition::compare(_name, comparison, Detail::comparedValue<Member>(value)));
	}

private:
	static std::vector<Value> valuesOf(const Values& values)
	{
		std::vector<Value> list;
		for (const auto& value : values)
			list.push_back(ValueTraits<Detail::HeldBy<Member>>::toValue(value));
		return list;
	}

	ColumnName _name;
};


/// The column of a member: `column(&Book::title)`. A member of a base (`&Book::id`) stands for the column that every
/// model with that base has; the query says which.
/// Throws ImproperConfigurationException if the model does not describe it.
template <typename Member, typename Class>
MemberColumn<Class, Member> column(Member Class::*member)
{
	return MemberColumn<Class, Member>(Detail::nameOfMember(member));
}


/// The same for one model only, where two have that base: `column<Book>(&Book::id)`.
template <typename Model, typename Member, typename Class>
requires ColumnOf<Class, Model> MemberColumn<Model, Member> column(Member Class::*member)
{
	return MemberColumn<Model, Member>(columnNameOf<Model>(member));
}


/// Inside exists(): a column of the table around it.
///
///     exists<Book>(column(&Book::shelfId) == outer(&Shelf::id))
template <typename Member, typename Class>
MemberColumn<Outer<Class>, Member> outer(Member Class::*member)
{
	return MemberColumn<Outer<Class>, Member>(Detail::nameOfMember(member), 1);
}


template <typename Model, typename Member, typename Class>
requires ColumnOf<Class, Model> MemberColumn<Outer<Model>, Member> outer(Member Class::*member)
{
	return MemberColumn<Outer<Model>, Member>(columnNameOf<Model>(member), 1);
}


template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator==(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::Equal, value);
}
template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator!=(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::NotEqual, value);
}
template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator<(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::Less, value);
}
template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator<=(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::LessOrEqual, value);
}
template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator>(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::Greater, value);
}
template <typename Class, typename Member, Detail::ComparableWith<Member> V>
ConditionOn<Class> operator>=(const MemberColumn<Class, Member>& column, const V& value)
{
	return column.compare(Comparison::GreaterOrEqual, value);
}


namespace Detail {


template <typename Left, typename L, typename Right, typename R>
ConditionOn<Left, Right> compareColumns(const MemberColumn<Left, L>& left, Comparison comparison,
										const MemberColumn<Right, R>& right)
{
	static_assert(ValueTraits<L>::type == ValueTraits<R>::type, "columns of different types are compared");
	return ConditionOn<Left, Right>(Condition::compareColumns(left.name(), comparison, right.name()));
}


} // namespace Detail


template <typename Left, typename L, typename Right, typename R>
ConditionOn<Left, Right> operator==(const MemberColumn<Left, L>& left, const MemberColumn<Right, R>& right)
{
	return Detail::compareColumns(left, Comparison::Equal, right);
}
template <typename Left, typename L, typename Right, typename R>
ConditionOn<Left, Right> operator!=(const MemberColumn<Left, L>& left, const MemberColumn<Right, R>& right)
{
	return Detail::compareColumns(left, Comparison::NotEqual, right);
}
template <typename Left, typename L, typename Right, typename R>
ConditionOn<Left, Right> operator<(const MemberColumn<Left, L>& left, const MemberColumn<Right, R>& right)
{
	return Detail::compareColumns(left, Comparison::Less, right);
}
template <typename Left, typename L, typename Right, typename R>
ConditionOn<Left, Right> operator<=(const MemberColumn<Left, L>& left, const MemberColumn<Right, R>& right)
{
	return Detail::compareColumns(left, Comparison::LessOrEqual, right);
}


namespace Detail {


/// The columns of an exists() that are not of the table inside belong to the one around it.
template <typename Model, typename... Classes>
struct OuterClasses
{
	static auto list(TypeList<>)
	{
		return TypeList<>();
	}
	template <typename Class, typename... Rest>
	static auto list(TypeList<Outer<Class>, Rest...>)
	{
		return joined(TypeList<Class>(), list(TypeList<Rest...>()));
	}
	template <typename Class, typename... Rest>
	static auto list(TypeList<Class, Rest...>)
	{
		static_assert(ColumnOf<Class, Model>, "exists<Model>() has a column of another model; see outer()");
		return list(TypeList<Rest...>());
	}

private:
	template <typename... Left, typename... Right>
	static auto joined(TypeList<Left...>, TypeList<Right...>)
	{
		return TypeList<Left..., Right...>();
	}
};


template <typename... Classes>
ConditionOn<Classes...> conditionOf(TypeList<Classes...>, Condition condition)
{
	return ConditionOn<Classes...>(std::move(condition));
}


} // namespace Detail


/// Whether the table of Model has a row for which this holds.
template <typename Model, typename... Classes>
auto exists(const ConditionOn<Classes...>& where)
{
	return Detail::conditionOf(Detail::OuterClasses<Model>::list(TypeList<Classes...>()),
							   Condition::exists(tableOf<Model>(), where.condition()));
}


} // namespace Athanor


#endif // Athanor_Query_MemberColumn_INCLUDED

//
// Model.h
//
// Library: Foundation
// Package: Model
//
// From a C++ type to its Table, and from its objects to Records and back.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Model_INCLUDED
#define Athanor_Model_Model_INCLUDED


#include "Athanor/Model/Bases.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Relations.h"
#include "Athanor/Model/Table.h"
#include <algorithm>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>


namespace Athanor {


/// The table name of a class that gives none: its unqualified name in snake case (`UserID` → `user_id`).
/// Source: advanced_alchemy/base.py CommonTableAttributes.__tablename__.
Athanor_API std::string tableNameOf(const std::type_info& type);


template <typename T>
const Table& tableOf();


namespace Detail {


/// The default as a value of the column's type. Throws ImproperConfigurationException if it is none.
Athanor_API std::optional<Value> makeDefault(const DefaultDescription& description, const Column& column);


template <typename Class, typename Member>
Column makeColumn(const ColumnDescription<Class, Member>& description)
{
	using Traits = ValueTraits<Member>;
	const ColumnOptions& options = description.options;
	Column column;
	column.name = description.name;
	column.type = Traits::type;
	column.nullable = Traits::nullable;
	if constexpr (Traits::type == ValueType::Integer)
	{
		column.minimum = Traits::minimum;
		column.maximum = Traits::maximum;
	}
	if constexpr (requires { Traits::element; })
	{
		column.element = Traits::element;
		if constexpr (Traits::element == ValueType::Integer)
		{
			column.minimum = Traits::Element::minimum;
			column.maximum = Traits::Element::maximum;
		}
	}
	column.primaryKey = options.primaryKey;
	column.unique = options.unique;
	column.index = options.index;
	column.length = options.length;
	column.precision = options.precision;
	column.scale = options.scale;
	column.generator = options.generator;
	column.touchOnUpdate = options.touchOnUpdate;
	column.serverDefault = options.serverDefault;
	column.comment = options.comment;
	if (!options.referencedTable.empty())
	{
		column.references =
			Reference{std::string(options.referencedTable), std::string(options.referencedColumn),
					  std::string(options.onDelete), std::string(options.onUpdate)};
	}
	column.check = options.check;
	column.checkName = options.checkName;
	if constexpr (requires { Traits::enumValues(); })
	{
		for (const auto& each : Traits::enumValues())
			column.enumValues.emplace_back(each.name);
	}
	column.defaultValue = makeDefault(options.defaultValue, column);
	column.defaultFunction = options.defaultValue.function;
	return column;
}


/// Calls visit(part) for each column, constraint … of the bases that T inherits and of T's own description.
template <typename T, typename Visitor, typename... Bases>
void forEachPart(TypeList<Bases...>, Visitor&& visit)
{
	auto visitAll = [&](const auto& description) {
		std::apply([&](const auto&... parts) { (visit(parts), ...); }, description.parts);
	};
	auto visitBase = [&]<typename Base>(const Base*) {
		if constexpr (std::is_base_of_v<Base, T>) visitAll(Base::baseColumns());
	};
	(visitBase(static_cast<const Bases*>(nullptr)), ...);
	visitAll(T::model());
}


/// Calls visit(ColumnDescription) for each column.
template <typename T, typename Types, typename Visitor>
void forEachDescription(Types types, Visitor&& visit)
{
	forEachPart<T>(types, [&]<typename Part>(const Part& part) {
		if constexpr (IsColumnDescription<Part>::value) visit(part);
	});
}


/// Calls visit(RelationDescription, index into Table::relations()) for each relation.
template <typename T, typename Visitor>
void forEachRelation(Visitor&& visit)
{
	std::size_t index = 0;
	forEachPart<T>(typename ModelBases<T>::Types{}, [&]<typename Part>(const Part& part) {
		if constexpr (IsRelationDescription<Part>::value) visit(part, index++);
	});
}


/// Adds what is no column to the options of a table.
struct OptionCollector
{
	TableOptions& options;

	template <typename Class, typename Member>
	void operator()(const ColumnDescription<Class, Member>&) const
	{
	}
	template <typename Class, typename Member>
	void operator()(const RelationDescription<Class, Member>& description) const
	{
		using Target = typename RelationTraits<Member>::Target;
		const auto list = [](const ColumnNames& columns) {
			return std::vector<std::string>(columns.names.begin(), columns.names.begin() + columns.count);
		};
		Relation relation;
		relation.name = description.name;
		relation.kind = RelationTraits<Member>::many ? RelationKind::OneToMany : RelationKind::ManyToOne;
		if (!description.throughTable.empty()) relation.kind = RelationKind::ManyToMany;
		relation.target = &tableOf<Target>;
		relation.foreignKey = list(description.foreignKeyColumns);
		relation.through = description.throughTable;
		relation.throughColumns = list(description.throughColumns);
		relation.throughTargetColumns = list(description.throughTargetColumns);
		relation.orderBy = description.orderColumn;
		relation.descending = description.descendingOrder;
		relation.owned = description.ownedRows;
		options.relations.push_back(std::move(relation));
	}
	template <std::size_t Count>
	void operator()(const UniqueDescription<Count>& unique) const
	{
		options.uniques.push_back({std::string(unique.name), {unique.columns.begin(), unique.columns.end()}});
	}
	template <std::size_t Count>
	void operator()(const IndexDescription<Count>& index) const
	{
		options.indexes.push_back(
			{std::string(index.name), {index.columns.begin(), index.columns.end()}, index.unique});
	}
	void operator()(const CheckDescription& check) const
	{
		options.checks.push_back({std::string(check.name), std::string(check.sql)});
	}
	template <std::size_t Count>
	void operator()(const ForeignKeyDescription<Count>& key) const
	{
		options.foreignKeys.push_back({std::string(key.name),
									   {key.columns.begin(), key.columns.end()},
									   std::string(key.table),
									   {key.referredColumns.begin(), key.referredColumns.end()},
									   std::string(key.onDelete),
									   std::string(key.onUpdate)});
	}
};


template <typename T>
TableOptions optionsOf()
{
	TableOptions options;
	const auto description = T::model();
	options.comment = description.commentText;
	options.bindKey = description.bindKeyText;
	forEachPart<T>(typename ModelBases<T>::Types{}, OptionCollector{options});
	return options;
}


/// Where each described column ended up in the table: columns are ordered by their sort order.
struct Layout
{
	std::vector<Column> columns;
	std::vector<std::size_t> position; ///< by order of description
};

Athanor_API Layout arrange(std::vector<std::pair<int, Column>> described);


template <typename T>
const Layout& layoutOf()
{
	static const Layout layout = [] {
		std::vector<std::pair<int, Column>> described;
		forEachDescription<T>(typename ModelBases<T>::Types{}, [&](const auto& column) {
			described.emplace_back(column.options.sortOrder, makeColumn(column));
		});
		return arrange(std::move(described));
	}();
	return layout;
}


} // namespace Detail


/// The Table of a model. The reference is valid as long as the process.
/// Throws ImproperConfigurationException if the description makes no table.
template <typename T>
const Table& tableOf()
{
	static const Table table(T::model().name.empty() ? tableNameOf(typeid(T)) : std::string(T::model().name),
							 Detail::layoutOf<T>().columns, Detail::optionsOf<T>());
	return table;
}


/// All columns of an object. A key that the database counts or that is nil (zero, nil UUID) is left unset, so that it
/// is generated.
template <typename T>
Record toRecord(const T& object)
{
	Record record(tableOf<T>());
	const Detail::Layout& layout = Detail::layoutOf<T>();
	std::size_t described = 0;
	Detail::forEachDescription<T>(
		typename ModelBases<T>::Types{},
		[&]<typename Class, typename Member>(const ColumnDescription<Class, Member>& column) {
			const std::size_t position = layout.position[described++];
			const Member& member = object.*column.member;
			if (column.options.generator != Generator::None && member == Member()) return;
			record.set(position, ValueTraits<Member>::toValue(member));
		});
	return record;
}


namespace Detail {

template <typename T>
void setRelated(Record& record, const T& object, const Relations::Node& node);

} // namespace Detail


/// All columns of an object, and the rows of those relations that are named; relations that are not named are not part of
/// the record, whatever the object has.
template <typename T>
Record toRecord(const T& object, const Relations& relations)
{
	Record record = toRecord(object);
	for (const Relations::Node& node : relations.of(tableOf<T>()))
		Detail::setRelated(record, object, node);
	return record;
}


template <typename T>
T fromRecord(const Record& record);


namespace Detail {


/// A Relations of the next level.
template <typename Other>
Record toRecordBelow(const Other& object, const std::vector<Relations::Node>& nodes)
{
	Record record = toRecord(object);
	for (const Relations::Node& node : nodes)
		setRelated(record, object, node);
	return record;
}


template <typename T>
void setRelated(Record& record, const T& object, const Relations::Node& node)
{
	forEachRelation<T>([&]<typename Class, typename Member>(
						   const RelationDescription<Class, Member>& description, std::size_t index) {
		if (index != node.relation) return;
		std::vector<Record> rows;
		const Member& member = object.*description.member;
		if constexpr (RelationTraits<Member>::many)
		{
			for (const auto& other : member)
				rows.push_back(toRecordBelow(other, node.below));
		}
		else if (member)
		{
			rows.push_back(toRecordBelow(*member, node.below));
		}
		record.setRelated(index, std::move(rows));
	});
}


/// Fills the members of the relations that the record has.
template <typename T>
void fillRelations(T& object, const Record& record)
{
	forEachRelation<T>([&]<typename Class, typename Member>(
						   const RelationDescription<Class, Member>& description, std::size_t index) {
		using Target = typename RelationTraits<Member>::Target;
		const std::vector<Record>* rows = record.related(index);
		if (!rows) return;
		Member& member = object.*description.member;
		if constexpr (RelationTraits<Member>::many)
		{
			member.clear();
			member.reserve(rows->size());
			for (const Record& row : *rows)
				member.push_back(fromRecord<Target>(row));
		}
		else
		{
			member = rows->empty() ? nullptr : std::make_shared<Target>(fromRecord<Target>(rows->front()));
		}
	});
}


} // namespace Detail


/// An object from a record; columns that are not set and relations that were not loaded keep the object's initial values.
/// Throws SerializationException if a value does not fit its member.
template <typename T>
T fromRecord(const Record& record)
{
	T object{};
	const Detail::Layout& layout = Detail::layoutOf<T>();
	std::size_t described = 0;
	Detail::forEachDescription<T>(
		typename ModelBases<T>::Types{},
		[&]<typename Class, typename Member>(const ColumnDescription<Class, Member>& column) {
			const std::size_t position = layout.position[described++];
			if (record.isSet(position))
				object.*column.member = ValueTraits<Member>::fromValue(record.value(position));
		});
	Detail::fillRelations(object, record);
	return object;
}


namespace Detail {


/// The index of the relation that a member of a model stands for.
template <typename Class, typename Member>
std::size_t relationIndexOf(Member Class::*wanted)
{
	std::optional<std::size_t> found;
	forEachRelation<Class>(
		[&]<typename C, typename M>(const RelationDescription<C, M>& description, std::size_t index) {
			if constexpr (std::is_same_v<M C::*, Member Class::*>)
			{
				if (description.member == wanted) found = index;
			}
		});
	if (!found) throw ImproperConfigurationException("the model describes no such relation");
	return *found;
}


} // namespace Detail


/// The relations along a chain of members, to be loaded: `load(&Shelf::books, &Book::tags)` means the books of shelves, and
/// their tags. Join several with `+`.
/// Throws ImproperConfigurationException if a model describes no such relation.
template <typename Class, typename Member, typename... Rest>
Relations load(Member Class::*first, Rest... rest)
{
	return Relations(tableOf<Class>(), {Detail::relationIndexOf(first), Detail::relationIndexOf(rest)...});
}


/// All relations of the model it is used with, one level deep.
inline Relations loadAll()
{
	return Relations::all();
}


/// The same choice under the name it has where relations are written: `repository.add(shelf, with(&Shelf::books))`.
template <typename Class, typename Member, typename... Rest>
Relations with(Member Class::*first, Rest... rest)
{
	return load(first, rest...);
}


/// The column name that a member of a model stands for.
/// Throws ImproperConfigurationException if the model does not describe that member.
template <typename T, typename Class, typename Member>
std::string columnNameOf(Member Class::*wanted)
{
	std::string name;
	Detail::forEachDescription<T>(
		typename ModelBases<T>::Types{}, [&]<typename C, typename M>(const ColumnDescription<C, M>& column) {
			if constexpr (std::is_same_v<M Class::*, Member Class::*> && std::is_same_v<C, Class>)
			{
				if (column.member == wanted) name = column.name;
			}
		});
	if (name.empty()) throw ImproperConfigurationException("the model describes no such member");
	return name;
}


} // namespace Athanor


#endif // Athanor_Model_Model_INCLUDED

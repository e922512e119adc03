//
// Translation.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Translation.h"
#include "SchemaCompare.h"
#include "Athanor/Query/Ddl.h"
#include <algorithm>
#include <regex>


namespace Athanor {


namespace {


/// A default as every database takes it: without the cast that some put behind a literal.
std::string portableDefault(const std::string& sql)
{
	static const std::regex cast("^('(?:[^']|'')*'|[-+]?[0-9.]+)::[a-z][a-z ]*(\\([0-9, ]+\\))?$");
	std::smatch match;
	if (std::regex_match(sql, match, cast)) return match[1];
	return sql == "now()" ? "CURRENT_TIMESTAMP" : sql;
}


/// A column whose type says little (bytes) is a key's if it is part of one.
bool isKeyLike(const InspectedTable& table, const std::string& column)
{
	const auto has = [&](const std::vector<std::string>& names) {
		return std::find(names.begin(), names.end(), column) != names.end();
	};
	return has(table.primaryKey) || std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
												[&](const ForeignKey& key) { return has(key.columns); });
}


class Translator
{
public:
	Translator(const InspectedTable& table, const TranslationSources& sources):
		_table(table),
		_sources(sources),
		_model(find(sources.models, table.name)),
		_described(find(sources.described, table.name)),
		_atHome(&sources.dialect == &sources.other)
	{
	}

	InspectedTable run() const
	{
		InspectedTable result;
		result.name = _table.name;
		for (const InspectedColumn& column : _table.columns)
			result.columns.push_back(translated(column));
		result.primaryKey = _table.primaryKey;
		const bool sameKey = _model && _described && _model->primaryKey == _table.primaryKey;
		if (_atHome) result.extra = _table.extra;
		result.primaryKeyName = sameKey && !_atHome ? _described->primaryKeyName : _table.primaryKeyName;
		result.uniques = translated(&InspectedTable::uniques);
		result.checks = translated(&InspectedTable::checks);
		result.foreignKeys = translated(&InspectedTable::foreignKeys);
		for (InspectedIndex& index : translated(&InspectedTable::indexes))
		{
			if (isSpecial(index) && !_atHome) continue;
			if (!isSpecial(index))
				index.sql = Ddl::createIndex(result.name, index.index, _sources.other, false).text;
			result.indexes.push_back(std::move(index));
		}
		const bool sameComment = _model && _described && _model->comment == _table.comment;
		if (_sources.other.capabilities().comments)
			result.comment = sameComment ? _described->comment : _table.comment;
		return result;
	}

private:
	static const InspectedTable* find(const Schema& schema, const std::string& name)
	{
		const auto found = schema.find(name);
		return found == schema.end() ? nullptr : &found->second;
	}

	InspectedColumn translated(const InspectedColumn& column) const
	{
		const InspectedColumn* model = _model ? _model->find(column.name) : nullptr;
		const InspectedColumn* described = _described ? _described->find(column.name) : nullptr;
		InspectedColumn result = column;
		if (model && described && sameContent(column, *model)) result = *described;
		result.extra = _atHome ? column.extra : std::string();
		if (model && described && sameContent(column, *model)) return result;
		const bool typed =
			model && described && sameType(column, *model) && column.identity == model->identity;
		result.type = typed ? described->type : typeOf(column);
		if (typed) result.identity = described->identity;
		const bool sameDefault = model && described && column.defaultSql == model->defaultSql;
		if (sameDefault)
			result.defaultSql = described->defaultSql;
		else if (!_atHome)
			result.defaultSql = portableDefault(column.defaultSql);
		if (!_sources.other.capabilities().comments) result.comment.clear();
		return result;
	}

	std::string typeOf(const InspectedColumn& column) const
	{
		if (_atHome) return column.type;
		std::optional<Column> parsed = _sources.dialect.parseType(column.type);
		if (!parsed) return column.type;
		if (parsed->type == ValueType::Bytes && isKeyLike(_table, column.name))
			parsed->type = ValueType::UUID;
		return _sources.other.typeName(*parsed);
	}

	/// Constraints or indexes: the models' where they say the same.
	template <typename T>
	std::vector<T> translated(std::vector<T> InspectedTable::*list) const
	{
		std::vector<T> result;
		for (const T& one : _table.*list)
		{
			const T* same = describedTwin(one, list);
			result.push_back(same ? *same : one);
			if (_atHome) setName(result.back(), nameOf(one));
		}
		return result;
	}

	template <typename T>
	const T* describedTwin(const T& one, std::vector<T> InspectedTable::*list) const
	{
		if (!_model || !_described) return nullptr;
		const auto& models = _model->*list;
		const auto twin = std::find_if(models.begin(), models.end(),
									   [&](const T& other) { return sameContent(one, other); });
		if (twin == models.end()) return nullptr;
		const auto& described = _described->*list;
		const auto named = std::find_if(described.begin(), described.end(),
										[&](const T& other) { return nameOf(other) == nameOf(*twin); });
		return named == described.end() ? nullptr : &*named;
	}

	template <typename T>
	static const std::string& nameOf(const T& one)
	{
		return one.name;
	}
	static const std::string& nameOf(const InspectedIndex& one)
	{
		return one.index.name;
	}

	template <typename T>
	static void setName(T& one, const std::string& name)
	{
		one.name = name;
	}
	static void setName(InspectedIndex& one, const std::string& name)
	{
		one.index.name = name;
	}

	const InspectedTable& _table;
	const TranslationSources& _sources;
	const InspectedTable* _model;
	const InspectedTable* _described;
	const bool _atHome; ///< the other dialect is the live database's
};


} // namespace


Schema translate(const Schema& schema, const TranslationSources& sources)
{
	Schema result;
	for (const auto& [name, table] : schema)
		result.emplace(name, Translator(table, sources).run());
	return result;
}


} // namespace Athanor

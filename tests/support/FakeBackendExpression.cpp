//
// FakeBackendExpression.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendExpression.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <sstream>


namespace Athanor::Fake {


namespace {


template <typename T>
int sign(const T& left, const T& right)
{
	if (left < right) return -1;
	return right < left ? 1 : 0;
}


bool isNumber(ValueType type)
{
	return type == ValueType::Integer || type == ValueType::Double || type == ValueType::Decimal;
}


double toDouble(const Value& value)
{
	if (value.type() == ValueType::Integer) return static_cast<double>(value.get<std::int64_t>());
	if (value.type() == ValueType::Double) return value.get<double>();
	double number = 0;
	std::istringstream(value.get<Decimal>().toString()) >> number;
	return number;
}


Decimal toDecimal(const Value& value)
{
	return value.type() == ValueType::Integer ? Decimal::fromInteger(value.get<std::int64_t>())
											  : value.get<Decimal>();
}


int compareNumbers(const Value& left, const Value& right)
{
	if (left.type() == ValueType::Double || right.type() == ValueType::Double)
	{
		return sign(toDouble(left), toDouble(right));
	}
	return sign(toDecimal(left), toDecimal(right));
}


bool like(std::string_view text, std::string_view pattern, char escape)
{
	if (pattern.empty()) return text.empty();
	if (pattern.front() == '%')
	{
		for (std::size_t skip = 0; skip <= text.size(); ++skip)
		{
			if (like(text.substr(skip), pattern.substr(1), escape)) return true;
		}
		return false;
	}
	if (text.empty()) return false;
	const bool escaped = escape && pattern.front() == escape && pattern.size() > 1;
	if (escaped) pattern.remove_prefix(1);
	if (!escaped && pattern.front() == '_')
		return like(text.substr(std::max<std::size_t>(utf8Length(text), 1)), pattern.substr(1), escape);
	return pattern.front() == text.front() && like(text.substr(1), pattern.substr(1), escape);
}


bool fits(const std::string& comparison, int order)
{
	if (comparison == "=") return order == 0;
	if (comparison == "<>") return order != 0;
	if (comparison == "<") return order < 0;
	if (comparison == "<=") return order <= 0;
	return comparison == ">" ? order > 0 : order >= 0;
}


[[noreturn]] void failUnknownTable(const std::string& name)
{
	ErrorDetail detail;
	detail.sqlState = "42P01";
	detail.table = name;
	throw RepositoryException("there is no table " + name, detail);
}


/// One condition over one row.
class Evaluation
{
public:
	Evaluation(const Scope& scope, const Parameters& parameters):
		_scope(scope),
		_parameters(parameters)
	{
	}

	std::optional<bool> of(const Expression& expression) const
	{
		switch (expression.kind)
		{
		case Expression::Kind::Compare:
			return compared(expression);
		case Expression::Kind::IsNull:
			return operand(expression, 0).isNull();
		case Expression::Kind::In:
			return member(expression);
		case Expression::Kind::Like:
			return matched(expression);
		case Expression::Kind::Exists:
			return exists(expression);
		case Expression::Kind::And:
			return joined(expression, false);
		case Expression::Kind::Or:
			return joined(expression, true);
		case Expression::Kind::Not:
			break;
		}
		const std::optional<bool> inner = of(expression.children.front());
		return inner ? std::optional<bool>(!*inner) : std::nullopt;
	}

private:
	Value operand(const Expression& expression, std::size_t index) const
	{
		return evaluate(expression.operands[index], _scope, _parameters);
	}

	bool exists(const Expression& expression) const
	{
		const auto found = _scope.tables->find(expression.table);
		if (found == _scope.tables->end()) failUnknownTable(expression.table);
		const StoredTable& other = *found->second;
		return std::any_of(other.rows.begin(), other.rows.end(), [&](const Row& row) {
			const Scope inner{other.definition, row, expression.alias, _scope.tables, &_scope};
			return Evaluation(inner, _parameters).of(expression.children.front()) == true;
		});
	}

	std::optional<bool> compared(const Expression& expression) const
	{
		const Value left = operand(expression, 0);
		const Value right = operand(expression, 1);
		if (left.isNull() || right.isNull()) return std::nullopt;
		return fits(expression.comparison, compare(left, right));
	}

	std::optional<bool> member(const Expression& expression) const
	{
		const Value wanted = operand(expression, 0);
		if (wanted.isNull()) return std::nullopt;
		bool unknown = false;
		for (std::size_t i = 1; i < expression.operands.size(); ++i)
		{
			const Value value = operand(expression, i);
			if (value.isNull())
				unknown = true;
			else if (compare(wanted, value) == 0)
				return true;
		}
		return unknown ? std::nullopt : std::optional<bool>(false);
	}

	std::optional<bool> matched(const Expression& expression) const
	{
		const Value text = operand(expression, 0);
		const Value pattern = operand(expression, 1);
		if (text.isNull() || pattern.isNull()) return std::nullopt;
		const bool escaped = expression.operands.size() > 2;
		const std::string escape = escaped ? operand(expression, 2).get<std::string>() : std::string();
		return like(text.get<std::string>(), pattern.get<std::string>(),
					escape.empty() ? '\0' : escape.front());
	}

	/// OR is decided by the first true operand, AND by the first false one.
	std::optional<bool> joined(const Expression& expression, bool decisive) const
	{
		bool unknown = false;
		for (const Expression& child : expression.children)
		{
			const std::optional<bool> result = of(child);
			if (!result)
				unknown = true;
			else if (*result == decisive)
				return decisive;
		}
		return unknown ? std::nullopt : std::optional<bool>(!decisive);
	}

	const Scope& _scope;
	const Parameters& _parameters;
};


const Scope& scopeOf(const std::string& qualifier, const Scope& innermost)
{
	if (qualifier.empty()) return innermost;
	for (const Scope* scope = &innermost; scope; scope = scope->outer)
	{
		if (scope->name == qualifier) return *scope;
	}
	failUnknownTable(qualifier);
}


Value plainValue(const Operand& operand, const Scope& scope, const Parameters& parameters)
{
	switch (operand.kind)
	{
	case Operand::Kind::Column: {
		const Scope& owner = scopeOf(operand.qualifier, scope);
		return owner.row.at(columnIndex(owner.table, operand.column));
	}
	case Operand::Kind::Parameter:
		return parameters.at(operand.parameter - 1);
	case Operand::Kind::Literal:
		break;
	}
	return operand.literal;
}


} // namespace


int compare(const Value& left, const Value& right)
{
	if (left.type() != right.type())
	{
		if (isNumber(left.type()) && isNumber(right.type())) return compareNumbers(left, right);
		ErrorDetail detail;
		detail.sqlState = "42883";
		throw RepositoryException(std::string("cannot compare ") + toString(left.type()) + " with " +
									  toString(right.type()),
								  detail);
	}
	return std::visit(
		[&](const auto& value) {
			using T = std::decay_t<decltype(value)>;
			if constexpr (std::is_same_v<T, std::monostate>)
				return 0;
			else
				return sign(value, right.get<T>());
		},
		left.variant());
}


std::size_t columnIndex(const TableDefinition& table, const std::string& name)
{
	for (std::size_t i = 0; i < table.columns.size(); ++i)
	{
		if (table.columns[i].name == name) return i;
	}
	ErrorDetail detail;
	detail.sqlState = "42703";
	detail.table = table.name;
	detail.column = name;
	throw RepositoryException("table " + table.name + " has no column " + name, detail);
}


Value evaluate(const Operand& operand, const Scope& scope, const Parameters& parameters)
{
	Value value = plainValue(operand, scope, parameters);
	if (!operand.lower || value.isNull()) return value;
	return toLower(value.get<std::string>());
}


std::optional<bool> evaluate(const Expression& expression, const Scope& scope, const Parameters& parameters)
{
	return Evaluation(scope, parameters).of(expression);
}


} // namespace Athanor::Fake

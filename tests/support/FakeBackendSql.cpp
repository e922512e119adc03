//
// FakeBackendSql.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendSql.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "FakeBackendScanner.h"
#include <algorithm>
#include <map>
#include <utility>


namespace Athanor::Fake {


namespace {


/// A recursive-descent parser: one method per rule.
class Parser
{
public:
	explicit Parser(const std::string& sql):
		_scanner(sql)
	{
	}

	Command command()
	{
		statement();
		_scanner.accept(";");
		if (_scanner.peek().kind != Token::Kind::End) _scanner.fail();
		return std::move(_command);
	}

private:
	void statement()
	{
		if (_scanner.accept("select")) return select();
		if (_scanner.accept("insert into")) return insert();
		if (_scanner.accept("update")) return update();
		if (_scanner.accept("delete from")) return remove();
		if (_scanner.accept("create table")) return createTable();
		if (_scanner.accept("create index") || _scanner.accept("create unique index")) return createIndex();
		if (_scanner.accept("drop table")) return dropTable();
		if (_scanner.accept("savepoint")) return named(Command::Kind::Savepoint);
		if (_scanner.accept("release savepoint") || _scanner.accept("release"))
			return named(Command::Kind::Release);
		if (_scanner.accept("rollback to savepoint") || _scanner.accept("rollback to"))
		{
			return named(Command::Kind::RollbackTo);
		}
		_scanner.expect("wait");
		_command.kind = Command::Kind::Wait;
	}

	void named(Command::Kind kind)
	{
		_command.kind = kind;
		_command.table = _scanner.identifier();
	}

	std::vector<std::string> names()
	{
		std::vector<std::string> names;
		do
			names.push_back(_scanner.identifier());
		while (_scanner.accept(","));
		return names;
	}

	std::vector<std::string> namesInParentheses()
	{
		_scanner.expect("(");
		std::vector<std::string> found = names();
		_scanner.expect(")");
		return found;
	}

	void select()
	{
		_command.kind = Command::Kind::Select;
		if (_scanner.accept("count ( * ) from ( select")) return countOfSelect();
		if (_scanner.accept("count ( * ) from"))
			_command.count = true;
		else if (_scanner.accept("* from"))
			_command.columns.clear();
		else
			items();
		_command.table = _scanner.identifier();
		where();
		if (_scanner.accept("group by")) _command.groupBy = names();
		if (_scanner.accept("order by")) order();
		if (_scanner.accept("limit")) _command.limit = operand();
		if (_scanner.accept("offset")) _command.offset = operand();
	}

	void countOfSelect()
	{
		select();
		Command inner = std::exchange(_command, {});
		_command.count = true;
		_command.parameters = inner.parameters;
		_command.from = std::make_shared<const Command>(std::move(inner));
		_scanner.expect(") as");
		_scanner.identifier();
	}

	/// Names only are columns, anything more items.
	void items()
	{
		std::vector<SelectItem> items;
		bool plain = true;
		do
		{
			SelectItem item = selectItem();
			const bool named = _scanner.accept("as");
			if (named) item.name = _scanner.identifier();
			plain = plain && !named && item.function.empty();
			items.push_back(std::move(item));
		} while (_scanner.accept(","));
		_scanner.expect("from");
		if (plain)
		{
			for (SelectItem& item : items)
				_command.columns.push_back(std::move(item.column));
		}
		else
		{
			_command.items = std::move(items);
		}
	}

	SelectItem selectItem()
	{
		SelectItem item;
		for (const char* const function : {"count", "sum", "min", "max"})
		{
			if (!_scanner.accept(function + std::string(" ("))) continue;
			item.function = function;
			if (!_scanner.accept("*")) item.column = _scanner.identifier();
			_scanner.expect(")");
			return item;
		}
		item.column = _scanner.identifier();
		return item;
	}

	void order()
	{
		do
		{
			OrderKey key;
			const SelectItem item = selectItem();
			key.function = item.function;
			key.column = item.column;
			key.descending = _scanner.accept("desc");
			if (!key.descending) _scanner.accept("asc");
			key.nullsFirst = key.descending;
			if (_scanner.accept("nulls first"))
				key.nullsFirst = true;
			else if (_scanner.accept("nulls last"))
				key.nullsFirst = false;
			_command.order.push_back(key);
		} while (_scanner.accept(","));
	}

	void insert()
	{
		_command.kind = Command::Kind::Insert;
		_command.table = _scanner.identifier();
		if (_scanner.accept("default values"))
		{
			_command.rows.emplace_back();
			return returning();
		}
		_command.columns = namesInParentheses();
		_scanner.expect("values");
		do
		{
			_scanner.expect("(");
			std::vector<Operand> row;
			do
				row.push_back(operand());
			while (_scanner.accept(","));
			_scanner.expect(")");
			if (row.size() != _command.columns.size()) _scanner.fail();
			_command.rows.push_back(std::move(row));
		} while (_scanner.accept(","));
		if (_scanner.accept("on conflict")) onConflict();
		returning();
	}

	void onConflict()
	{
		OnConflict& conflict = _command.onConflict.emplace();
		conflict.columns = namesInParentheses();
		if (_scanner.accept("do nothing")) return;
		_scanner.expect("do update set");
		do
		{
			conflict.updated.push_back(_scanner.identifier());
			_scanner.expect("=");
			conflict.values.push_back(operand());
		} while (_scanner.accept(","));
	}

	void update()
	{
		_command.kind = Command::Kind::Update;
		_command.table = _scanner.identifier();
		_command.rows.emplace_back();
		_scanner.expect("set");
		do
		{
			_command.columns.push_back(_scanner.identifier());
			_scanner.expect("=");
			_command.rows.front().push_back(operand());
		} while (_scanner.accept(","));
		where();
		returning();
	}

	void remove()
	{
		_command.kind = Command::Kind::Delete;
		_command.table = _scanner.identifier();
		where();
		returning();
	}

	void where()
	{
		if (_scanner.accept("where")) _command.where = disjunction();
	}

	void returning()
	{
		if (_scanner.accept("returning")) _command.returning = names();
	}

	Expression disjunction()
	{
		return joined(Expression::Kind::Or, "or", &Parser::conjunction);
	}

	Expression conjunction()
	{
		return joined(Expression::Kind::And, "and", &Parser::condition);
	}

	Expression joined(Expression::Kind kind, const char* word, Expression (Parser::*part)())
	{
		Expression first = (this->*part)();
		if (!_scanner.accept(word)) return first;
		Expression expression;
		expression.kind = kind;
		expression.children.push_back(std::move(first));
		do
			expression.children.push_back((this->*part)());
		while (_scanner.accept(word));
		return expression;
	}

	static Expression negation(Expression inner)
	{
		Expression expression;
		expression.kind = Expression::Kind::Not;
		expression.children.push_back(std::move(inner));
		return expression;
	}

	Expression condition()
	{
		if (_scanner.accept("not")) return negation(condition());
		if (_scanner.accept("exists")) return exists();
		if (_scanner.accept("("))
		{
			Expression inner = disjunction();
			_scanner.expect(")");
			return inner;
		}
		return predicate(operand());
	}

	Expression exists()
	{
		Expression expression;
		expression.kind = Expression::Kind::Exists;
		_scanner.expect("( select 1 from");
		expression.table = _scanner.identifier();
		expression.alias = _scanner.accept("as") ? _scanner.identifier() : expression.table;
		_scanner.expect("where");
		expression.children.push_back(disjunction());
		_scanner.expect(")");
		return expression;
	}

	Expression predicate(Operand left)
	{
		Expression expression;
		expression.operands.push_back(std::move(left));
		if (_scanner.accept("is"))
		{
			expression.kind = Expression::Kind::IsNull;
			const bool negated = _scanner.accept("not");
			_scanner.expect("null");
			return negated ? negation(std::move(expression)) : expression;
		}
		const bool negated = _scanner.accept("not");
		if (_scanner.accept("in"))
		{
			expression.kind = Expression::Kind::In;
			_scanner.expect("(");
			do
				expression.operands.push_back(operand());
			while (_scanner.accept(","));
			_scanner.expect(")");
		}
		else if (_scanner.accept("like"))
		{
			expression.kind = Expression::Kind::Like;
			expression.operands.push_back(operand());
			if (_scanner.accept("escape")) expression.operands.push_back(operand());
		}
		else if (!negated)
		{
			comparison(expression);
		}
		else
		{
			_scanner.fail();
		}
		return negated ? negation(std::move(expression)) : expression;
	}

	void comparison(Expression& expression)
	{
		static const std::vector<std::string> signs{"=", "<>", "<", "<=", ">", ">="};
		expression.comparison = _scanner.take().text;
		if (std::find(signs.begin(), signs.end(), expression.comparison) == signs.end()) _scanner.fail();
		expression.operands.push_back(operand());
	}

	Operand operand()
	{
		const bool lower = _scanner.accept("lower (");
		Operand operand = plainOperand();
		if (operand.kind == Operand::Kind::Column && _scanner.accept("."))
		{
			operand.qualifier = std::move(operand.column);
			operand.column = _scanner.identifier();
		}
		if (lower) _scanner.expect(")");
		operand.lower = lower;
		return operand;
	}

	Operand plainOperand()
	{
		Operand operand;
		const Token token = _scanner.take();
		switch (token.kind)
		{
		case Token::Kind::Parameter:
			operand.kind = Operand::Kind::Parameter;
			operand.parameter = static_cast<std::size_t>(parseUnsigned(token.text).value_or(0));
			if (operand.parameter == 0) _scanner.fail();
			_command.parameters = std::max(_command.parameters, operand.parameter);
			return operand;
		case Token::Kind::Number:
			operand.literal = parseInteger(token.text).value();
			return operand;
		case Token::Kind::Text:
			operand.literal = token.text;
			return operand;
		case Token::Kind::Identifier:
			break;
		case Token::Kind::Word:
			if (token.text == "null") return operand;
			if (token.text == "true" || token.text == "false")
			{
				operand.literal = token.text == "true";
				return operand;
			}
			break;
		default:
			_scanner.fail();
		}
		operand.kind = Operand::Kind::Column;
		operand.column = token.text;
		return operand;
	}

	void createIndex()
	{
		_command.kind = Command::Kind::CreateIndex;
		_scanner.accept("if not exists");
		_scanner.identifier();
		_scanner.expect("on");
		_command.table = _scanner.identifier();
		_command.columns = namesInParentheses();
	}

	void dropTable()
	{
		_command.kind = Command::Kind::DropTable;
		_command.ifExists = _scanner.accept("if exists");
		_command.table = _scanner.identifier();
	}

	void createTable()
	{
		_command.kind = Command::Kind::CreateTable;
		_command.ifExists = _scanner.accept("if not exists");
		_command.table = _scanner.identifier();
		_command.definition.name = _command.table;
		_scanner.expect("(");
		do
			element();
		while (_scanner.accept(","));
		_scanner.expect(")");
	}

	void element()
	{
		TableDefinition& table = _command.definition;
		const bool constraint = _scanner.accept("constraint");
		if (constraint) _scanner.identifier();
		if (_scanner.accept("primary key"))
			setPrimaryKey(namesInParentheses());
		else if (_scanner.accept("unique"))
			table.uniques.push_back(namesInParentheses());
		else if (_scanner.accept("check"))
			check();
		else if (_scanner.accept("foreign key"))
		{
			const std::vector<std::string> columns = namesInParentheses();
			_scanner.expect("references");
			references(columns.front());
		}
		else if (constraint)
			_scanner.fail();
		else
			column();
	}

	void setPrimaryKey(std::vector<std::string> columns)
	{
		for (ColumnDefinition& column : _command.definition.columns)
		{
			if (std::find(columns.begin(), columns.end(), column.name) != columns.end())
				column.notNull = true;
		}
		_command.definition.uniques.push_back(columns);
		_command.definition.primaryKey = std::move(columns);
	}

	void check()
	{
		_scanner.expect("(");
		_command.definition.checks.push_back(disjunction());
		_scanner.expect(")");
	}

	void references(const std::string& column)
	{
		ForeignKey key;
		key.column = column;
		key.table = _scanner.identifier();
		key.referred = namesInParentheses().front();
		while (_scanner.accept("on"))
		{
			const bool removal = _scanner.accept("delete");
			if (!removal) _scanner.expect("update");
			std::string action = _scanner.identifier();
			if (action == "set" || action == "no") action += " " + _scanner.identifier();
			if (removal) key.onDelete = action;
		}
		key.deferred = _scanner.accept("deferrable initially deferred");
		_command.definition.foreignKeys.push_back(key);
	}

	ValueType type(const std::string& name) const
	{
		static const std::map<std::string, ValueType> types{
			{"boolean", ValueType::Boolean}, {"bigint", ValueType::Integer},
			{"double", ValueType::Double},   {"decimal", ValueType::Decimal},
			{"text", ValueType::Text},       {"bytes", ValueType::Bytes},
			{"uuid", ValueType::UUID},       {"date", ValueType::Date},
			{"time", ValueType::Time},       {"timestamp", ValueType::Timestamp},
			{"json", ValueType::JSON},       {"interval", ValueType::Interval}};
		const auto found = types.find(name);
		if (found == types.end()) _scanner.fail();
		return found->second;
	}

	void column()
	{
		ColumnDefinition column;
		column.name = _scanner.identifier();
		column.typeName = _scanner.identifier();
		column.type = type(column.typeName);
		if (_scanner.accept("("))
		{
			column.typeName += "(" + _scanner.take().text;
			while (_scanner.accept(","))
				column.typeName += "," + _scanner.take().text;
			_scanner.expect(")");
			column.typeName += ")";
		}
		columnConstraints(column);
		const bool key = _scanner.accept("primary key");
		_command.definition.columns.push_back(column);
		if (key) setPrimaryKey({column.name});
	}

	void columnConstraints(ColumnDefinition& column)
	{
		for (;;)
		{
			if (_scanner.accept("generated by default as identity"))
				column.identity = true;
			else if (_scanner.accept("default"))
				column.defaultValue = operand().literal;
			else if (_scanner.accept("not null"))
				column.notNull = true;
			else if (_scanner.accept("unique"))
				_command.definition.uniques.push_back({column.name});
			else if (_scanner.accept("check"))
				check();
			else if (_scanner.accept("references"))
				references(column.name);
			else
				return;
		}
	}

	Scanner _scanner;
	Command _command;
};


} // namespace


bool Command::writes() const noexcept
{
	return kind != Kind::Select && kind != Kind::Savepoint && kind != Kind::Release &&
		   kind != Kind::RollbackTo && kind != Kind::Wait;
}


Command parse(const std::string& sql)
{
	return Parser(sql).command();
}


} // namespace Athanor::Fake

//
// FilterObject.h
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_FilterObject_INCLUDED
#define Athanor_Service_FilterObject_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Model/Table.h"
#include "Athanor/Query/Filters.h"
#include "Athanor/Service/MultiFilter.h"
#include <initializer_list>
#include <string>
#include <vector>


namespace Athanor {


/// A FilterObject gives typed access to the members of one filter in JSON and notes what is wrong with them, with their
/// paths. What could not be read has a harmless value; failed() tells.
///
/// Thread safety: one thread at a time. Lifetime: within the reading of the document.
class FilterObject
{
public:
	FilterObject(const Json::Value& json, std::string path, const FilterFields& fields,
				 std::vector<FieldError>& errors);

	/// The column that `field_name` names, or null.
	const Column* field();
	/// The column's name, once field() was asked.
	const std::string& fieldName() const noexcept
	{
		return _fieldName;
	}
	/// The columns that `field_name` names, one or several; text, all of them.
	std::vector<std::string> textFields();

	/// A value of the column's type; null if the member is null or not there.
	Value value(const char* member, const Column* column);
	/// Like value(), but the member must be there; null stands for null.
	Value requiredValue(const char* member, const Column* column);
	/// The elements of an array; nothing if the member is null or not there.
	std::optional<std::vector<Value>> list(const char* member, const Column* column);
	std::optional<bool> optionalBoolean(const char* member);
	bool flag(const char* member);
	std::string text(const char* member);
	/// A date, or a timestamp.
	Value day(const char* member);
	std::optional<ComparisonFilter::Operator> comparisonOperator();

	/// Notes `complaint` about the field if its column is of none of these types.
	void requireType(const Column* column, std::initializer_list<ValueType> types, const char* complaint);
	/// The member is not looked at, as something before it is wrong already.
	void ignore(const char* member);
	/// Notes members that nobody asked for.
	void refuseUnread();
	void complain(const std::string& member, std::string reason);
	bool failed() const noexcept
	{
		return _failed;
	}

private:
	const Json::Value* find(const char* member);
	const Json::Value* require(const char* member);
	const Column* columnOf(const std::string& name, const std::string& member);
	Value converted(const Json::Value& json, const Column& column, const std::string& member);

	const Json::Value& _json;
	const std::string _path;
	const FilterFields& _fields;
	std::vector<FieldError>& _errors;
	std::vector<std::string> _read{"type"};
	std::string _fieldName;
	bool _failed = false;
};


} // namespace Athanor


#endif // Athanor_Service_FilterObject_INCLUDED

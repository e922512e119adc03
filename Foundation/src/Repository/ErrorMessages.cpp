//
// ErrorMessages.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/ErrorMessages.h"
#include <typeinfo>


namespace Athanor {


namespace {


/// Throws an exception of that class in place of `failure`, if it is one and there is a text for it.
template <typename Exception>
void replace(const DatabaseException& failure, const ErrorMessage& message)
{
	if (message && typeid(failure) == typeid(Exception)) throw Exception(message(failure), failure.detail());
}


} // namespace


const ErrorMessages& ErrorMessages::defaults()
{
	static const ErrorMessages all{
		"There was a data validation error during processing",
		"A foreign key is missing or invalid",
		"Multiple matching rows found",
		"A record matching the supplied data already exists.",
		{},
		"The data failed a check constraint during processing",
		"The requested resource was not found",
	};
	return all;
}


ErrorMessages ErrorMessages::over(const ErrorMessages& others) const
{
	ErrorMessages merged = *this;
	for (ErrorMessage ErrorMessages::*member :
		 {&ErrorMessages::integrity, &ErrorMessages::foreignKey, &ErrorMessages::multipleRows,
		  &ErrorMessages::duplicateKey, &ErrorMessages::other, &ErrorMessages::checkConstraint,
		  &ErrorMessages::notFound})
	{
		if (!(merged.*member)) merged.*member = others.*member;
	}
	return merged;
}


void ErrorMessages::rethrow(const DatabaseException& failure) const
{
	const bool check = failure.detail().sqlState == "23514";
	replace<DuplicateKeyException>(failure, duplicateKey);
	replace<ForeignKeyException>(failure, foreignKey);
	replace<IntegrityException>(failure, check ? checkConstraint : integrity);
	replace<NotFoundException>(failure, notFound);
	replace<MultipleResultsFoundException>(failure, multipleRows);
	replace<RepositoryException>(failure, other);
}


} // namespace Athanor

//
// Query.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Query.h"


namespace Athanor {


Query& Query::add(Condition condition)
{
	if (!where)
		where = std::move(condition);
	else
		where = Condition::all({std::move(*where), std::move(condition)});
	return *this;
}


} // namespace Athanor

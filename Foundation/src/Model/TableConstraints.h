//
// TableConstraints.h
//
// Library: Foundation
// Package: Model
//
// Completes and checks the constraints of a table.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_TableConstraints_INCLUDED
#define Athanor_Model_TableConstraints_INCLUDED


#include "Athanor/Model/Table.h"


namespace Athanor {


/// Adds to `options` the constraints that the table's columns ask for, gives all of them names, and checks them.
/// Throws ImproperConfigurationException naming table and constraint.
void completeConstraints(const Table& table, TableOptions& options);


} // namespace Athanor


#endif // Athanor_Model_TableConstraints_INCLUDED

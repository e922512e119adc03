//
// CreateAll.h
//
// Library: Foundation
// Package: Data
//
// Creates the tables of a bind key at start-up.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_CreateAll_INCLUDED
#define Athanor_Data_CreateAll_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/Engine.h"


namespace Athanor {


/// Creates what is missing of the engine's metadata in one transaction; existing tables are left as they are. Several
/// daemons may do it at once.
/// Throws what the database says; nothing was created then (where the database rolls DDL back).
/// Source: advanced_alchemy/config/common.py create_all_metadata, with defect §13.1 (ignored flag) left to the caller.
Athanor_API Task<void> createAll(Engine& engine);


} // namespace Athanor


#endif // Athanor_Data_CreateAll_INCLUDED

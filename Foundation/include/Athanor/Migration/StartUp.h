//
// StartUp.h
//
// Library: Foundation
// Package: Migration
//
// What a daemon does about migrations before it serves.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_StartUp_INCLUDED
#define Athanor_Migration_StartUp_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Engine.h"


namespace Athanor {


/// Does what `migrations` of the database says: nothing; refuses if the schema is not at the heads of its history, or a
/// file was changed; or brings it there (one of several daemons that start at once does, the others wait). Logs to
/// "athanor.migration" what it runs.
///
/// Blocks; uses a connection of its own.
/// Throws DatabaseException naming the bind key and what to do.
Athanor_API void migrateAtStart(Engine& engine);


} // namespace Athanor


#endif // Athanor_Migration_StartUp_INCLUDED

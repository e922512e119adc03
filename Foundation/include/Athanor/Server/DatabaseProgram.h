//
// DatabaseProgram.h
//
// Library: Foundation
// Package: Server
//
// `database …`, for every program that offers it.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_DatabaseProgram_INCLUDED
#define Athanor_Server_DatabaseProgram_INCLUDED


#include "Athanor/Core/API.h"
#include <string>
#include <vector>


namespace Athanor {


/// Runs a `database` command from its words to its exit status (ExitStatus.h): loads the configuration that `--config`
/// names and its plugins, which register their models, and carries the command out. Serves nothing.
///
/// `words` are those after the program's name, `program` is what help and messages call it. Errors are one line on
/// standard error. Configures the loggers: only warnings are shown.
///
/// Thread safety: one thread, instead of a Host.
Athanor_API int runDatabaseProgram(const std::string& program, const std::vector<std::string>& words);


} // namespace Athanor


#endif // Athanor_Server_DatabaseProgram_INCLUDED

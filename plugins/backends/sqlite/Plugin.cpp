//
// Plugin.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include "Backend.h"


ATHANOR_BACKEND(Athanor::SQLiteBackend, "sqlite", "1.0.0")

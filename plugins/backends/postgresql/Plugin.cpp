//
// Plugin.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include "Backend.h"


ATHANOR_BACKEND(Athanor::PostgreSQLBackend, "postgresql", "1.0.0")

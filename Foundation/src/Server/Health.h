//
// Health.h
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Health_INCLUDED
#define Athanor_Server_Health_INCLUDED


#include "Athanor/Data/Engines.h"
#include "Athanor/Http/Router.h"


namespace Athanor {


/// Adds `/live` (200 as long as the process answers) and `/ready` (200 if every database answers, otherwise 503; one
/// line per bind). The engines outlive the router.
void addHealthRoutes(Http::Router& router, const Engines& engines);


} // namespace Athanor


#endif // Athanor_Server_Health_INCLUDED

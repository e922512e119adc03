//
// Plugin.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/Plugin.h"


namespace Athanor {


Plugin::~Plugin() = default;


} // namespace Athanor

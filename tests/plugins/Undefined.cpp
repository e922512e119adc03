// A plugin that lacks a function.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


void functionThatNobodyDefines();


namespace {


class UndefinedPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		functionThatNobodyDefines();
	}
};


} // namespace


ATHANOR_PLUGIN(UndefinedPlugin, "undefined", "1.0.0")

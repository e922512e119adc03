// Does not compile: athanor_add_plugin() was told another name.
// SPDX-License-Identifier: MIT
#define ATHANOR_PLUGIN_NAME "one-name"
#include "Athanor/Plugin/Entry.h"


namespace {


class MismatchPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
	}
};


} // namespace


ATHANOR_PLUGIN(MismatchPlugin, "another-name", "1.0.0")

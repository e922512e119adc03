// A plugin whose start() throws what is no exception class.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


namespace {


class ThrowsIntPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		throw 42;
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowsIntPlugin, "throws-int", "1.0.0")

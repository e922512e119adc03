// A service plugin without fault.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"


namespace {


class GoodPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
	}
};


} // namespace


ATHANOR_PLUGIN(GoodPlugin, "good", "1.2.3")

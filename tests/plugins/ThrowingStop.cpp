// A plugin that cannot let go.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include <stdexcept>


namespace {


class ThrowingStopPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
	}

	void stop() override
	{
		throw std::runtime_error("still busy");
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowingStopPlugin, "throwing-stop", "1.0.0")

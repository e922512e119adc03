// A plugin that cannot start.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include <stdexcept>


namespace {


class ThrowingStartPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		throw std::runtime_error("no mail server");
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowingStartPlugin, "throwing-start", "1.0.0")

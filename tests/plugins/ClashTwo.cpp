// One of two plugins that export a function of the same name.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include <stdexcept>


extern "C" __attribute__((visibility("default"))) const char* clashingFunction()
{
	return "called two";
}


namespace {


class ClashPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		throw std::runtime_error(clashingFunction());
	}
};


} // namespace


ATHANOR_PLUGIN(ClashPlugin, "clash-two", "1.0.0")

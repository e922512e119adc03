// A plugin that works in its constructor, and fails there.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include "Poco/Exception.h"


namespace {


class ThrowingConstructorPlugin: public Athanor::Plugin
{
public:
	ThrowingConstructorPlugin()
	{
		throw Poco::IOException("no disk");
	}

private:
	void start(Athanor::PluginContext&) override
	{
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowingConstructorPlugin, "throwing-constructor", "1.0.0")

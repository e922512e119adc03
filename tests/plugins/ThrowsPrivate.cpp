// A plugin that throws a class nobody else knows.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include <stdexcept>


namespace {


class PrivateException: public std::runtime_error
{
public:
	using std::runtime_error::runtime_error;
};


class ThrowsPrivatePlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		throw PrivateException("only here");
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowsPrivatePlugin, "throws-private", "1.0.0")

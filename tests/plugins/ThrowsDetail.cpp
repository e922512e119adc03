// A plugin whose start() fails on a database.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include "Athanor/Core/Exceptions.h"


namespace {


class ThrowsDetailPlugin: public Athanor::Plugin
{
	void start(Athanor::PluginContext&) override
	{
		Athanor::ErrorDetail detail;
		detail.sqlState = "08006";
		throw Athanor::ConnectionException("no connection", detail);
	}
};


} // namespace


ATHANOR_PLUGIN(ThrowsDetailPlugin, "throws-detail", "1.0.0")

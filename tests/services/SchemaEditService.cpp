//
// SchemaEditService.cpp
//
// Test service: schema-edits
//
// Registers the tables of one of the SchemaEdits, before or after it, as its section says.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include "SchemaEdits.h"


using namespace Athanor;


class SchemaEditPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		const std::string name = context.setting<std::string>("edit", "");
		const bool after = context.choice("state", "before", {"before", "after"}) == "after";
		for (const Test::SchemaEdit& edit : Test::makeSchemaEdits())
		{
			if (edit.name != name) continue;
			const Test::Draft draft = Test::draftOf(edit, after);
			for (const Test::Draft::DraftTable& table : draft.tables)
				context.model(tables().emplace_back(table.name, table.columns, table.options));
			return;
		}
		throw ImproperConfigurationException("there is no edit " + name);
	}

	/// They live as long as the process.
	static std::deque<Table>& tables()
	{
		static std::deque<Table> tables;
		return tables;
	}
};


ATHANOR_PLUGIN(SchemaEditPlugin, "schema-edits", "1.0.0")

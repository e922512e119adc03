//
// Authors.cpp
//
// Plugin: authors
//
// The Author service: the reference case of the HTTP contract.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


struct Author: UUIDBase
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name), column("dob", &Author::dob));
	}
};


class AuthorService: public Service<Author, AuthorService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("name")
			.required()
			.field("id")
			.readOnlyAfterCreate()
			.field("dob")
			.defaultPageSize(10);
	}
};


class AuthorPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Author>();
		context.resource<AuthorService>("/authors");
	}
};


ATHANOR_PLUGIN(AuthorPlugin, "authors", "1.0.0")

//
// TwoBinds.cpp
//
// Test service: two-binds
//
// A model in each of two databases: users in `default`, products in `products`.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


struct User: BigIntBase
{
	std::string name;
	std::optional<std::string> email;

	static constexpr auto model()
	{
		return table("users", column("name", &User::name).length(50),
					 column("email", &User::email).length(100).unique());
	}
};


struct Product: UUIDBase
{
	std::string name;
	std::optional<Decimal> price;
	std::optional<DateTime> made;

	static constexpr auto model()
	{
		return table("products", column("name", &Product::name),
					 column("price", &Product::price).numeric(10, 2), column("made", &Product::made));
	}
};


class TwoBindsPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<User>("default");
		context.model<Product>("products");
	}
};


ATHANOR_PLUGIN(TwoBindsPlugin, "two-binds", "1.0.0")

//
// Shop.cpp
//
// Test service: shop
//
// Two databases in one request: users in a blocking one, products in an asynchronous one.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


struct User: UUIDBase
{
	std::string name;

	static constexpr auto model()
	{
		return table("users", column("name", &User::name));
	}
};


struct Product: UUIDBase
{
	std::string name;

	static constexpr auto model()
	{
		return table("products", column("name", &Product::name));
	}
};


namespace {


Task<void> addProduct(AsyncSession& session, std::string name)
{
	AsyncRepository<Product> products(session);
	Product product;
	product.name = std::move(name);
	Product stored = co_await products.add(product);
}


Task<std::int64_t> countProducts(AsyncSession& session)
{
	AsyncRepository<Product> products(session);
	const Query all{};
	const std::int64_t count = co_await products.count(all);
	co_return count;
}


/// A user and a product of the same name, in one request.
Response addBoth(RequestContext& request, std::int64_t status)
{
	const std::string name = request.query().text("name").value_or("unnamed");
	User user;
	user.name = name;
	Repository<User>(request.session("users")).add(user);
	request.portal().call(&addProduct, request.asyncSession("products"), name);
	return Response::empty(static_cast<int>(status));
}


/// Reads the users and writes a product.
Response addProductOnly(RequestContext& request, std::int64_t status)
{
	const std::string name = request.query().text("name").value_or("unnamed");
	Repository<User>(request.session("users")).count();
	request.portal().call(&addProduct, request.asyncSession("products"), name);
	return Response::empty(static_cast<int>(status));
}


Response countBoth(RequestContext& request)
{
	const std::int64_t users = Repository<User>(request.session("users")).count();
	const std::int64_t products = request.portal().call(&countProducts, request.asyncSession("products"));
	return Response::text(std::to_string(users) + " " + std::to_string(products));
}


} // namespace


class ShopPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<User>("users");
		context.model<Product>("products");
		Routes& routes = context.routes("/shop");
		routes.post("/{status:int}", &addBoth);
		routes.post("/products/{status:int}", &addProductOnly);
		routes.get("/", &countBoth);
		routes.get("/unknown", [](RequestContext& request) {
			return Response::text(request.session("orders").engine().bindKey());
		});
	}
};


ATHANOR_PLUGIN(ShopPlugin, "shop", "1.0.0")

//
// HandlerArguments.h
//
// Library: Foundation
// Package: Handler
//
// From a path's parameters to the arguments of a handler.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_HandlerArguments_INCLUDED
#define Athanor_Handler_HandlerArguments_INCLUDED


#include "Athanor/Core/Task.h"
#include "Athanor/Handler/HandlerEndpoint.h"
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>


namespace Athanor {


namespace Detail {


/// The signature of a callable: what it returns and which arguments follow the RequestContext.
template <typename F>
struct Signature: Signature<decltype(&F::operator())>
{
};
template <typename Class, typename Result, typename... Arguments>
struct Signature<Result (Class::*)(RequestContext&, Arguments...) const>
{
	using Handler = std::conditional_t<std::is_same_v<Result, Task<Response>>, AsyncHandler, BlockingHandler>;

	template <typename F>
	static Handler bind(F handler)
	{
		return bind(std::move(handler), std::index_sequence_for<Arguments...>{});
	}

	template <typename F, std::size_t... Indexes>
	static Handler bind(F handler, std::index_sequence<Indexes...>)
	{
		return [handler = std::move(handler)](RequestContext& context) -> Result {
			return handler(context, argument<std::remove_cvref_t<Arguments>>(context, Indexes)...);
		};
	}

	template <typename T>
	static const T& argument(const RequestContext& context, std::size_t index)
	{
		const auto& values = context.parameters().values();
		const T* value = index < values.size() ? std::get_if<T>(&values[index].second) : nullptr;
		if (value) return *value;
		throw ImproperConfigurationException(
			"the handler's arguments do not fit the parameters of its route");
	}
};
template <typename Class, typename Result, typename... Arguments>
struct Signature<Result (Class::*)(RequestContext&, Arguments...)>
	: Signature<Result (Class::*)(RequestContext&, Arguments...) const>
{
};
template <typename Result, typename... Arguments>
struct Signature<Result (*)(RequestContext&, Arguments...)>
	: Signature<Result (std::monostate::*)(RequestContext&, Arguments...) const>
{
};


} // namespace Detail


/// A handler that takes only the context, from one that takes path parameters as well.
template <typename F>
auto bindArguments(F handler)
{
	return Detail::Signature<F>::bind(std::move(handler));
}


} // namespace Athanor


#endif // Athanor_Handler_HandlerArguments_INCLUDED

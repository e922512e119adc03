//
// Model.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Model.h"
#include "Athanor/Core/Text.h"
#include <cxxabi.h>
#include <cstdlib>
#include <memory>
#include <numeric>


namespace Athanor {


std::string tableNameOf(const std::type_info& type)
{
	int status = 0;
	const std::unique_ptr<char, decltype(&std::free)> demangled(
		abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
	const std::string full = status == 0 ? demangled.get() : type.name();
	const std::size_t colon = full.rfind("::");
	return snakeCase(colon == std::string::npos ? full : full.substr(colon + 2));
}


Detail::Layout Detail::arrange(std::vector<std::pair<int, Column>> described)
{
	std::vector<std::size_t> order(described.size());
	std::iota(order.begin(), order.end(), std::size_t{0});
	std::stable_sort(order.begin(), order.end(),
					 [&](std::size_t a, std::size_t b) { return described[a].first < described[b].first; });
	Layout layout;
	layout.position.resize(described.size());
	for (const std::size_t from : order)
	{
		layout.position[from] = layout.columns.size();
		layout.columns.push_back(std::move(described[from].second));
	}
	return layout;
}


} // namespace Athanor

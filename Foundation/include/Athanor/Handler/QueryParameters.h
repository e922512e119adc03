//
// QueryParameters.h
//
// Library: Foundation
// Package: Handler
//
// The parameters of a request's query string.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_QueryParameters_INCLUDED
#define Athanor_Handler_QueryParameters_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Query/Query.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// What a service says about the pages of its lists.
struct PageLimits
{
	int defaultSize = 20;
	int maximumSize = 1000;
};


/// A QueryParameters holds the decoded parameters of one query string and remembers which of them were asked for, so
/// that those nobody knows can be refused.
///
/// Every mistake of a client is an HttpException with status 400 that names the parameter; nothing is guessed.
///
/// Thread safety: one thread at a time.
class Athanor_API QueryParameters
{
public:
	/// Decodes `name=value&…`; `+` and `%20` are blanks.
	/// Throws HttpException (400) for malformed escapes, for what is no UTF-8, and for NUL.
	explicit QueryParameters(std::string_view query);

	/// The value of a parameter, or nothing if it was not given.
	/// Throws HttpException (400) if it was given twice.
	std::optional<std::string> text(std::string_view name);

	/// All values of a parameter that may be given several times, in their order; empty if it was not given.
	std::vector<std::string> all(std::string_view name);

	/// `true` or `false`. Throws HttpException (400) for anything else.
	std::optional<bool> boolean(std::string_view name);

	/// ASCII digits only: no sign, no blank.
	/// Throws HttpException (400) for anything else, and for a number outside minimum … maximum.
	std::optional<std::int64_t> number(std::string_view name, std::int64_t minimum, std::int64_t maximum);

	/// `currentPage` (from 1) and `pageSize` as a LimitOffset.
	/// Throws HttpException (400) for what is out of range, and for an offset beyond 2^63-1.
	LimitOffset page(const PageLimits& limits);

	/// Whether there is no parameter at all.
	bool empty() const noexcept
	{
		return _parameters.empty();
	}

	/// Throws HttpException (400) naming the first parameter that nobody asked for, and those that were.
	void refuseUnknown() const;

private:
	struct Parameter
	{
		std::string name;
		std::string value;
		bool known = false;
	};

	std::vector<Parameter> _parameters;
	std::vector<std::string> _asked;
};


} // namespace Athanor


#endif // Athanor_Handler_QueryParameters_INCLUDED

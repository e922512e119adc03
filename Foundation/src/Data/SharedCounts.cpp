//
// SharedCounts.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/SharedCounts.h"
#include "Arrival.h"
#include "Athanor/Core/EventLoop.h"
#include <algorithm>
#include <utility>
#include <vector>


namespace Athanor {


/// One question to the database.
struct SharedCounts::Flight: Expected
{
	Flight(Statement asked, Parameters values):
		statement(std::move(asked)),
		parameters(std::move(values))
	{
	}

	bool asks(const Statement& other, const Parameters& values) const
	{
		return statement.text == other.text && parameters == values;
	}

	const Statement statement;
	const Parameters parameters;
	bool begun = false; ///< whoever comes now comes too late
	std::int64_t total = 0;
};


struct SharedCounts::State
{
	explicit State(Ask askFunction):
		ask(std::move(askFunction))
	{
	}

	std::shared_ptr<Flight> find(bool begun, const Statement& statement, const Parameters& parameters) const
	{
		const auto it =
			std::find_if(flights.begin(), flights.end(), [&](const std::shared_ptr<Flight>& flight) {
				return flight->begun == begun && flight->asks(statement, parameters);
			});
		return it == flights.end() ? nullptr : *it;
	}

	const Ask ask;
	std::vector<std::shared_ptr<Flight>> flights;
};


SharedCounts::SharedCounts(Ask ask):
	_state(std::make_shared<State>(std::move(ask)))
{
}


SharedCounts::~SharedCounts() = default;


Task<std::int64_t> SharedCounts::count(const Statement& statement, const Parameters& parameters)
{
	std::shared_ptr<Flight> flight = _state->find(false, statement, parameters);
	if (!flight)
	{
		flight = std::make_shared<Flight>(statement, parameters);
		const bool mustWait = _state->find(true, statement, parameters) != nullptr;
		_state->flights.push_back(flight);
		// By a task of its own: whoever asked first may be cancelled, and others wait as well.
		if (!mustWait) EventLoop::current()->spawn(run(_state, flight));
	}
	Arrival arrival(flight);
	co_await arrival;
	co_return flight->total;
}


Task<void> SharedCounts::run(std::shared_ptr<State> state, std::shared_ptr<Flight> flight)
{
	const std::shared_ptr<Flight> asked = flight;
	asked->begun = true;
	try
	{
		std::int64_t total = co_await state->ask(asked->statement, asked->parameters);
		asked->total = total;
	}
	catch (...)
	{
		asked->failure = std::current_exception();
	}
	auto& flights = state->flights;
	flights.erase(std::remove(flights.begin(), flights.end(), asked), flights.end());
	const std::shared_ptr<Flight> next = state->find(false, asked->statement, asked->parameters);
	if (next) EventLoop::current()->spawn(run(state, next));
	asked->arrive();
}


} // namespace Athanor

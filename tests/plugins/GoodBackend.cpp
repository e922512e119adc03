// A backend plugin that can be made, and opens nothing.
// SPDX-License-Identifier: MIT
#include "Athanor/Plugin/Entry.h"
#include "Athanor/Core/Exceptions.h"
#include <string>


namespace {


class GoodBackend: public Athanor::Backend
{
public:
	const std::string& name() const noexcept override
	{
		return _name;
	}

	const Athanor::Dialect& dialect() const noexcept override
	{
		std::terminate();
	}

	Athanor::Concurrency concurrency(const Athanor::DatabaseConfig&) const override
	{
		return Athanor::Concurrency::Pooled;
	}

	std::unique_ptr<Athanor::Connection> connect(const Athanor::DatabaseConfig&,
												 Athanor::Access) const override
	{
		throw Athanor::ConnectionException("nobody is there");
	}

	std::unique_ptr<Athanor::Inspector> inspector(Athanor::Connection&) const override
	{
		throw Athanor::ConnectionException("nobody is there");
	}

private:
	std::string _name = "goodbackend";
};


} // namespace


ATHANOR_BACKEND(GoodBackend, "good-backend", "1.0.0")

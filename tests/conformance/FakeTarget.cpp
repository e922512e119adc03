//
// FakeTarget.cpp
//
// Library: Tests
// Package: Conformance
//
// The fake backend under test.
//
// SPDX-License-Identifier: MIT
//
#include "ConformanceTarget.h"
#include "FakeBackend.h"
#include <stdexcept>


namespace Athanor::Conformance {


namespace {


class FakeTarget: public Target
{
public:
	const Backend& backend() const override
	{
		return _backend;
	}
	DatabaseConfig config() const override
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "fake://conformance";
		config.engine.busyTimeoutMs = 100;
		config.engine.statementTimeoutMs = 500;
		return config;
	}
	std::string slowStatement() const override
	{
		return "WAIT";
	}
	bool hasPoco() const override
	{
		return false;
	}
	std::vector<std::string> constraintNames(Session&, const std::string&) const override
	{
		throw std::logic_error("the fake backend keeps no names of constraints");
	}

private:
	FakeBackend _backend{Concurrency::SingleWriter};
};


} // namespace


std::unique_ptr<Target> makeFakeTarget()
{
	return std::make_unique<FakeTarget>();
}


} // namespace Athanor::Conformance

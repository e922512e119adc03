//
// ServiceTestSupport.h
//
// Library: Tests
// Package: Service
//
// A service and a database of the fake backend.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_ServiceTestSupport_INCLUDED
#define Athanor_Tests_ServiceTestSupport_INCLUDED


#include "Athanor/Data/CreateAll.h"
#include "Athanor/Service/Service.h"
#include "FakeBackend.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>


namespace ServiceSamples {


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
		return Schema{}.field("name").required().field("id").readOnlyAfterCreate().field("dob").orderBy(
			"name", true);
	}
};


inline const std::string idText = "97108ac1-ffcb-411d-8b1e-d9183399f63b";


/// An empty database with the table of authors, and a session on it.
struct SampleDatabase
{
	SampleDatabase():
		engine(config(), backend)
	{
		engine.metadata().add(tableOf<Author>());
		runInline(createAll(engine));
	}

	static DatabaseConfig config()
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "fake://samples";
		return config;
	}

	FakeBackend backend;
	Engine engine;
	Session session{engine};
};


} // namespace ServiceSamples


#endif // Athanor_Tests_ServiceTestSupport_INCLUDED

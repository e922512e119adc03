//
// Session.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Session.h"
#include "Poco/Logger.h"


namespace Athanor {


Session::Session(Engine& engine, std::string owner):
	_unit(engine, std::move(owner))
{
}


Rows Session::execute(std::string_view sql, const NamedParameters& parameters)
{
	_unit.markDirty();
	return execute(compilePlain(sql, parameters, engine().dialect()));
}


Rows Session::execute(const CompiledStatement& compiled)
{
	const ResultSetPtr result = runInline(_unit.execute(compiled.statement, compiled.parameters));
	return Rows(*result);
}


void Session::begin(Access access)
{
	runInline(_unit.begin(access));
}


void Session::commit()
{
	runInline(_unit.commit());
}


void Session::rollback()
{
	runInline(_unit.rollback());
}


Poco::Data::Session& Session::poco()
{
	return *runInline(_unit.poco());
}


void Session::openSavepoint()
{
	runInline(_unit.savepoint());
}


void Session::releaseSavepoint()
{
	runInline(_unit.releaseSavepoint());
}


void Session::rollbackToSavepoint() noexcept
{
	try
	{
		runInline(_unit.rollbackToSavepoint());
	}
	catch (const Poco::Exception& exception)
	{
		// The session stays failed, which is the truth; the caller gets the exception that led here.
		Poco::Logger::get("athanor.session").warning("savepoint not recovered: " + exception.displayText());
	}
}


} // namespace Athanor

//
// Engine.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Engine.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <limits>


namespace Athanor {


namespace {


/// pool_size and max_overflow as one number; both know a value for "no limit".
int connectionLimit(const EngineConfig& engine)
{
	if (engine.poolSize <= 0 || engine.maxOverflow < 0) return std::numeric_limits<int>::max();
	return engine.poolSize + engine.maxOverflow;
}


} // namespace


Engine::Engine(DatabaseConfig config, const Backend& backend):
	_config(std::move(config)),
	_backend(backend)
{
	switch (backend.concurrency(_config))
	{
	case Concurrency::Pooled:
		_connections = makePool("", connectionLimit(_config.engine), Access::Write);
		break;
	case Concurrency::SingleConnection:
		_connections = makePool("", 1, Access::Write);
		break;
	case Concurrency::SingleWriter:
		_connections = makePool(" (readers)", connectionLimit(_config.engine), Access::Read);
		_writers = makePool(" (writer)", 1, Access::Write);
		break;
	}
}


Engine::~Engine() = default;


std::unique_ptr<ConnectionPool> Engine::makePool(const std::string& role, int connections,
												 Access access) const
{
	PoolOptions options;
	options.name = _config.bindKey + role;
	options.maxConnections = connections;
	options.keepConnections = _config.engine.poolSize > 0 ? _config.engine.poolSize : connections;
	options.timeout = std::chrono::milliseconds(_config.engine.poolTimeoutMs);
	options.recycleAfter = std::chrono::seconds(_config.engine.poolRecycleS);
	options.prePing = _config.engine.poolPrePing;
	return std::make_unique<ConnectionPool>(std::move(options),
											[this, access] { return _backend.connect(_config, access); });
}


Task<Lease> Engine::acquire(Access access)
{
	ConnectionPool& pool = _writers && access == Access::Write ? *_writers : *_connections;
	try
	{
		co_return pool.acquire();
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = bindKey();
		throw;
	}
}


void Engine::probe()
{
	Lease lease = runInline(acquire(Access::Write));
	try
	{
		runInline(lease->ping());
	}
	catch (DatabaseException& exception)
	{
		lease.markBroken();
		exception.detail().bindKey = bindKey();
		throw;
	}
}


void Engine::close() noexcept
{
	_connections->close();
	if (_writers) _writers->close();
}


int Engine::used() const noexcept
{
	return _connections->used() + (_writers ? _writers->used() : 0);
}


} // namespace Athanor

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
#include "Athanor/Data/UnitOfWork.h"
#include <algorithm>
#include <limits>


namespace Athanor {


namespace {


/// pool_size and max_overflow as one number; each knows a value for "no limit".
int connectionLimit(const EngineConfig& engine)
{
	if (engine.poolSize <= 0 || engine.maxOverflow < 0) return std::numeric_limits<int>::max();
	return engine.poolSize + engine.maxOverflow;
}


/// How many of so many stay open however long they are idle.
int keptOf(int connections, int poolSize)
{
	return poolSize > 0 ? std::clamp(poolSize, 1, connections) : connections;
}


/// Of a count.
std::int64_t firstInteger(ResultSet& rows)
{
	if (!rows.next()) throw RepositoryException("the database returned no row for a count");
	return rows.integer(0);
}


} // namespace


Engine::Engine(DatabaseConfig config, const Backend& backend):
	_config(std::move(config)),
	_backend(backend),
	_concurrency(backend.concurrency(_config))
{
	if (isAsync()) return;
	switch (_concurrency)
	{
	case Concurrency::Pooled:
		_connections = makePool("", connectionLimit(_config.engine), Access::Write);
		break;
	case Concurrency::SingleConnection:
		_connections = makePool("", 1, Access::Write);
		break;
	case Concurrency::SingleWriter:
		_connections = makePool(" (readers)", connectionLimit(_config.engine), Access::Read);
		_writer = makePool(" (writer)", 1, Access::Write);
		break;
	}
}


Engine::~Engine() = default;


PoolOptions Engine::poolOptions(const std::string& role, int connections) const
{
	PoolOptions options;
	options.name = _config.bindKey + role;
	options.maxConnections = connections;
	options.keepConnections = keptOf(connections, _config.engine.poolSize);
	options.surplusAfter = std::chrono::seconds(_config.engine.poolIdleS);
	options.timeout = std::chrono::milliseconds(_config.engine.poolTimeoutMs);
	options.recycleAfter = std::chrono::seconds(_config.engine.poolRecycleS);
	options.prePing = _config.engine.poolPrePing;
	return options;
}


std::unique_ptr<ConnectionPool> Engine::makePool(const std::string& role, int connections,
												 Access access) const
{
	return std::make_unique<ConnectionPool>(poolOptions(role, connections),
											[this, access] { return _backend.connect(_config, access); });
}


std::unique_ptr<AsyncPool> Engine::makeAsyncPool(PoolOptions options, Access access) const
{
	return std::make_unique<AsyncPool>(std::move(options), [this, access] {
		return _backend.connectAsync(_config, access, *EventLoop::current());
	});
}


/// The share of one of several loops.
PoolOptions Engine::loopOptions(const std::string& role, std::size_t loops) const
{
	const int count = static_cast<int>(std::max<std::size_t>(loops, 1));
	const int connections = std::max(1, connectionLimit(_config.engine) / count);
	PoolOptions options = poolOptions(role, connections);
	options.keepConnections = keptOf(connections, (_config.engine.poolSize + count - 1) / count);
	return options;
}


void Engine::attachLoops(const std::vector<EventLoop*>& loops)
{
	if (!isAsync()) return;
	const Access access = hasSingleWriter() ? Access::Read : Access::Write;
	const bool groups = _concurrency == Concurrency::Pooled && _config.engine.groupCommit;
	for (EventLoop* loop : loops)
	{
		LoopConnections connections;
		connections.loop = loop;
		PoolOptions options = loopOptions(hasSingleWriter() ? " (readers)" : "", loops.size());
		connections.pool = makeAsyncPool(std::move(options), access);
		connections.lane = makeLane();
		if (connections.lane)
		{
			connections.counts = makeCounts();
			connections.writes = std::make_unique<WriteLane>(*connections.pool);
		}
		if (groups) connections.group = makeGroupCommit();
		_loops.push_back(std::move(connections));
	}
	if (_concurrency != Concurrency::Pooled)
		_asyncWriter = makeAsyncPool(poolOptions(" (writer)", 1), Access::Write);
	// Nobody sees there what is not durable yet, so it needs no key.
	if (hasSingleWriter()) _writerGroup = makeGroupCommit();
}


std::unique_ptr<SharedCounts> Engine::makeCounts()
{
	return std::make_unique<SharedCounts>([this](const Statement& statement, const Parameters& parameters) {
		return count(statement, parameters);
	});
}


Task<std::int64_t> Engine::count(const Statement& statement, const Parameters& parameters)
{
	UnitOfWork unit(*this);
	ResultSetPtr rows = co_await unit.execute(statement, parameters);
	co_return firstInteger(*rows);
}


std::unique_ptr<GroupCommit> Engine::makeGroupCommit()
{
	return std::make_unique<GroupCommit>([this] { return acquire(Access::Write); });
}


std::unique_ptr<SharedLane> Engine::makeLane() const
{
	if (_concurrency != Concurrency::Pooled || _config.engine.sharedConnections == 0) return nullptr;
	return std::make_unique<SharedLane>(poolOptions(" (shared)", _config.engine.sharedConnections), [this] {
		return _backend.connectAsync(_config, Access::Write, *EventLoop::current());
	});
}


const Engine::LoopConnections* Engine::ofCurrentLoop() const noexcept
{
	const EventLoop* current = EventLoop::current();
	for (const LoopConnections& connections : _loops)
	{
		if (connections.loop == current) return &connections;
	}
	return nullptr;
}


AsyncPool& Engine::poolOfLoop() const
{
	if (const LoopConnections* connections = ofCurrentLoop()) return *connections->pool;
	throw InvalidRequestException("the asynchronous database \"" + bindKey() +
								  "\" is used outside of the server's event loops");
}


SharedLane* Engine::lane() const noexcept
{
	return ofCurrentLoop(&LoopConnections::lane);
}


SharedCounts* Engine::counts() const noexcept
{
	return ofCurrentLoop(&LoopConnections::counts);
}


WriteLane* Engine::writeLane() const noexcept
{
	return ofCurrentLoop(&LoopConnections::writes);
}


GroupCommit* Engine::groupCommit() const noexcept
{
	if (_writerGroup) return _writerGroup.get();
	return ofCurrentLoop(&LoopConnections::group);
}


Task<Lease> Engine::acquire(Access access)
{
	const bool writes = access == Access::Write;
	try
	{
		if (!isAsync())
		{
			ConnectionPool& pool = _writer && writes ? *_writer : *_connections;
			co_return pool.acquire();
		}
		AsyncPool& ownPool = poolOfLoop();
		const bool shared = _concurrency == Concurrency::SingleConnection || (hasSingleWriter() && writes);
		AsyncPool& pool = shared ? *_asyncWriter : ownPool;
		Lease lease = co_await pool.acquire();
		co_return lease;
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = bindKey();
		throw;
	}
}


Task<void> Engine::probe(Access access)
{
	Lease lease = co_await acquire(access);
	try
	{
		co_await lease->ping();
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
	if (_connections) _connections->close();
	if (_writer) _writer->close();
	for (const LoopConnections& connections : _loops)
	{
		connections.pool->close();
		if (connections.lane) connections.lane->close();
	}
	if (_asyncWriter) _asyncWriter->close();
}


int Engine::used() const noexcept
{
	int used = (_connections ? _connections->used() : 0) + (_writer ? _writer->used() : 0);
	for (const LoopConnections& connections : _loops)
	{
		used += connections.pool->used();
	}
	return used + (_asyncWriter ? _asyncWriter->used() : 0);
}


} // namespace Athanor

// SPDX-License-Identifier: MIT
#include "AuthorsLoad.h"
#include "Daemon.h"
#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>


namespace Athanor::Test {


namespace {


using std::chrono::duration_cast;
using std::chrono::milliseconds;


Fate fateOf(const Reply& reply, bool write)
{
	if (reply.status == (write ? 201 : 200)) return Fate::Succeeded;
	if (reply.status == 503 && !reply.header("Retry-After").empty()) return Fate::Unavailable;
	if (reply.status == 504) return Fate::TimedOut;
	if (reply.status == 500 && write && contains(reply.body, "\"outcome\":\"unknown\"")) return Fate::Unknown;
	return Fate::Wrong;
}


} // namespace


/// One connection, opened again when the server closed it.
class AuthorsLoad::Client
{
public:
	explicit Client(AuthorsLoad& load):
		_load(load)
	{
	}

	/// Sends a request and notes what became of it.
	Fate send(const std::string& method, const std::string& target, const std::string& body, Reply& reply)
	{
		Sample sample;
		sample.write = method == "POST";
		sample.sent = Clock::now();
		std::string complaint;
		try
		{
			if (!_connection) _connection = std::make_unique<HttpClient>(_load._port);
			reply = _connection->request(method, target, body);
			sample.fate = fateOf(reply, sample.write);
			if (sample.fate == Fate::Wrong) complaint = std::to_string(reply.status) + " " + reply.body;
		}
		catch (const std::exception& exception)
		{
			_connection.reset();
			complaint = exception.what();
		}
		sample.answered = Clock::now();
		_load.note(sample, complaint.empty() ? complaint : method + " " + target + ": " + complaint);
		return sample.fate;
	}

private:
	AuthorsLoad& _load;
	std::unique_ptr<HttpClient> _connection;
};


AuthorsLoad::AuthorsLoad(std::uint16_t port, std::string path, int clients):
	_port(port),
	_path(std::move(path))
{
	for (int i = 0; i < clients; ++i)
		_threads.emplace_back([this, i] { run(i); });
}


AuthorsLoad::~AuthorsLoad()
{
	stop();
}


void AuthorsLoad::stop()
{
	{
		const std::lock_guard lock(_mutex);
		_stopping = true;
	}
	_changed.notify_all();
	for (std::thread& thread : _threads)
	{
		if (thread.joinable()) thread.join();
	}
}


void AuthorsLoad::run(int number)
{
	Client client(*this);
	std::string place = _path + "?pageSize=1";
	for (int round = 0; pause(); ++round)
	{
		const std::string name = "author " + std::to_string(number) + "." + std::to_string(round);
		Reply reply;
		const Fate written = client.send("POST", _path, R"({"name":")" + name + "\"}", reply);
		noteWrite(name, written);
		if (written == Fate::Succeeded) place = reply.header("Location");
		for (int reads = 0; reads < 3; ++reads)
			client.send("GET", place, {}, reply);
	}
}


/// False when the client shall end. Who was refused waits a little, as Retry-After asks for in seconds.
bool AuthorsLoad::pause()
{
	std::unique_lock lock(_mutex);
	const bool refused = !_samples.empty() && _samples.back().fate != Fate::Succeeded;
	const auto until = Clock::now() + (refused ? milliseconds(5) : milliseconds(0));
	return !_changed.wait_until(lock, until, [this] { return _stopping; });
}


void AuthorsLoad::note(const Sample& sample, const std::string& complaint)
{
	const std::lock_guard lock(_mutex);
	_samples.push_back(sample);
	constexpr std::size_t enough = 2000;
	if (!complaint.empty() && _complaints.size() < enough) _complaints += complaint + "\n";
	if (sample.fate != Fate::Succeeded) return;
	_lastSuccessSent = std::max(_lastSuccessSent, sample.sent);
	_changed.notify_all();
}


void AuthorsLoad::noteWrite(const std::string& name, Fate fate)
{
	const std::lock_guard lock(_mutex);
	_writes.emplace(name, fate);
}


AuthorsLoad::Clock::time_point AuthorsLoad::successAfter(Clock::time_point moment)
{
	std::unique_lock lock(_mutex);
	if (!_changed.wait_for(lock, patience, [&] { return _lastSuccessSent > moment; }))
		throw std::runtime_error("nothing succeeds any more on " + _path);
	Clock::time_point first = Clock::time_point::max();
	for (const Sample& sample : _samples)
	{
		if (sample.fate == Fate::Succeeded && sample.answered > moment)
			first = std::min(first, sample.answered);
	}
	return first;
}


int AuthorsLoad::count(const std::function<bool(const Sample&)>& isSuch) const
{
	const std::lock_guard lock(_mutex);
	return static_cast<int>(std::count_if(_samples.begin(), _samples.end(), isSuch));
}


int AuthorsLoad::count(Fate fate) const
{
	return count([fate](const Sample& sample) { return sample.fate == fate; });
}


milliseconds AuthorsLoad::slowest() const
{
	const std::lock_guard lock(_mutex);
	Clock::duration longest{};
	for (const Sample& sample : _samples)
		longest = std::max(longest, sample.answered - sample.sent);
	return duration_cast<milliseconds>(longest);
}


milliseconds AuthorsLoad::lastFailureAfter(Clock::time_point moment) const
{
	const std::lock_guard lock(_mutex);
	Clock::time_point last = moment;
	for (const Sample& sample : _samples)
	{
		if (sample.fate != Fate::Succeeded) last = std::max(last, sample.sent);
	}
	return duration_cast<milliseconds>(last - moment);
}


std::string AuthorsLoad::complaints() const
{
	const std::lock_guard lock(_mutex);
	return _complaints;
}


std::string AuthorsLoad::disagreement(const std::map<std::string, int>& stored) const
{
	const std::lock_guard lock(_mutex);
	std::string found;
	for (const auto& [name, fate] : _writes)
	{
		const auto row = stored.find(name);
		const int times = row == stored.end() ? 0 : row->second;
		const bool mayBeThere = fate == Fate::Succeeded || fate == Fate::Unknown || fate == Fate::Dropped;
		if (fate == Fate::Succeeded && times == 0) found += name + " was acknowledged and is lost\n";
		if (!mayBeThere && times > 0) found += name + " was refused and is there\n";
		if (times > 1) found += name + " is there " + std::to_string(times) + " times\n";
	}
	return found;
}


std::string AuthorsLoad::summary() const
{
	const auto failed = [this](bool write, Fate fate) {
		return std::to_string(
			count([=](const Sample& sample) { return sample.write == write && sample.fate == fate; }));
	};
	std::ostringstream text;
	text << _path << ": " << count(Fate::Succeeded) << " succeeded; 503 on "
		 << failed(true, Fate::Unavailable) << " writes and " << failed(false, Fate::Unavailable)
		 << " reads, 504 on " << failed(true, Fate::TimedOut) << " and " << failed(false, Fate::TimedOut)
		 << ", unknown " << count(Fate::Unknown) << ", wrong " << count(Fate::Wrong) << ", dropped "
		 << count(Fate::Dropped) << ", slowest " << slowest().count() << " ms";
	return text.str();
}


} // namespace Athanor::Test

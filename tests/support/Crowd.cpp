// SPDX-License-Identifier: MIT
#include "Crowd.h"
#include <algorithm>
#include <poll.h>
#include <stdexcept>


namespace Athanor::Test {


Crowd::Crowd(std::uint16_t port, std::string target, int clients):
	_target(std::move(target))
{
	for (int i = 0; i < clients; ++i)
		_clients.push_back({std::make_unique<HttpClient>(port)});
}


void Crowd::ask(Client& client) const
{
	client.connection->send("GET " + _target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
	client.sent = Clock::now();
	client.waits = true;
}


/// Those whose answer has come; waits until there is one.
std::vector<Crowd::Client*> Crowd::answered()
{
	constexpr int patienceMs = 20000;
	std::vector<pollfd> descriptors;
	for (const Client& client : _clients)
		descriptors.push_back({client.waits ? client.connection->descriptor() : -1, POLLIN, 0});
	if (::poll(descriptors.data(), descriptors.size(), patienceMs) <= 0)
		throw std::runtime_error("clients are not answered");
	std::vector<Client*> ready;
	for (std::size_t i = 0; i < descriptors.size(); ++i)
	{
		if (descriptors[i].revents != 0) ready.push_back(&_clients[i]);
	}
	return ready;
}


std::vector<Crowd::Answer> Crowd::run(Clock::time_point end)
{
	std::vector<Answer> answers;
	for (Client& client : _clients)
		ask(client);
	while (std::any_of(_clients.begin(), _clients.end(), [](const Client& client) { return client.waits; }))
	{
		const std::vector<Client*> ready = answered();
		const auto now = Clock::now();
		for (Client* client : ready)
		{
			const Reply reply = client->connection->receive();
			answers.push_back({reply.status, !reply.header("Retry-After").empty(), now - client->sent});
			client->waits = false;
			if (now < end) ask(*client);
		}
	}
	return answers;
}


Crowd::milliseconds quantile(std::vector<Crowd::Answer> answers, double part)
{
	if (answers.empty()) return {};
	std::sort(answers.begin(), answers.end(),
			  [](const Crowd::Answer& left, const Crowd::Answer& right) { return left.took < right.took; });
	const auto last = static_cast<double>(answers.size() - 1);
	return answers[static_cast<std::size_t>(part * last)].took;
}


} // namespace Athanor::Test

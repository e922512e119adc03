// Many clients that want the same at the same time.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_Crowd_INCLUDED
#define Athanor_Test_Crowd_INCLUDED


#include "HttpClient.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>


namespace Athanor::Test {


/// A Crowd is many connections, each with one request under way, served by the thread that calls run().
///
/// Thread safety: one thread at a time.
class Crowd
{
public:
	using Clock = std::chrono::steady_clock;
	using milliseconds = std::chrono::duration<double, std::milli>;

	struct Answer
	{
		int status = 0;
		bool retryAfter = false;
		milliseconds took{0}; ///< from the last byte sent to the first that came
	};

	/// Connects. `target` is what every client asks for.
	Crowd(std::uint16_t port, std::string target, int clients);

	/// Lets every client ask, and ask again when it was answered, until that moment; then waits for the rest.
	/// Throws if a client is not answered.
	std::vector<Answer> run(Clock::time_point end);

private:
	struct Client
	{
		std::unique_ptr<HttpClient> connection;
		Clock::time_point sent{};
		bool waits = false;
	};

	void ask(Client& client) const;
	std::vector<Client*> answered();

	const std::string _target;
	std::vector<Client> _clients;
};


/// The time that this part of the answers (0 to 1) did not exceed; of none, 0.
Crowd::milliseconds quantile(std::vector<Crowd::Answer> answers, double part);


} // namespace Athanor::Test


#endif // Athanor_Test_Crowd_INCLUDED

// A client that can send any bytes, and sees every byte of the answer.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_HttpClient_INCLUDED
#define Athanor_Test_HttpClient_INCLUDED


#include <cstdint>
#include <string>
#include <utility>
#include <vector>


namespace Athanor::Test {


using Headers = std::vector<std::pair<std::string, std::string>>;


/// One answer.
struct Reply
{
	int status = 0;
	Headers headers;
	std::string body;

	/// The value of the only field of that name (case does not matter); empty if there is none or more than one.
	std::string header(const std::string& name) const;
	bool has(const std::string& name) const;
};


/// A connection to 127.0.0.1. Every wait has a deadline of some seconds, after which it throws.
class HttpClient
{
public:
	explicit HttpClient(std::uint16_t port);
	HttpClient(const HttpClient&) = delete;
	HttpClient& operator=(const HttpClient&) = delete;
	~HttpClient();

	void send(const std::string& bytes);

	/// The next answer. One to HEAD has no body whatever it says.
	Reply receive(bool toHead = false);

	/// Sends a request with Host and, for a body, Content-Type: application/json (unless the headers have one) and
	/// Content-Length, and returns the answer. The connection stays open.
	Reply request(const std::string& method, const std::string& target, const std::string& body = {},
				  const Headers& headers = {});

	/// Everything the server still sends until it closes. Throws if it does not close.
	std::string rest();

	/// For poll(): readable when an answer has come.
	int descriptor() const noexcept
	{
		return _socket;
	}

private:
	bool fill();

	int _socket;
	std::string _buffer;
};


/// A request on a connection of its own.
Reply request(std::uint16_t port, const std::string& method, const std::string& target,
			  const std::string& body = {}, const Headers& headers = {});


} // namespace Athanor::Test


#endif // Athanor_Test_HttpClient_INCLUDED

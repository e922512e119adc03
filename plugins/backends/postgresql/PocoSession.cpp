//
// PocoSession.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "PocoSession.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/UUID.h"
#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>


namespace Athanor::PostgreSQL {


using Poco::Data::PostgreSQL::SessionHandle;
using Poco::Data::PostgreSQL::SessionImpl;


PGconn*& connectionOf(SessionHandle& handle);


/// Gives access to the connection of Poco's handle: an explicit instantiation may name private members. A Poco
/// whose handle looks otherwise does not compile.
template <auto Member>
struct HandleOpener
{
	friend PGconn*& connectionOf(SessionHandle& handle)
	{
		return handle.*Member;
	}
};


template struct HandleOpener<&SessionHandle::_pConnection>;


namespace {


[[noreturn]] void throwSystemError(const char* call)
{
	throw std::system_error(errno, std::generic_category(), call);
}


/// A Doorman answers the greeting of libpq on a socket of this process, as a server would that trusts everybody, and
/// nothing else: enough for Poco to believe that its session is open.
class Doorman
{
public:
	Doorman():
		_directory("@athanor-" + UUID::v4().toString()),
		_socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
	{
		if (_socket < 0) throwSystemError("socket");
		try
		{
			listen();
			_thread = std::thread([this] { serve(); });
		}
		catch (...)
		{
			::close(_socket);
			throw;
		}
	}
	Doorman(const Doorman&) = delete;
	Doorman& operator=(const Doorman&) = delete;
	~Doorman()
	{
		// Ends the accept() of the thread.
		::shutdown(_socket, SHUT_RDWR);
		_thread.join();
		::close(_socket);
	}

	/// As Poco takes it. What the environment might say instead is said here.
	std::string connectionString() const
	{
		return "host=" + _directory +
			   " port=1 hostaddr='' user=athanor dbname=athanor password='' options='' sslmode=disable "
			   "gssencmode=disable channel_binding=disable target_session_attrs=any";
	}

private:
	void listen() const
	{
		// The @ stands for the NUL of a name that is no file.
		const std::string name = _directory + "/.s.PGSQL.1";
		sockaddr_un address{};
		address.sun_family = AF_UNIX;
		std::memcpy(address.sun_path + 1, name.data() + 1, name.size() - 1);
		const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
		if (::bind(_socket, reinterpret_cast<const sockaddr*>(&address), size) != 0) throwSystemError("bind");
		if (::listen(_socket, 4) != 0) throwSystemError("listen");
	}

	void serve() const noexcept
	{
		for (;;)
		{
			const int guest = ::accept4(_socket, nullptr, nullptr, SOCK_CLOEXEC);
			if (guest < 0 && errno == EINTR) continue;
			if (guest < 0) return;
			greet(guest);
			::close(guest);
		}
	}

	static void greet(int guest) noexcept
	{
		// AuthenticationOk, ReadyForQuery (idle).
		static constexpr std::array<char, 15> greeting{'R', 0, 0, 0, 8, 0, 0, 0, 0, 'Z', 0, 0, 0, 5, 'I'};
		const timeval patience{5, 0};
		::setsockopt(guest, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		std::array<char, 4096> startup{};
		if (::recv(guest, startup.data(), startup.size(), 0) <= 0) return;
		static_cast<void>(::send(guest, greeting.data(), greeting.size(), MSG_NOSIGNAL));
	}

	std::string _directory;
	int _socket;
	std::thread _thread;
};


Poco::AutoPtr<SessionImpl> makeSession()
{
	try
	{
		const Doorman doorman;
		const std::size_t timeout = 5;
		return Poco::AutoPtr<SessionImpl>(new SessionImpl(doorman.connectionString(), timeout));
	}
	catch (const Poco::Exception& exception)
	{
		throw ConnectionException("no session of Poco::Data: " + exception.displayText());
	}
	catch (const std::system_error& error)
	{
		throw ConnectionException(std::string("no session of Poco::Data: ") + error.what());
	}
}


} // namespace


PocoSession::PocoSession(PGconn* connection):
	_impl(makeSession()),
	_session(_impl)
{
	PQfinish(std::exchange(connectionOf(_impl->handle()), connection));
}


PocoSession::~PocoSession()
{
	connectionOf(_impl->handle()) = nullptr;
}


} // namespace Athanor::PostgreSQL

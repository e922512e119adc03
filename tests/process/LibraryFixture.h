// The library service on each kind of database, and requests to it.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_LibraryFixture_INCLUDED
#define Athanor_Test_LibraryFixture_INCLUDED


#include "Daemon.h"
#include "HttpClient.h"
#include "PostgreSQLCluster.h"
#include <cppunit/TestAssert.h>
#include <memory>
#include <string>
#include <vector>


namespace Athanor::Test {


/// Which database the library keeps its books in.
enum class LibraryDatabase
{
	SQLite,
	SQLiteAsync,
	PostgreSQL,
	PostgreSQLAsync
};


/// A daemon that serves config/examples/library.ini on a database of its own.
class LibraryServer
{
public:
	explicit LibraryServer(LibraryDatabase database):
		_async(database == LibraryDatabase::SQLiteAsync || database == LibraryDatabase::PostgreSQLAsync)
	{
		if (database == LibraryDatabase::PostgreSQL || database == LibraryDatabase::PostgreSQLAsync)
			_schema = std::make_unique<PostgreSQLSchema>();
		_folder.file("library.ini", ini());
		_daemon = std::make_unique<Daemon>(_folder, std::vector<std::string>{"--config", "library.ini"});
		_client = std::make_unique<HttpClient>(_daemon->port());
	}

	/// On the connection that stays open.
	Reply send(const std::string& method, const std::string& target, const std::string& body = {})
	{
		return _client->request(method, target, body);
	}

	HttpClient& client() noexcept
	{
		return *_client;
	}

	const Daemon& daemon() const noexcept
	{
		return *_daemon;
	}

private:
	/// The example as it is shipped, but for its address and its database.
	std::string ini() const
	{
		std::string text = readFile(ATHANOR_SOURCE_DIR "/config/examples/library.ini");
		replace(text, "listen = 127.0.0.1:8080", "listen = 127.0.0.1:0");
		replace(text, "[plugins]\n", "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n");
		if (_async) replace(text, "\ncommit_mode", "\nasync = true\ncommit_mode");
		if (!_schema) return text;
		replace(text, "load = sqlite", "load = postgresql");
		replace(text, "sqlite:///library.db", _schema->config().connectionString);
		replace(text, "\n[service.library]",
				"\n[database.default.engine]\noptions.options = -c search_path=" + _schema->name() +
					"\n\n[service.library]");
		return text;
	}

	static void replace(std::string& text, const std::string& what, const std::string& by)
	{
		const std::size_t at = text.find(what);
		CPPUNIT_ASSERT_MESSAGE(what + " is not in the example", at != std::string::npos);
		text.replace(at, what.size(), by);
	}

	const bool _async;
	std::unique_ptr<PostgreSQLSchema> _schema;
	Folder _folder;
	std::unique_ptr<Daemon> _daemon;
	std::unique_ptr<HttpClient> _client;
};


/// The text with all but unreserved characters percent-encoded.
inline std::string percentEncoded(const std::string& text)
{
	static const std::string hex = "0123456789ABCDEF";
	static const std::string plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	std::string encoded;
	for (const char c : text)
	{
		const auto byte = static_cast<unsigned char>(c);
		if (plain.find(c) != std::string::npos)
			encoded += c;
		else
			(encoded += '%').append({hex[byte >> 4], hex[byte & 15]});
	}
	return encoded;
}


} // namespace Athanor::Test


#endif // Athanor_Test_LibraryFixture_INCLUDED

// A bare loop over sqlite3: what one prepared SELECT by primary key costs with nothing around it.
// usage: athanor_sqlite_loop FILE COUNT      prints microseconds per query (wall clock, one thread)
// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>


namespace {


using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;


Statement prepare(sqlite3* database, const char* sql)
{
	sqlite3_stmt* statement = nullptr;
	if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK)
	{
		std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
		std::exit(1);
	}
	return {statement, &sqlite3_finalize};
}


std::vector<std::string> keysOf(sqlite3* database)
{
	std::vector<std::string> keys;
	const Statement select = prepare(database, "SELECT id FROM author");
	while (sqlite3_step(select.get()) == SQLITE_ROW)
	{
		const auto* bytes = static_cast<const char*>(sqlite3_column_blob(select.get(), 0));
		keys.emplace_back(bytes, static_cast<std::size_t>(sqlite3_column_bytes(select.get(), 0)));
	}
	return keys;
}


/// Reads one row; the number of bytes of its texts.
std::size_t read(sqlite3_stmt* select, const std::string& key)
{
	std::size_t bytes = 0;
	sqlite3_bind_blob(select, 1, key.data(), static_cast<int>(key.size()), SQLITE_STATIC);
	if (sqlite3_step(select) == SQLITE_ROW)
	{
		for (const int column : {0, 1, 2})
		{
			if (sqlite3_column_text(select, column) == nullptr) continue;
			bytes += static_cast<std::size_t>(sqlite3_column_bytes(select, column));
		}
	}
	sqlite3_reset(select);
	return bytes;
}


} // namespace


int main(int argc, char** argv)
{
	if (argc != 3)
	{
		std::fputs("usage: athanor_sqlite_loop FILE COUNT\n", stderr);
		return 2;
	}
	sqlite3* raw = nullptr;
	const int code = sqlite3_open_v2(argv[1], &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
	const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(raw, &sqlite3_close);
	if (code != SQLITE_OK) return 1;
	const std::vector<std::string> keys = keysOf(raw);
	const auto count = std::strtoul(argv[2], nullptr, 10);
	if (keys.empty() || count == 0) return 1;
	const Statement select = prepare(raw, "SELECT name, id, dob FROM author WHERE id = ?1");
	std::size_t bytes = 0;
	const auto begin = std::chrono::steady_clock::now();
	for (std::size_t i = 0; i < count; ++i)
		bytes += read(select.get(), keys[i * 7919 % keys.size()]);
	const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
	if (bytes == 0) return 1;
	std::printf("%.2f\n", time.count() / static_cast<double>(count));
	return 0;
}

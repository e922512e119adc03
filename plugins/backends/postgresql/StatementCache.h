//
// StatementCache.h
//
// Library: PostgreSQL
// Package: Backend
//
// Names of the prepared statements of one connection.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_StatementCache_INCLUDED
#define Athanor_PostgreSQL_StatementCache_INCLUDED


#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>


namespace Athanor::PostgreSQL {


/// A StatementCache knows which statements are prepared on a connection, and under which name: one per text and types
/// of the parameters. It sends nothing itself.
///
/// Thread safety: as its connection.
class StatementCache
{
public:
	static constexpr std::size_t capacity = 256;
	/// What all names begin with; Poco's do not.
	static constexpr const char* prefix = "athanor_";

	/// The name of a statement that is prepared, and counts as used now; null if it is not there. The pointer is
	/// valid until the cache changes.
	const std::string* find(const std::string& text, const std::string& signature);

	/// A name for a statement that is about to be prepared.
	std::string add(const std::string& text, const std::string& signature);

	/// Forgets a statement, which is not prepared any more.
	void remove(const std::string& name);

	/// Forgets the statement that was not used for the longest time if there are too many, and gives its name.
	std::optional<std::string> evict();

	void clear() noexcept;

	std::size_t size() const noexcept
	{
		return _entries.size();
	}

private:
	struct Entry
	{
		std::string text;
		std::string signature;
		std::string name;
	};
	using Entries = std::list<Entry>;
	using Key = std::pair<std::string_view, std::string_view>; ///< text and signature, mostly of an Entry

	struct Hash
	{
		std::size_t operator()(const Key& key) const noexcept
		{
			const std::hash<std::string_view> hash;
			return hash(key.first) ^ (hash(key.second) << 1);
		}
	};

	static Key keyOf(const Entry& entry) noexcept
	{
		return {entry.text, entry.signature};
	}

	void erase(Entries::iterator entry);

	Entries _entries; ///< the last used first
	std::unordered_map<Key, Entries::iterator, Hash> _byKey;
	std::uint64_t _lastNumber = 0;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_StatementCache_INCLUDED

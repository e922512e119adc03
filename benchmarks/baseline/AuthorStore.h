// Authors through Poco::Data, the way its samples use it.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Baseline_AuthorStore_INCLUDED
#define Athanor_Baseline_AuthorStore_INCLUDED


#include "Poco/Data/Date.h"
#include "Poco/Data/LOB.h"
#include "Poco/Data/Session.h"
#include "Poco/Data/Statement.h"
#include "Poco/Nullable.h"
#include "Poco/Tuple.h"
#include "Poco/UUID.h"
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>


namespace Baseline {


struct Author
{
	std::string name;
	Poco::UUID id;
	Poco::Nullable<Poco::Data::Date> dob;
};


/// How a database keeps a UUID: PostgreSQL has a type whose text Poco passes through, SQLite has bytes.
template <typename Key>
Key toKey(const Poco::UUID& id);

template <>
inline std::string toKey(const Poco::UUID& id)
{
	return id.toString();
}

template <>
inline Poco::Data::BLOB toKey(const Poco::UUID& id)
{
	std::array<char, 16> bytes{};
	id.copyTo(bytes.data());
	return Poco::Data::BLOB(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}


inline Poco::UUID fromKey(const std::string& key)
{
	return Poco::UUID(key);
}

inline Poco::UUID fromKey(const Poco::Data::BLOB& key)
{
	Poco::UUID id;
	if (key.size() == 16) id.copyFrom(reinterpret_cast<const char*>(key.rawContent()));
	return id;
}


/// The statements of the authors' routes; each is its own transaction.
template <typename Key>
class AuthorStore
{
public:
	explicit AuthorStore(Poco::Data::Session session):
		_session(std::move(session))
	{
	}

	std::optional<Author> get(const Poco::UUID& id)
	{
		using namespace Poco::Data::Keywords;
		Key key = toKey<Key>(id);
		Key stored;
		Author author;
		Poco::Data::Statement select(_session);
		select << "SELECT name, id, dob FROM author WHERE id = $1", use(key), into(author.name), into(stored),
			into(author.dob), now;
		if (author.name.empty()) return std::nullopt;
		author.id = fromKey(stored);
		return author;
	}

	std::vector<Author> list(int limit, int offset)
	{
		using namespace Poco::Data::Keywords;
		std::vector<std::string> names;
		std::vector<Key> keys;
		std::vector<Poco::Nullable<Poco::Data::Date>> dobs;
		_session << "SELECT name, id, dob FROM author ORDER BY id LIMIT $1 OFFSET $2", use(limit),
			use(offset), into(names), into(keys), into(dobs), now;
		std::vector<Author> authors;
		for (std::size_t i = 0; i < names.size(); ++i)
			authors.push_back({names[i], fromKey(keys[i]), dobs[i]});
		return authors;
	}

	Poco::Int64 count()
	{
		using namespace Poco::Data::Keywords;
		Poco::Int64 total = 0;
		_session << "SELECT count(*) FROM author", into(total), now;
		return total;
	}

	void add(Author author)
	{
		using namespace Poco::Data::Keywords;
		Key key = toKey<Key>(author.id);
		_session << "INSERT INTO author (name, id, dob) VALUES ($1, $2, $3)", use(author.name), use(key),
			use(author.dob), now;
	}

	void rename(const Poco::UUID& id, std::string name)
	{
		using namespace Poco::Data::Keywords;
		Key key = toKey<Key>(id);
		_session << "UPDATE author SET name = $1 WHERE id = $2", use(name), use(key), now;
	}

private:
	Poco::Data::Session _session;
};


} // namespace Baseline


#endif // Athanor_Baseline_AuthorStore_INCLUDED

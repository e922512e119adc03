//
// StatementCache.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "StatementCache.h"
#include <algorithm>


namespace Athanor::PostgreSQL {


const std::string* StatementCache::find(const std::string& text, const std::string& signature)
{
	// Mostly it is the same as before.
	const bool again =
		!_entries.empty() && _entries.front().text == text && _entries.front().signature == signature;
	if (again) return &_entries.front().name;
	const auto found = _byKey.find({text, signature});
	if (found == _byKey.end()) return nullptr;
	_entries.splice(_entries.begin(), _entries, found->second);
	return &found->second->name;
}


std::string StatementCache::add(const std::string& text, const std::string& signature)
{
	_entries.push_front({text, signature, prefix + std::to_string(++_lastNumber)});
	_byKey[keyOf(_entries.front())] = _entries.begin();
	return _entries.front().name;
}


void StatementCache::remove(const std::string& name)
{
	const auto found = std::find_if(_entries.begin(), _entries.end(),
									[&](const Entry& entry) { return entry.name == name; });
	if (found != _entries.end()) erase(found);
}


std::optional<std::string> StatementCache::evict()
{
	if (_entries.size() <= capacity) return std::nullopt;
	std::string name = _entries.back().name;
	erase(std::prev(_entries.end()));
	return name;
}


void StatementCache::clear() noexcept
{
	_byKey.clear();
	_entries.clear();
}


void StatementCache::erase(Entries::iterator entry)
{
	_byKey.erase(keyOf(*entry));
	_entries.erase(entry);
}


} // namespace Athanor::PostgreSQL

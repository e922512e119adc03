//
// Constraints.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Constraints.h"
#include "Poco/DigestEngine.h"
#include "Poco/MD5Engine.h"


namespace Athanor::NamingConvention {


namespace {


/// As SQLAlchemy cuts: a database made by one is found in order by the other.
std::string shortened(std::string name)
{
	if (name.size() <= maxLength) return name;
	Poco::MD5Engine digest;
	digest.update(name);
	const std::string hash = Poco::DigestEngine::digestToHex(digest.digest());
	std::size_t kept = maxLength - 8;
	// Not in the middle of a character.
	while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0) == 0x80)
		--kept;
	name.resize(kept);
	return name + "_" + hash.substr(hash.size() - 4);
}


std::string joined(std::string prefix, std::string_view table, std::string_view rest)
{
	prefix += table;
	prefix += '_';
	prefix += rest;
	return shortened(std::move(prefix));
}


} // namespace


std::string primaryKey(std::string_view table)
{
	return shortened("pk_" + std::string(table));
}


std::string unique(std::string_view table, std::string_view firstColumn)
{
	return joined("uq_", table, firstColumn);
}


std::string index(std::string_view table, std::string_view firstColumn)
{
	return joined("ix_", table, firstColumn);
}


std::string check(std::string_view table, std::string_view name)
{
	return joined("ck_", table, name);
}


std::string foreignKey(std::string_view table, std::string_view firstColumn, std::string_view referredTable)
{
	return joined("fk_", table, std::string(firstColumn) + "_" + std::string(referredTable));
}


} // namespace Athanor::NamingConvention

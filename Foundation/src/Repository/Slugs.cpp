//
// Slugs.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/Slugs.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/RandomBytes.h"
#include "Athanor/Core/Slug.h"
#include <array>


namespace Athanor {


namespace {


constexpr std::string_view slugColumn = "slug";


std::string randomCharacters(std::size_t count)
{
	constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
	std::array<std::uint8_t, 32> bytes;
	randomBytes(bytes.data(), count);
	std::string text;
	for (std::size_t i = 0; i < count; ++i)
		text += alphabet[bytes[i] % alphabet.size()];
	return text;
}


/// At most so many characters; no dash at the end.
std::string cut(std::string slug, std::size_t length)
{
	if (slug.size() > length) slug.resize(length);
	slug.erase(slug.find_last_not_of('-') + 1);
	return slug;
}


} // namespace


Query bySlug(const std::string& slug)
{
	Query query;
	query.where = Condition::compare(std::string(slugColumn), Comparison::Equal, slug);
	return query;
}


Task<std::string> availableSlug(TableRepository& rows, const std::string& text)
{
	const Table& table = rows.table();
	const int length = table.columns()[table.indexOf(slugColumn)].length;
	const std::size_t most = length > 0 ? static_cast<std::size_t>(length) : 1000;
	const std::string plain = slugify(text);
	std::string slug = cut(plain, most);
	// The last of them has one chance in 10^15 to be taken as well.
	for (const std::size_t random : {std::size_t{4}, std::size_t{4}, std::size_t{6}, std::size_t{10}})
	{
		const Query query = bySlug(slug);
		const bool taken = co_await rows.exists(query);
		if (!taken && !slug.empty()) co_return slug;
		const std::string front = random + 1 < most ? cut(plain, most - random - 1) : std::string();
		slug = (front.empty() ? "" : front + "-") + randomCharacters(random);
	}
	co_return slug;
}


} // namespace Athanor

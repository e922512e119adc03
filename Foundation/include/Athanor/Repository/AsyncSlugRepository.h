//
// AsyncSlugRepository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of a model with a slug, for code on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_AsyncSlugRepository_INCLUDED
#define Athanor_Repository_AsyncSlugRepository_INCLUDED


#include "Athanor/Repository/AsyncRepository.h"
#include "Athanor/Repository/Slugs.h"
#include <optional>
#include <string>


namespace Athanor {


/// An AsyncSlugRepository is SlugRepository<T> for coroutines: the same bodies, to be awaited.
///
/// Thread safety: one task at a time, on the session's loop. Lifetime: dies before its AsyncSession.
template <typename T>
class AsyncSlugRepository: public AsyncRepository<T>
{
public:
	using AsyncRepository<T>::AsyncRepository;

	/// The object with that slug, or nothing.
	Task<std::optional<T>> getBySlug(std::string slug)
	{
		const Query query = bySlug(slug);
		std::optional<T> found = co_await this->getOneOrNone(query);
		co_return found;
	}
	/// A slug of the text that no row has; see availableSlug().
	Task<std::string> getAvailableSlug(std::string text)
	{
		TableRepository& rows = this->rows();
		std::string slug = co_await availableSlug(rows, text);
		co_return slug;
	}
};


} // namespace Athanor


#endif // Athanor_Repository_AsyncSlugRepository_INCLUDED

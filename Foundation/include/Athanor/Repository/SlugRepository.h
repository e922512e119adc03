//
// SlugRepository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of a model with a slug, for blocking code.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_SlugRepository_INCLUDED
#define Athanor_Repository_SlugRepository_INCLUDED


#include "Athanor/Repository/Repository.h"
#include "Athanor/Repository/Slugs.h"
#include <optional>
#include <string>


namespace Athanor {


/// A SlugRepository is the repository of a model that inherits SlugKey.
///
///     SlugRepository<Post> posts(session);
///     post.slug = posts.getAvailableSlug(post.title);
///     auto found = posts.getBySlug("hello-world");
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
template <typename T>
class SlugRepository: public Repository<T>
{
public:
	using Repository<T>::Repository;

	/// The object with that slug, or nothing.
	std::optional<T> getBySlug(const std::string& slug)
	{
		return this->getOneOrNone(bySlug(slug));
	}
	/// A slug of the text that no row has; see availableSlug().
	std::string getAvailableSlug(const std::string& text)
	{
		return runInline(availableSlug(this->rows(), text));
	}
};


} // namespace Athanor


#endif // Athanor_Repository_SlugRepository_INCLUDED

//
// ErrorMessages.h
//
// Library: Foundation
// Package: Repository
//
// What the exceptions of a repository say.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_ErrorMessages_INCLUDED
#define Athanor_Repository_ErrorMessages_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Exceptions.h"
#include <functional>
#include <string>
#include <type_traits>
#include <utility>


namespace Athanor {


/// An ErrorMessage is a text, or a function that makes one of the exception; nothing by default.
///
/// Thread safety: a value.
class ErrorMessage
{
public:
	using Function = std::function<std::string(const DatabaseException&)>;

	ErrorMessage() = default;
	ErrorMessage(std::string text):
		_make([text = std::move(text)](const DatabaseException&) { return text; })
	{
	}
	ErrorMessage(const char* text):
		ErrorMessage(std::string(text))
	{
	}
	template <typename F>
	requires std::is_invocable_r_v<std::string, F, const DatabaseException&> ErrorMessage(F make):
		_make(std::move(make))
	{
	}

	explicit operator bool() const noexcept
	{
		return static_cast<bool>(_make);
	}
	std::string operator()(const DatabaseException& failure) const
	{
		return _make(failure);
	}

private:
	Function _make;
};


/// The texts of a repository's exceptions, by kind. What a call does not say, the repository says; what that does not
/// say, the default does (see defaults()).
///
///     books.withMessages({.duplicateKey = "there is a book of that title"}).add(book);
///
/// What the database said (SQLSTATE, constraint, table, column) stays in the exception's detail.
/// Thread safety: a value. Source: advanced_alchemy/exceptions.py ErrorMessages @2accd6e1.
struct ErrorMessages
{
	ErrorMessage integrity;
	ErrorMessage foreignKey;
	ErrorMessage multipleRows;
	ErrorMessage duplicateKey;
	ErrorMessage other; ///< without a text of its own, such an exception keeps what the database said
	ErrorMessage checkConstraint;
	ErrorMessage notFound;

	Athanor_API static const ErrorMessages& defaults();

	/// These, and those of `others` where these have none.
	Athanor_API ErrorMessages over(const ErrorMessages& others) const;

	/// Throws the exception again with its text of here; does nothing if there is none for its kind.
	Athanor_API void rethrow(const DatabaseException& failure) const;
};


} // namespace Athanor


#endif // Athanor_Repository_ErrorMessages_INCLUDED

//
// FakeBackendScanner.h
//
// Library: TestSupport
// Package: Backend
//
// Words and signs of the SQL of the fake backend.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendScanner_INCLUDED
#define Athanor_Test_FakeBackendScanner_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include <cstdint>
#include <string>
#include <vector>


namespace Athanor::Fake {


struct Token
{
	enum class Kind
	{
		Word,       ///< lower case
		Identifier, ///< was quoted
		Parameter,
		Number,
		Text,
		Sign,
		End
	};

	Kind kind = Kind::End;
	std::string text;
};


/// A Scanner walks over the tokens of one statement.
///
/// Thread safety: one thread at a time.
class Scanner
{
public:
	/// Throws RepositoryException (42601) for what is no token.
	explicit Scanner(const std::string& sql);

	const Token& peek() const noexcept
	{
		return _tokens[_at];
	}
	Token take();

	/// Takes the words or signs if they come next, all of them or none.
	bool accept(const std::string& words);
	/// Throws RepositoryException (42601) if they do not come next.
	void expect(const std::string& words);
	/// A quoted identifier or a word.
	std::string identifier();

	[[noreturn]] void fail() const;

private:
	std::string _sql;
	std::vector<Token> _tokens;
	std::size_t _at = 0;
};


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendScanner_INCLUDED

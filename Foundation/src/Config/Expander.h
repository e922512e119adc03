//
// Expander.h
//
// Library: Foundation
// Package: Config
//
// `${…}` in the values of an ini file. Internal to the Config layer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_Expander_INCLUDED
#define Athanor_Config_Expander_INCLUDED


#include "Athanor/Config/IniDocument.h"
#include "Poco/AutoPtr.h"
#include "Poco/Util/AbstractConfiguration.h"
#include "Poco/Util/LayeredConfiguration.h"
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// An Expander replaces `${key}` by what a layered configuration knows: the file first, then the application.
///
/// Poco::Util::AbstractConfiguration expands by itself, but it leaves an unknown reference as it is without
/// a word, and it expands what it found again, so that a password in the environment which contains `${`
/// would be changed. Here the first is a mistake with a position, and values from `system.` are final.
///
/// Thread safety: one thread at a time.
class Expander
{
public:
	/// Why a text could not be expanded.
	struct Problem
	{
		int offset = 0; ///< of the `$`, in characters from the start of the text
		std::string reason;
	};

	Expander(const IniDocument& document, Poco::Util::AbstractConfiguration& application);

	/// Gives the text with every reference replaced, or nothing and a problem.
	std::optional<std::string> expand(std::string_view text, Problem& problem) const;

private:
	std::optional<std::string> expand(std::string_view text, Problem& problem, int depth) const;
	std::optional<std::string> lookUp(const std::string& key, Problem& problem, int depth) const;

	Poco::AutoPtr<Poco::Util::LayeredConfiguration> _layers;
};


} // namespace Athanor


#endif // Athanor_Config_Expander_INCLUDED

//
// Revision.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/Revision.h"
#include "RevisionParser.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Core/UUID.h"
#include "Poco/DigestEngine.h"
#include "Poco/SHA2Engine.h"
#include <algorithm>
#include <array>


namespace Athanor {


namespace {


constexpr std::size_t longestId = 32; // what the column version_num holds
constexpr std::size_t longestSlug = 40;


std::string joined(const std::vector<std::string>& words)
{
	std::string text;
	for (const std::string& word : words)
		text += (text.empty() ? "" : ", ") + word;
	return text;
}


/// The words of a message, as many as fit.
std::string slugOf(const std::string& message)
{
	std::string slug;
	std::string word;
	const auto add = [&] {
		const std::size_t size = slug.size() + (slug.empty() ? 0 : 1) + word.size();
		const bool fits = size <= longestSlug;
		if (!word.empty() && fits) slug += (slug.empty() ? "" : "_") + word;
		if (slug.empty() && !word.empty()) slug = word.substr(0, longestSlug);
		word.clear();
		return fits;
	};
	for (const char c : toLower(message))
	{
		const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (letter)
			word += c;
		else if (!add())
			return slug;
	}
	add();
	return slug;
}


/// Statements that end the transaction a revision runs in, or nest one.
bool controlsTransaction(const SqlStatement& statement)
{
	static constexpr std::array<std::string_view, 7> words{"BEGIN", "COMMIT",  "ROLLBACK", "END",
														   "ABORT", "PREPARE", "START"};
	const std::vector<std::string> leading = leadingWords(statement.text, 2);
	if (leading.empty() || std::find(words.begin(), words.end(), leading[0]) == words.end()) return false;
	const std::string second = leading.size() > 1 ? leading[1] : "";
	if (leading[0] == "PREPARE" || leading[0] == "START") return second == "TRANSACTION";
	return true;
}


} // namespace


const char* toString(Direction direction) noexcept
{
	return direction == Direction::Upgrade ? "upgrade" : "downgrade";
}


bool isRevisionId(std::string_view text) noexcept
{
	const auto fits = [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
	};
	return !text.empty() && text.size() <= longestId && std::all_of(text.begin(), text.end(), fits);
}


std::string makeRevisionId()
{
	const std::string random = UUID::v4().toString();
	// The first group and the one after it: none of their digits is fixed.
	return random.substr(0, 8) + random.substr(9, 4);
}


std::vector<Revision::Step> Revision::steps(Direction direction, std::string_view scheme,
											const SqlSyntax& syntax) const
{
	std::vector<Step> steps;
	bool found = false;
	std::string others;
	for (const RevisionSection& section : sections)
	{
		if (section.direction != direction) continue;
		if (!section.dialect.empty() && section.dialect != scheme)
		{
			others += (others.empty() ? "" : ", ") + section.dialect;
			continue;
		}
		found = true;
		std::vector<SqlStatement> statements;
		try
		{
			statements = splitSql(section.sql, syntax, section.line);
		}
		catch (const ImproperConfigurationException& exception)
		{
			throw ImproperConfigurationException(path + ": " + exception.message());
		}
		for (SqlStatement& statement : statements)
		{
			if (section.transaction && controlsTransaction(statement))
			{
				throw ImproperConfigurationException(
					path + ":" + std::to_string(statement.line) +
					": a revision runs in a transaction of its own; leave out " +
					leadingWords(statement.text, 1)[0]);
			}
			steps.push_back({std::move(statement), section.transaction});
		}
	}
	if (found) return steps;
	throw ImproperConfigurationException(path + ": there is no section \"-- " + toString(direction) +
										 "\" for " + std::string(scheme) +
										 (others.empty() ? "" : " (only for " + others + ")"));
}


std::string Revision::hash(std::string_view scheme, const SqlSyntax& syntax) const
{
	Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
	for (const Step& step : steps(Direction::Upgrade, scheme, syntax))
	{
		engine.update(step.statement.text);
		engine.update(step.transaction ? ";" : ";;");
	}
	return Poco::DigestEngine::digestToHex(engine.digest());
}


Revision Revision::parse(std::string_view text, const std::string& path)
{
	return RevisionParser(text, path).run();
}


std::string Revision::toText() const
{
	std::string text = "-- revision: " + id + "\n";
	if (!parents.empty()) text += "-- parents: " + joined(parents) + "\n";
	if (!labels.empty()) text += "-- labels: " + joined(labels) + "\n";
	text += "-- message: " + message + "\n-- date: " + date.toString() + "\n";
	for (const RevisionSection& section : sections)
	{
		text += std::string("\n-- ") + toString(section.direction);
		if (!section.dialect.empty()) text += " [" + section.dialect + "]";
		if (!section.transaction) text += " no transaction";
		// Sections are one empty line apart, however many there were when they were read.
		const std::size_t end = section.sql.find_last_not_of('\n');
		text += "\n" + section.sql.substr(0, end + 1);
		if (text.back() != '\n') text += "\n";
	}
	return text;
}


std::string Revision::fileName() const
{
	const std::string slug = slugOf(message);
	return date.date().toString() + (slug.empty() ? "" : "_" + slug) + "_" + id + ".sql";
}


} // namespace Athanor

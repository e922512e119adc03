//
// LoggingFormatter.h
//
// Library: Foundation
// Package: Server
//
// The two forms of a line of the log.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_LoggingFormatter_INCLUDED
#define Athanor_Server_LoggingFormatter_INCLUDED


#include "Athanor/Config/LoggingConfig.h"
#include "Athanor/Core/API.h"
#include "Poco/Formatter.h"


namespace Athanor {


/// A LoggingFormatter makes one line of a message, without its line feed.
///
///     2026-05-04T09:30:00.125Z Information athanor.server: listening on http://127.0.0.1:8080
///     {"time":"2026-05-04T09:30:00.125Z","level":"information","logger":"athanor.server","text":"listening …"}
///
/// Whatever a client managed to get into a message, it stays inside its line: control characters and bytes that are
/// no UTF-8 are written as escapes (`\n`, `\x1b`; in JSON `\u001b` and U+FFFD).
///
/// Thread safety: immutable.
class Athanor_API LoggingFormatter: public Poco::Formatter
{
public:
	explicit LoggingFormatter(LogFormat format) noexcept;
	~LoggingFormatter() override;

	/// Appends the line to `text`.
	void format(const Poco::Message& message, std::string& text) override;

private:
	const LogFormat _format;
};


} // namespace Athanor


#endif // Athanor_Server_LoggingFormatter_INCLUDED

//
// ConfigSchema.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/ConfigSchema.h"
#include "Values.h"
#include "Athanor/Core/Text.h"
#include "Poco/Ascii.h"
#include <algorithm>
#include <utility>


namespace Athanor {


using namespace ConfigValues;


namespace {


constexpr std::int64_t KiB = 1024;
constexpr std::int64_t MiB = 1024 * KiB;
constexpr std::int64_t GiB = 1024 * MiB;
constexpr std::int64_t second = 1000;
constexpr std::int64_t hour = 3600 * second;
constexpr std::int64_t day = 24 * hour;


std::string bytesText(std::int64_t bytes)
{
	if (bytes >= GiB && bytes % GiB == 0) return std::to_string(bytes / GiB) + " GiB";
	if (bytes >= MiB && bytes % MiB == 0) return std::to_string(bytes / MiB) + " MiB";
	if (bytes >= KiB && bytes % KiB == 0) return std::to_string(bytes / KiB) + " KiB";
	return std::to_string(bytes);
}


/// Fills the table, section by section.
class TableWriter
{
public:
	TableWriter(std::vector<KeySpec>& keys, std::string section):
		_keys(keys),
		_section(std::move(section))
	{
	}

	void text(std::string name, std::string preset, std::string doc)
	{
		add(std::move(name), KeyType::Text, std::move(preset), std::move(doc));
	}
	void requiredText(std::string name, std::string doc)
	{
		add(std::move(name), KeyType::Text, "", std::move(doc)).required = true;
	}
	void list(std::string name, std::string preset, std::string doc)
	{
		add(std::move(name), KeyType::List, std::move(preset), std::move(doc));
	}
	void path(std::string name, std::string preset, std::string doc)
	{
		add(std::move(name), KeyType::Path, std::move(preset), std::move(doc));
	}
	void boolean(std::string name, bool preset, std::string doc)
	{
		add(std::move(name), KeyType::Boolean, preset ? "true" : "false", std::move(doc));
	}
	void choice(std::string name, std::vector<std::string> choices, std::string preset, std::string doc)
	{
		add(std::move(name), KeyType::Choice, std::move(preset), std::move(doc)).choices = std::move(choices);
	}
	void number(std::string name, KeyType type, std::int64_t preset, std::int64_t minimum,
				std::int64_t maximum, std::string doc)
	{
		std::string presetText = type == KeyType::Bytes ? bytesText(preset) : std::to_string(preset);
		auto& key = add(std::move(name), type, std::move(presetText), std::move(doc));
		key.minimum = minimum;
		key.maximum = maximum;
	}

private:
	KeySpec& add(std::string name, KeyType type, std::string preset, std::string doc)
	{
		KeySpec key;
		key.section = _section;
		key.name = std::move(name);
		key.type = type;
		key.defaultText = std::move(preset);
		key.doc = std::move(doc);
		_keys.push_back(std::move(key));
		return _keys.back();
	}

	std::vector<KeySpec>& _keys;
	std::string _section;
};


void addServerKeys(std::vector<KeySpec>& keys)
{
	TableWriter server(keys, "server");
	server.list("listen", "127.0.0.1:8080", "Addresses to listen on, host:port each; IPv6 as [::1]:8080.");
	server.number("loops", KeyType::Integer, 0, 0, 1024, "Event loops; 0 means one per core.");
	server.number("workers", KeyType::Integer, 16, 1, 4096, "Threads that run blocking handlers.");
	server.number("worker_queue", KeyType::Integer, 256, 0, 1000000,
				  "Requests that may wait for a worker; one more is answered 503.");
	server.number("max_connections", KeyType::Integer, 10000, 1, 1000000, "Open connections of clients.");
	server.number("max_request_line", KeyType::Bytes, 8 * KiB, 256, MiB, "Longest request line (414).");
	server.number("max_header", KeyType::Bytes, 8 * KiB, 256, MiB, "Longest single header line (431).");
	server.number("max_headers_bytes", KeyType::Bytes, 32 * KiB, KiB, 16 * MiB,
				  "Size of all headers together (431).");
	server.number("max_headers", KeyType::Integer, 100, 1, 10000, "Number of headers (431).");
	server.number("max_body_bytes", KeyType::Bytes, MiB, 0, 2 * GiB, "Largest request body (413).");
	server.number("json_depth", KeyType::Integer, 64, 1, 1000, "Deepest nesting of a JSON body (400).");
	server.number("header_timeout_ms", KeyType::Milliseconds, 10 * second, 1, hour,
				  "Time for the headers of a request to arrive (408).");
	server.number("body_min_rate", KeyType::Integer, 240, 0, 1000000000,
				  "Bytes per second at which a body must arrive (408); 0 means no such rule.");
	server.number("body_grace_ms", KeyType::Milliseconds, 5 * second, 0, hour,
				  "Time before body_min_rate is applied.");
	server.number("idle_timeout_ms", KeyType::Milliseconds, 60 * second, 1, day,
				  "Time after which a connection without a request is closed.");
	server.number("write_timeout_ms", KeyType::Milliseconds, 30 * second, 1, hour,
				  "Time a client may take nothing of its answer before it is dropped.");
	server.number("drain_timeout_ms", KeyType::Milliseconds, 30 * second, 0, hour,
				  "Time that running requests have to finish when the daemon stops.");
	server.number("max_page_size", KeyType::Integer, 1000, 1, 1000000, "Largest pageSize of a list (400).");
	server.boolean("strict_query", true, "Refuse query parameters that a service does not know (400).");
	server.choice("cross_bind", {"ordered", "refuse"}, "ordered",
				  "A request that wrote to several databases: commit them in order, or refuse it (500).");
	server.boolean("health", true, "Answer /live and /ready.");
	server.boolean("access_log", false, "Log one line per request.");
}


void addPluginKeys(std::vector<KeySpec>& keys)
{
	TableWriter plugins(keys, "plugins");
	plugins.path("directory", "${application.dir}../lib/athanor/plugins", "Where plugins are.");
	plugins.list("load", "", "Plugins to load, in this order: names (authors means authors.so) or paths.");

	TableWriter plugin(keys, "plugin.<name>");
	plugin.boolean("required", true, "Whether the daemon refuses to start when this plugin fails.");
}


void addDatabaseKeys(std::vector<KeySpec>& keys)
{
	TableWriter(keys, "database").list("binds", "", "Bind keys; each has a section [database.<bind>].");

	TableWriter bind(keys, "database.<bind>");
	bind.requiredText("connection_string",
					  "Backend and database: scheme://...; a driver may follow as +driver.");
	bind.choice("commit_mode", {"manual", "autocommit", "autocommit_include_redirect"}, "manual",
				"When a request is committed: never by itself, on 2xx, on 2xx and 3xx.");
	bind.list("extra_commit_statuses", "",
			  "Statuses that are committed as well, such as 404; needs a commit_mode other than manual.");
	bind.list("extra_rollback_statuses", "",
			  "Statuses that are rolled back although commit_mode commits them, such as 206.");
	bind.boolean("create_all", false, "Create missing tables at start.");
	bind.choice("migrations", {"ignore", "check", "upgrade"}, "ignore",
				"At start: do nothing, refuse to start unless the schema is at its last revision, or bring "
				"it there.");
	bind.path("script_location", "", "Folder of the revision files; migrations/<bind> when left out.");
	bind.text("version_table", "alembic_versions", "Table that names the revision the schema is at.");
	bind.boolean("async", false, "Use the asynchronous connections of the backend.");

	TableWriter engine(keys, "database.<bind>.engine");
	engine.number("pool_size", KeyType::Integer, 5, 1, 10000, "Connections that are kept open.");
	engine.number("max_overflow", KeyType::Integer, 10, -1, 10000,
				  "Connections beyond pool_size under load; -1 means no limit.");
	engine.number("pool_timeout_ms", KeyType::Milliseconds, 30 * second, 0, hour,
				  "Time to wait for a free connection (503).");
	engine.number("pool_recycle_s", KeyType::Seconds, -1, -1, 365 * day / second,
				  "Age at which a connection is replaced; -1 means never.");
	engine.number("pool_idle_s", KeyType::Seconds, 30, 0, day / second,
				  "Time after which an idle connection beyond pool_size is closed; 0 means at once.");
	engine.boolean("pool_pre_ping", false, "Test a connection each time before it is used.");
	engine.number(
		"shared_connections", KeyType::Integer, 2, 0, 64,
		"Connections of each event loop, beside the pool, over which the statements of generated routes are "
		"pipelined (asynchronous databases that pool); 0 means none, and that no two requests use a "
		"connection of the pool at the same time, unless group_commit is true.");
	engine.boolean(
		"group_commit", false,
		"Let writes that arrive together wait for the disk once (asynchronous databases that pool). Each is "
		"answered when it is durable; others may see a change or a deletion, but no added row, a few "
		"milliseconds earlier.");
	engine.number("connect_timeout_ms", KeyType::Milliseconds, 5 * second, 1, hour,
				  "Time to open a connection.");
	engine.number("statement_timeout_ms", KeyType::Milliseconds, 30 * second, 0, day,
				  "Time a statement may take (504); 0 means no limit.");
	engine.number("busy_timeout_ms", KeyType::Milliseconds, 5 * second, 0, hour,
				  "Time to wait for a lock of the whole database (503).");
	engine.choice("synchronous", {"full", "normal", "off"}, "full",
				  "How far a commit waits for the disk, where the database lets its client choose.");
	engine.choice("isolation_level", {"default", "read_committed", "repeatable_read", "serializable"},
				  "default",
				  "How far transactions are kept from each other; not every database has every level.");
	engine.boolean("echo", false, "Log statements, without their values.");
	engine.text("options.<name>", "", "Further options, passed to the backend as they are.");
}


void addServiceAndLoggingKeys(std::vector<KeySpec>& keys)
{
	TableWriter service(keys, "service.<name>");
	service.text("plugin", "", "The plugin that serves this section; the name of the section when left out.");
	service.text("bind_key", "",
				 "The database of this service; \"default\", or the only one, when left out.");
	service.text("path", "", "Where the service is mounted; the plugin's own path when left out.");

	TableWriter logging(keys, "logging");
	logging.choice(
		"level", {"none", "fatal", "critical", "error", "warning", "notice", "information", "debug", "trace"},
		"information", "The least important messages that are logged.");
	logging.path("output", "console", "The word console, or the path of a file.");
	logging.choice("format", {"text", "json"}, "text", "One line of text, or one JSON object, per message.");
	logging.text("loggers.<name>", "", "Loggers of Poco::Util::LoggingConfigurator.");
	logging.text("channels.<name>", "", "Channels of Poco::Util::LoggingConfigurator.");
	logging.text("formatters.<name>", "", "Formatters of Poco::Util::LoggingConfigurator.");
}


std::vector<std::string> splitDots(const std::string& name)
{
	std::vector<std::string> result(1);
	for (const char c : name)
	{
		if (c == '.')
			result.emplace_back();
		else
			result.back() += c;
	}
	return result;
}


bool isPocoLoggingWord(std::string_view word)
{
	return equalsIgnoreCase(word, "loggers") || equalsIgnoreCase(word, "channels") ||
		   equalsIgnoreCase(word, "formatters");
}


const std::string freeRest = "<name>";


} // namespace


std::string KeySpec::describe() const
{
	const auto range = [this](auto&& spell) { return spell(minimum) + " to " + spell(maximum); };
	const auto plain = [](std::int64_t value) { return std::to_string(value); };
	std::string result;
	switch (type)
	{
	case KeyType::Text:
		result = "text";
		break;
	case KeyType::Integer:
		result = "number, " + range(plain);
		break;
	case KeyType::Boolean:
		result = "true or false";
		break;
	case KeyType::Choice:
		result = joinChoices(choices);
		break;
	case KeyType::List:
		result = "list separated by commas";
		break;
	case KeyType::Milliseconds:
		result = "milliseconds, " + range(plain);
		break;
	case KeyType::Seconds:
		result = "seconds, " + range(plain);
		break;
	case KeyType::Bytes:
		result = "bytes, " + range(bytesText);
		break;
	case KeyType::Path:
		result = "path";
		break;
	}
	if (required) return result + "; required";
	return result + (defaultText.empty() ? "; no default" : "; default " + defaultText);
}


ConfigSchema::ConfigSchema()
{
	addServerKeys(_keys);
	addPluginKeys(_keys);
	addDatabaseKeys(_keys);
	addServiceAndLoggingKeys(_keys);
}


const ConfigSchema& ConfigSchema::instance()
{
	static const ConfigSchema schema;
	return schema;
}


std::optional<ConfigSchema::Match> ConfigSchema::match(std::string_view section) const
{
	const auto dot = section.find('.');
	const std::string head = toLower(section.substr(0, dot));
	if (dot == std::string_view::npos)
	{
		for (const char* known : {"server", "plugins", "database", "logging"})
		{
			if (head == known) return Match{known, ""};
		}
		return std::nullopt;
	}
	const std::string rest(section.substr(dot + 1));
	if (head == "service") return Match{"service.<name>", rest};
	if (head == "plugin") return Match{"plugin.<name>", rest};
	const auto words = splitDots(rest);
	if (head == "database" && words.size() == 1) return Match{"database.<bind>", rest};
	if (head == "database" && words.size() == 2 && equalsIgnoreCase(words[1], "engine"))
		return Match{"database.<bind>.engine", words[0]};
	if (head == "logging" && isPocoLoggingWord(words[0])) return Match{"logging.<poco>", rest};
	return std::nullopt;
}


const KeySpec* ConfigSchema::find(std::string_view pattern, std::string_view key) const
{
	const auto fits = [&](const KeySpec& spec) {
		if (spec.section != pattern) return false;
		if (equalsIgnoreCase(spec.name, key)) return true;
		if (spec.name.back() != '>') return false;
		const auto prefix = std::string_view(spec.name).substr(0, spec.name.size() - freeRest.size());
		return key.size() > prefix.size() && equalsIgnoreCase(key.substr(0, prefix.size()), prefix);
	};
	const auto found = std::find_if(_keys.begin(), _keys.end(), fits);
	return found == _keys.end() ? nullptr : &*found;
}


std::vector<std::string> ConfigSchema::keyNames(std::string_view pattern) const
{
	std::vector<std::string> result;
	for (const auto& key : _keys)
	{
		if (key.section == pattern) result.push_back(key.name);
	}
	return result;
}


bool ConfigSchema::isOpen(std::string_view pattern) noexcept
{
	return pattern == "service.<name>" || pattern == "logging.<poco>";
}


std::string ConfigSchema::suggestSection(std::string_view section) const
{
	auto words = splitDots(std::string(section));
	const std::vector<std::string> heads =
		words.size() == 1 ? std::vector<std::string>{"server", "plugins", "database", "logging"}
						  : std::vector<std::string>{"database", "service", "plugin", "logging"};
	words[0] = closestMatch(words[0], heads);
	if (words[0] == "database" && words.size() == 3) words[2] = closestMatch(words[2], {"engine"});
	if (words[0] == "logging" && words.size() > 1)
		words[1] = closestMatch(words[1], {"loggers", "channels", "formatters"});
	std::string result;
	for (const auto& word : words)
	{
		if (word.empty()) return {};
		result += (result.empty() ? "" : ".") + word;
	}
	return match(result) ? result : std::string();
}


bool isConfigName(std::string_view name) noexcept
{
	const auto letter = [](char c) {
		return Poco::Ascii::isAlpha(static_cast<unsigned char>(c)) || c == '_';
	};
	return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
		return letter(c) || Poco::Ascii::isDigit(static_cast<unsigned char>(c)) || c == '-';
	});
}


} // namespace Athanor

//
// Router.cpp
//
// Library: Foundation
// Package: Http
//
// Finds the endpoint of a method and a path.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Router.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Characters.h"
#include <algorithm>
#include <optional>
#include <set>
#include <utility>


namespace Athanor::Http {


namespace {


enum class SegmentKind
{
	Literal,
	Uuid,
	Integer,
	Name,
	Rest
};


struct Segment
{
	SegmentKind kind = SegmentKind::Literal;
	std::string text; ///< the literal, or the parameter's name
};


[[noreturn]] void refusePattern(std::string_view pattern, const std::string& reason)
{
	throw ImproperConfigurationException("route \"" + std::string(pattern) + "\": " + reason);
}


/// The segments between the slashes; one slash at the end is no segment.
std::vector<std::string_view> split(std::string_view path)
{
	std::vector<std::string_view> segments;
	segments.reserve(8);
	if (!path.empty() && path.front() == '/') path.remove_prefix(1);
	if (!path.empty() && path.back() == '/') path.remove_suffix(1);
	if (path.empty()) return segments;
	for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/'))
	{
		segments.push_back(path.substr(0, slash));
		path.remove_prefix(slash + 1);
	}
	segments.push_back(path);
	return segments;
}


bool isParameterName(std::string_view name)
{
	if (name.empty() || isDigit(name.front())) return false;
	return std::all_of(name.begin(), name.end(), [](char c) { return isAlpha(c) || isDigit(c) || c == '_'; });
}


Segment parseSegment(std::string_view pattern, std::string_view text)
{
	Segment segment;
	if (text.empty()) refusePattern(pattern, "an empty segment");
	if (text.front() != '{')
	{
		if (text.find_first_of("{}?#%") != std::string_view::npos || text == "." || text == "..")
		{
			refusePattern(pattern, "\"" + std::string(text) + "\" is neither plain text nor {name}");
		}
		segment.text = text;
		return segment;
	}
	if (text.back() != '}') refusePattern(pattern, "a { without its }");
	const std::string_view inner = text.substr(1, text.size() - 2);
	const std::size_t colon = inner.find(':');
	const std::string_view name = inner.substr(0, colon);
	const std::string_view type =
		colon == std::string_view::npos ? std::string_view() : inner.substr(colon + 1);
	if (!isParameterName(name))
		refusePattern(pattern, "\"" + std::string(name) + "\" is no name of a parameter");
	segment.text = name;
	if (colon == std::string_view::npos)
		segment.kind = SegmentKind::Name;
	else if (type == "uuid")
		segment.kind = SegmentKind::Uuid;
	else if (type == "int")
		segment.kind = SegmentKind::Integer;
	else if (type == "*")
		segment.kind = SegmentKind::Rest;
	else
		refusePattern(pattern, "unknown type \"" + std::string(type) + "\" (uuid, int and * are known)");
	return segment;
}


std::vector<Segment> parsePattern(std::string_view pattern)
{
	if (pattern.empty() || pattern.front() != '/') refusePattern(pattern, "does not begin with a slash");
	std::vector<Segment> segments;
	std::set<std::string> names;
	for (const std::string_view text : split(pattern))
	{
		if (!segments.empty() && segments.back().kind == SegmentKind::Rest)
		{
			refusePattern(pattern, "{name:*} must be the last segment");
		}
		segments.push_back(parseSegment(pattern, text));
		const Segment& last = segments.back();
		if (last.kind != SegmentKind::Literal && !names.insert(last.text).second)
		{
			refusePattern(pattern, "two parameters are named \"" + last.text + "\"");
		}
	}
	return segments;
}


bool hasDotSegment(std::string_view path)
{
	if (path.find('.') == std::string_view::npos) return false;
	while (!path.empty())
	{
		const std::string_view segment = path.substr(0, path.find('/'));
		if (segment == "." || segment == "..") return true;
		path.remove_prefix(std::min(segment.size() + 1, path.size()));
	}
	return false;
}


bool isAcceptable(std::string_view decoded)
{
	return decoded.find('\0') == std::string_view::npos && isValidUtf8(decoded) && !hasDotSegment(decoded);
}


/// The segments of a path, decoded. Nearly all paths need no decoding: their segments lie in the path itself.
///
/// Lifetime: ends with the path, and is not copied, for it points into itself.
class DecodedPath
{
public:
	explicit DecodedPath(std::string_view path):
		_segments(split(path))
	{
		const bool encoded = path.find('%') != std::string_view::npos;
		_acceptable = encoded ? decode() : isAcceptable(path);
	}
	DecodedPath(const DecodedPath&) = delete;
	DecodedPath& operator=(const DecodedPath&) = delete;

	/// Otherwise the path must be refused.
	bool acceptable() const noexcept
	{
		return _acceptable;
	}
	const std::vector<std::string_view>& segments() const noexcept
	{
		return _segments;
	}

private:
	bool decode()
	{
		_decoded.reserve(_segments.size());
		for (std::string_view& segment : _segments)
		{
			std::optional<std::string> decoded = percentDecoded(segment);
			// A decoded slash is part of the value; whoever takes the value for a path must not climb with it.
			if (!decoded || !isAcceptable(*decoded)) return false;
			segment = _decoded.emplace_back(std::move(*decoded));
		}
		return true;
	}

	std::vector<std::string_view> _segments;
	std::vector<std::string> _decoded;
	bool _acceptable = false;
};


} // namespace


struct Router::Node
{
	struct Entry
	{
		std::string method;
		std::string pattern;
		std::vector<std::string> names; ///< of the parameters, from left to right
		std::shared_ptr<Endpoint> endpoint;
	};

	using Children = std::vector<std::pair<std::string, std::unique_ptr<Node>>>;

	Children literals;              ///< sorted
	std::unique_ptr<Node> typed[3]; ///< uuid, integer, name
	std::unique_ptr<Node> rest;
	std::vector<Entry> entries;

	Node& childOf(const Segment& segment);
	const Node* literal(std::string_view text) const;
	const Entry* find(std::string_view method) const;
	std::string allow() const;
};


namespace {


template <typename Children>
auto lowerBound(Children& children, std::string_view text)
{
	return std::lower_bound(children.begin(), children.end(), text,
							[](const auto& child, std::string_view wanted) { return child.first < wanted; });
}


} // namespace


Router::Node& Router::Node::childOf(const Segment& segment)
{
	if (segment.kind == SegmentKind::Literal)
	{
		const auto place = lowerBound(literals, segment.text);
		if (place != literals.end() && place->first == segment.text) return *place->second;
		return *literals.emplace(place, segment.text, std::make_unique<Node>())->second;
	}
	std::unique_ptr<Node>& child =
		segment.kind == SegmentKind::Rest ? rest : typed[static_cast<int>(segment.kind) - 1];
	if (!child) child = std::make_unique<Node>();
	return *child;
}


const Router::Node* Router::Node::literal(std::string_view text) const
{
	const auto place = lowerBound(literals, text);
	return place != literals.end() && place->first == text ? place->second.get() : nullptr;
}


const Router::Node::Entry* Router::Node::find(std::string_view method) const
{
	for (const Entry& entry : entries)
	{
		if (entry.method == method) return &entry;
	}
	return nullptr;
}


std::string Router::Node::allow() const
{
	std::set<std::string> methods = {"OPTIONS"};
	for (const Entry& entry : entries)
	{
		methods.insert(entry.method);
		if (entry.method == "GET") methods.insert("HEAD");
	}
	std::string list;
	for (const std::string& method : methods)
	{
		if (!list.empty()) list += ", ";
		list += method;
	}
	return list;
}


/// Walks the tree, most specific child first, and comes back where a branch leads nowhere.
struct Router::Search
{
	const std::vector<std::string_view>& segments;
	std::vector<PathParameters::Value> values;

	const Node* walk(const Node& node, std::size_t depth)
	{
		if (depth == segments.size()) return node.entries.empty() ? nullptr : &node;
		const std::string_view segment = segments[depth];
		if (const Node* child = node.literal(segment))
		{
			if (const Node* found = walk(*child, depth + 1)) return found;
		}
		for (int kind = 0; kind < 3; ++kind)
		{
			const Node* child = node.typed[kind].get();
			std::optional<PathParameters::Value> value;
			if (child) value = read(kind, segment);
			if (!value) continue;
			values.push_back(std::move(*value));
			if (const Node* found = walk(*child, depth + 1)) return found;
			values.pop_back();
		}
		return takeRest(node, depth);
	}

	static std::optional<PathParameters::Value> read(int kind, std::string_view segment)
	{
		if (segment.empty()) return std::nullopt;
		if (kind == 0)
		{
			const std::optional<UUID> id = UUID::tryParse(segment);
			if (!id) return std::nullopt;
			return PathParameters::Value(*id);
		}
		if (kind == 1)
		{
			const std::optional<std::int64_t> number = parseInteger(segment);
			if (!number) return std::nullopt;
			return PathParameters::Value(*number);
		}
		return PathParameters::Value(std::string(segment));
	}

	const Node* takeRest(const Node& node, std::size_t depth)
	{
		if (!node.rest) return nullptr;
		std::string text(segments[depth]);
		for (std::size_t i = depth + 1; i < segments.size(); ++i)
			text.append("/").append(segments[i]);
		if (text.empty()) return nullptr;
		values.emplace_back(std::move(text));
		return node.rest.get();
	}
};


Router::Router():
	_root(std::make_unique<Node>())
{
}


Router::Router(Router&&) noexcept = default;


Router& Router::operator=(Router&&) noexcept = default;


Router::~Router() = default;


void Router::add(std::string_view method, std::string_view pattern, std::shared_ptr<Endpoint> endpoint)
{
	if (!isToken(method)) refusePattern(pattern, "\"" + std::string(method) + "\" is no method");
	if (!endpoint) refusePattern(pattern, "no endpoint");
	Node* node = _root.get();
	Node::Entry entry;
	for (const Segment& segment : parsePattern(pattern))
	{
		node = &node->childOf(segment);
		if (segment.kind != SegmentKind::Literal) entry.names.push_back(segment.text);
	}
	if (const Node::Entry* other = node->find(method))
	{
		refusePattern(pattern, std::string(method) + " is already registered as \"" + other->pattern + "\"");
	}
	entry.method = method;
	entry.pattern = pattern;
	entry.endpoint = std::move(endpoint);
	node->entries.push_back(std::move(entry));
	_routes.push_back({std::string(method), std::string(pattern)});
}


Router::Match Router::match(std::string_view method, std::string_view path) const
{
	Match match;
	if (path == "*")
	{
		match.outcome = method == "OPTIONS" ? Outcome::Options : Outcome::BadPath;
		match.allow = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
		return match;
	}
	const DecodedPath decoded(path);
	if (!decoded.acceptable())
	{
		match.outcome = Outcome::BadPath;
		return match;
	}
	Search search{decoded.segments(), {}};
	const Node* node = search.walk(*_root, 0);
	if (!node) return match;
	match.pattern = node->entries.front().pattern;
	const Node::Entry* entry = node->find(method);
	if (!entry && method == "HEAD") entry = node->find("GET");
	if (!entry)
	{
		match.outcome = method == "OPTIONS" ? Outcome::Options : Outcome::MethodNotAllowed;
		match.allow = node->allow();
		return match;
	}
	match.outcome = Outcome::Found;
	match.endpoint = entry->endpoint.get();
	match.pattern = entry->pattern;
	for (std::size_t i = 0; i < entry->names.size(); ++i)
	{
		match.parameters.add(entry->names[i], std::move(search.values[i]));
	}
	return match;
}


const std::vector<Router::Route>& Router::routes() const noexcept
{
	return _routes;
}


} // namespace Athanor::Http

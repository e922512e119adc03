//
// OneTimeCode.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/OneTimeCode.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/RandomBytes.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Value.h"


namespace Athanor {


namespace {


/// 4 MB once: milliseconds.
const PasswordCost cost{1, 4096, 1};


std::int64_t secondsOf(const DateTime& instant) noexcept
{
	return instant.microseconds() / 1000000;
}


Json::Value toJsonValue(const std::optional<std::int64_t>& seconds)
{
	return seconds ? Json::Value(*seconds) : Json::Value();
}


[[noreturn]] void refuse()
{
	throw SerializationException("not a one-time code");
}


const Json::Value& memberOf(const Json::Value& object, std::string_view key)
{
	const Json::Value* member = object.isObject() ? object.find(key) : nullptr;
	if (!member) refuse();
	return *member;
}


/// A whole number; nothing if it is null.
std::optional<std::int64_t> numberIn(const Json::Value& object, std::string_view key)
{
	const Json::Value& member = memberOf(object, key);
	if (member.isNull()) return std::nullopt;
	const std::optional<std::int64_t> number = member.isInteger() ? member.asInt64() : std::nullopt;
	if (!number) refuse();
	return number;
}


Json::Value parsed(const std::string& json)
{
	try
	{
		return Json::parse(json);
	}
	catch (const InvalidRequestException&)
	{
		refuse();
	}
}


} // namespace


std::string OneTimeCode::generate(int length, bool digitsOnly)
{
	static constexpr std::string_view characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	if (length < 1 || length > 64) throw SerializationException("a one-time code has 1 to 64 characters");
	const std::size_t kinds = digitsOnly ? 10 : characters.size();
	std::string code;
	while (code.size() < static_cast<std::size_t>(length))
	{
		std::uint8_t byte = 0;
		randomBytes(&byte, 1);
		// The bytes at the end would make some characters more likely than others.
		if (byte < 256 / kinds * kinds) code += characters[byte % kinds];
	}
	return code;
}


OneTimeCode OneTimeCode::of(std::string_view code, std::optional<Interval> timeToLive)
{
	OneTimeCode result;
	result._hash = PasswordHash::of(code, cost);
	if (timeToLive) result._expiresAt = secondsOf(DateTime::now()) + timeToLive->microseconds() / 1000000;
	return result;
}


bool OneTimeCode::isExpired(const DateTime& now) const noexcept
{
	return _expiresAt && secondsOf(now) >= *_expiresAt;
}


bool OneTimeCode::isRedeemable(const DateTime& now) const noexcept
{
	return !_hash.toString().empty() && !isExpired(now) && !isUsed() && !isLocked();
}


bool OneTimeCode::verify(std::string_view code) const noexcept
{
	return _hash.verify(code);
}


bool OneTimeCode::redeem(std::string_view code, const DateTime& now)
{
	if (!isRedeemable(now)) return false;
	const bool accepted = verify(code);
	if (accepted)
		_usedAt = secondsOf(now);
	else
		++_attempts;
	return accepted;
}


std::string OneTimeCode::toJson() const
{
	Json::Value json = Json::Value::object();
	json.set("hash", _hash.toString());
	json.set("expires_at", toJsonValue(_expiresAt));
	json.set("used_at", toJsonValue(_usedAt));
	json.set("attempts", _attempts);
	return json.toString();
}


OneTimeCode OneTimeCode::fromJson(const std::string& json)
{
	const Json::Value object = parsed(json);
	const Json::Value& hash = memberOf(object, "hash");
	const std::optional<std::int64_t> attempts = numberIn(object, "attempts");
	if (!hash.isString() || !attempts || *attempts < 0 || *attempts > 1000000) refuse();
	OneTimeCode code;
	code._hash = PasswordHash::fromStored(hash.asString());
	code._expiresAt = numberIn(object, "expires_at");
	code._usedAt = numberIn(object, "used_at");
	code._attempts = static_cast<int>(*attempts);
	return code;
}


} // namespace Athanor

//
// OneTimeCode.h
//
// Library: Foundation
// Package: Service
//
// Codes that are sent to somebody and count once.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_OneTimeCode_INCLUDED
#define Athanor_Service_OneTimeCode_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Interval.h"
#include "Athanor/Core/PasswordHash.h"
#include "Athanor/Model/ValueTraits.h"
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// A OneTimeCode is a column for a code that somebody was sent and has to give back: its hash, until when it counts, whether
/// it was used, and how often somebody guessed.
///
///     const std::string code = OneTimeCode::generate();
///     user.code = OneTimeCode::of(code, std::chrono::minutes(10));      // send `code`, store the object
///     …
///     const bool accepted = user.code.redeem(given);                    // then store the object, accepted or not
///
/// Two requests that redeem at once both see the code unused: read the row with a lock.
///
/// It is kept as JSON `{"hash","expires_at","used_at","attempts"}`, times in seconds since 1970 or null.
///
/// Thread safety: a value.
/// Source: advanced_alchemy/types/one_time_code.py HashedOneTimeCode, generate_one_time_code.
class Athanor_API OneTimeCode
{
public:
	static constexpr int maxAttempts = 3;

	/// No code: nothing can be redeemed.
	OneTimeCode() = default;
	/// Digits, or capital letters and digits. Throws SerializationException if the length is not 1 to 64.
	static std::string generate(int length = 6, bool digitsOnly = true);
	/// Hashes a code; without a time to live it counts for ever. The hash is cheaper than that of a password: what protects a
	/// short code is the number of attempts.
	static OneTimeCode of(std::string_view code, std::optional<Interval> timeToLive = {});

	bool isExpired(const DateTime& now = DateTime::now()) const noexcept;
	bool isUsed() const noexcept
	{
		return _usedAt.has_value();
	}
	bool isLocked() const noexcept
	{
		return _attempts >= maxAttempts;
	}
	bool isRedeemable(const DateTime& now = DateTime::now()) const noexcept;
	int attempts() const noexcept
	{
		return _attempts;
	}

	/// Whether it is the code; changes nothing.
	bool verify(std::string_view code) const noexcept;
	/// Whether it is the code and still counts: it is used then. A wrong code is counted; what cannot be redeemed any more
	/// stays as it is.
	bool redeem(std::string_view code, const DateTime& now = DateTime::now());

	std::string toJson() const;
	/// Throws SerializationException if it is not what toJson() writes.
	static OneTimeCode fromJson(const std::string& json);

private:
	PasswordHash _hash;
	std::optional<std::int64_t> _expiresAt; ///< seconds since 1970, as _usedAt
	std::optional<std::int64_t> _usedAt;
	int _attempts = 0;
};


template <>
struct ValueTraits<OneTimeCode>
{
	static constexpr ValueType type = ValueType::JSON;
	static constexpr bool nullable = false;

	static Value toValue(const OneTimeCode& code)
	{
		return JsonText{code.toJson()};
	}
	static OneTimeCode fromValue(const Value& value)
	{
		return OneTimeCode::fromJson(value.get<JsonText>().text);
	}
};


} // namespace Athanor


#endif // Athanor_Service_OneTimeCode_INCLUDED

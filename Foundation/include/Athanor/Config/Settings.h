//
// Settings.h
//
// Library: Foundation
// Package: Config
//
// The keys of a service's section that its plugin declares.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_Settings_INCLUDED
#define Athanor_Config_Settings_INCLUDED


#include "Athanor/Config/ServiceConfig.h"
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>


namespace Athanor {


/// Settings are how a service plugin declares and reads the keys of its own section in one step.
///
///     int port = settings.get<int>("smtp_port", 25, 1, 65535);
///
/// A wrong value does not throw: it is kept as a mistake with its position, and the default is returned, so
/// that one run finds all mistakes. When every plugin has declared its keys, errors() and undeclared() are
/// reported together. Key names ignore ASCII case.
///
/// Thread safety: one thread at a time.
class Athanor_API Settings
{
public:
	/// Keeps a copy of the section.
	explicit Settings(ServiceConfig service);

	/// Numbers with a range, both ends included: int, std::int64_t, double.
	/// Throws ImproperConfigurationException if defaultValue is out of its own range or key is one of the
	/// core's (`plugin`, `bind_key`, `path`).
	template <typename T>
	T get(const std::string& key, T defaultValue, T minimum, T maximum)
	{
		static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, "a range is for numbers");
		static_assert(std::is_floating_point_v<T> || std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t),
					  "unsigned 64-bit settings are not supported");
		if constexpr (std::is_floating_point_v<T>)
			return static_cast<T>(number(key, defaultValue, minimum, maximum));
		else
			return static_cast<T>(integer(key, defaultValue, minimum, maximum));
	}

	/// bool, std::string, or a number without a range.
	/// Throws ImproperConfigurationException if key is one of the core's.
	template <typename T>
	T get(const std::string& key, T defaultValue)
	{
		if constexpr (std::is_same_v<T, bool>)
			return boolean(key, defaultValue);
		else if constexpr (std::is_same_v<T, std::string>)
			return text(key, defaultValue);
		else
			return get<T>(key, defaultValue, std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max());
	}

	/// One word of several; ASCII case is ignored, the result is spelled as in choices.
	/// Throws ImproperConfigurationException if defaultValue is none of them or key is one of the core's.
	std::string choice(const std::string& key, const std::string& defaultValue,
					   const std::vector<std::string>& choices);

	/// The wrong values met so far.
	const ErrorList& errors() const noexcept
	{
		return _errors;
	}

	/// The keys of the section that nobody declared so far, with the declared one that was probably meant.
	std::vector<ConfigError> undeclared() const;

	const ServiceConfig& service() const noexcept
	{
		return _service;
	}

private:
	std::int64_t integer(const std::string& key, std::int64_t defaultValue, std::int64_t minimum,
						 std::int64_t maximum);
	double number(const std::string& key, double defaultValue, double minimum, double maximum);
	bool boolean(const std::string& key, bool defaultValue);
	std::string text(const std::string& key, const std::string& defaultValue);

	/// Declares the key; gives its entry, or null where the section does not have it.
	const Setting* declare(const std::string& key);
	void wrong(const Setting& setting, const std::string& reason, const std::string& suggestion = {});
	[[noreturn]] void misuse(const std::string& key, const std::string& reason) const;

	ServiceConfig _service;
	std::vector<std::string> _declared;
	ErrorList _errors;
};


} // namespace Athanor


#endif // Athanor_Config_Settings_INCLUDED

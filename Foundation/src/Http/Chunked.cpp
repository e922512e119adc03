//
// Chunked.cpp
//
// Library: Foundation
// Package: Http
//
// Decodes a chunked body, strictly.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Chunked.h"
#include "Characters.h"
#include <algorithm>


namespace Athanor::Http {


void Chunked::start() noexcept
{
	_trailer.clear();
	_size = 0;
	_digits = 0;
	_extensionBytes = 0;
	_trailerBytes = 0;
	_trailers = 0;
	_state = State::Size;
}


Chunked::Status Chunked::decode(std::string_view data, std::string& body, const Limits& limits,
								std::size_t& consumed)
{
	std::size_t at = 0;
	while (at < data.size())
	{
		if (_state == State::Data)
		{
			const std::size_t count =
				static_cast<std::size_t>(std::min<std::uint64_t>(_size, data.size() - at));
			body.append(data.substr(at, count));
			at += count;
			_size -= count;
			if (_size == 0) _state = State::DataCr;
			continue;
		}
		const Status status = step(data[at++], body, limits);
		if (status == Status::NeedMore) continue;
		consumed = at;
		return status;
	}
	consumed = at;
	return Status::NeedMore;
}


Chunked::Status Chunked::step(char c, const std::string& body, const Limits& limits)
{
	switch (_state)
	{
	case State::Size:
		return stepSize(c, body, limits);
	case State::Extension:
		return stepExtension(c);
	case State::SizeLf:
		if (c != '\n') return Status::Malformed;
		_digits = 0;
		_state = _size == 0 ? State::Trailer : State::Data;
		return Status::NeedMore;
	case State::DataCr:
		if (c != '\r') return Status::Malformed;
		_state = State::DataLf;
		return Status::NeedMore;
	case State::DataLf:
		if (c != '\n') return Status::Malformed;
		_state = State::Size;
		return Status::NeedMore;
	case State::TrailerLf:
		if (c != '\n') return Status::Malformed;
		return endTrailerLine(limits);
	default:
		return stepTrailer(c, limits);
	}
}


Chunked::Status Chunked::stepSize(char c, const std::string& body, const Limits& limits)
{
	const int digit = hexValue(c);
	if (digit >= 0)
	{
		if (++_digits > 16) return Status::Malformed;
		_size = _size << 4 | static_cast<std::uint64_t>(digit);
		return Status::NeedMore;
	}
	if (_digits == 0 || (c != ';' && c != '\r')) return Status::Malformed;
	if (_size > limits.maxBodyBytes || body.size() + _size > limits.maxBodyBytes) return Status::BodyTooLarge;
	_state = c == ';' ? State::Extension : State::SizeLf;
	return Status::NeedMore;
}


Chunked::Status Chunked::stepExtension(char c) noexcept
{
	if (c == '\r')
	{
		_state = State::SizeLf;
		return Status::NeedMore;
	}
	if (isForbiddenControl(c) || ++_extensionBytes > maxExtensionBytes) return Status::Malformed;
	return Status::NeedMore;
}


Chunked::Status Chunked::stepTrailer(char c, const Limits& limits)
{
	if (c == '\r')
	{
		_state = State::TrailerLf;
		return Status::NeedMore;
	}
	if (isForbiddenControl(c)) return Status::Malformed;
	if (++_trailerBytes > limits.maxHeadersBytes || _trailer.size() >= limits.maxHeaderBytes)
	{
		return Status::TrailerTooLarge;
	}
	_trailer.push_back(c);
	return Status::NeedMore;
}


Chunked::Status Chunked::endTrailerLine(const Limits& limits)
{
	if (_trailer.empty()) return Status::Complete;
	const std::size_t colon = _trailer.find(':');
	if (colon == std::string::npos || !isToken(std::string_view(_trailer).substr(0, colon)))
		return Status::Malformed;
	if (++_trailers > limits.maxHeaders) return Status::TrailerTooLarge;
	_trailer.clear();
	_state = State::Trailer;
	return Status::NeedMore;
}


} // namespace Athanor::Http

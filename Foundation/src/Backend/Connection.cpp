//
// Connection.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


Connection::~Connection() = default;


Poco::Data::Session& Connection::poco()
{
	throw InvalidRequestException("this backend has no Poco::Data session");
}


} // namespace Athanor

//
// Conflict.h
//
// Library: Foundation
// Package: Service
//
// Which field of a body a database refused.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_Conflict_INCLUDED
#define Athanor_Service_Conflict_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Service/SchemaBinding.h"
#include <string>


namespace Athanor {


/// The field and the reason of a refusal, in the schema's words. The field is empty where the database does not say which
/// one it was, or where no client knows of it.
FieldError describeConflict(const IntegrityException& refusal, const SchemaBinding& schema);

/// The key's name in JSON, or its column's if no field shows it.
std::string keyFieldName(const SchemaBinding& schema);


} // namespace Athanor


#endif // Athanor_Service_Conflict_INCLUDED

//
// Types.h
//
// Library: PostgreSQL
// Package: Backend
//
// The types of PostgreSQL that the backend knows by number.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Types_INCLUDED
#define Athanor_PostgreSQL_Types_INCLUDED


#include <libpq-fe.h>


namespace Athanor::PostgreSQL::Types {


// Fixed numbers of the server's catalog pg_type.
inline constexpr Oid unknown = 0; ///< the server finds out
inline constexpr Oid boolean = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid oid = 26;
inline constexpr Oid json = 114;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid date = 1082;
inline constexpr Oid time = 1083;
inline constexpr Oid timestamp = 1114;
inline constexpr Oid timestamptz = 1184;
inline constexpr Oid interval = 1186;
inline constexpr Oid numeric = 1700;
inline constexpr Oid uuid = 2950;
inline constexpr Oid jsonb = 3802;


} // namespace Athanor::PostgreSQL::Types


#endif // Athanor_PostgreSQL_Types_INCLUDED

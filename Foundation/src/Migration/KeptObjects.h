//
// KeptObjects.h
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_KeptObjects_INCLUDED
#define Athanor_Migration_KeptObjects_INCLUDED


#include "Athanor/Migration/SchemaConnection.h"
#include <map>
#include <string>
#include <utility>


namespace Athanor {


/// A KeptObjects remembers what hangs on tables (indexes, triggers) and which rows refer to nothing, and looks after
/// a revision that nothing was lost.
///
/// Does nothing on databases whose MigrationRules need none of it. Thread safety: one thread at a time.
class KeptObjects
{
public:
	/// Remembers.
	explicit KeptObjects(SchemaConnection& connection);

	/// Makes again what is gone though its table is there and `sql`, everything the revision ran, does not name it.
	void restore(const std::string& sql);

	/// Throws IntegrityException naming tables and numbers if more rows refer to nothing than before.
	void checkReferences() const;

private:
	struct Object
	{
		std::string table;
		std::string sql;
	};

	std::map<std::string, Object> objects() const;
	std::map<std::pair<std::string, std::string>, std::int64_t> broken() const;

	SchemaConnection& _connection;
	const std::map<std::string, Object> _objects;
	const std::map<std::pair<std::string, std::string>, std::int64_t> _broken;
};


} // namespace Athanor


#endif // Athanor_Migration_KeptObjects_INCLUDED

//
// Translation.h
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Translation_INCLUDED
#define Athanor_Migration_Translation_INCLUDED


#include "Athanor/Migration/Schema.h"


namespace Athanor {


/// What a Translation knows: the models as the live database spells them, and as the other dialect does.
struct TranslationSources
{
	const Dialect& dialect; ///< of the live database
	const Schema& models;   ///< in its spelling
	const Dialect& other;
	const Schema& described; ///< in the other dialect's spelling
};


/// A schema of the live database in the spelling of a dialect: what says the same as the models is taken from them, the
/// rest (what was before, and no model says any more) is translated by its type. Indexes that no model can describe are
/// left out: they are the live database's own.
///
/// In the live database's own dialect the models' spelling is taken as well, for a text that a database printed is not
/// always read back as the same; names, and what no model says, stay as they are.
///
/// Thread safety: thread-safe.
Schema translate(const Schema& schema, const TranslationSources& sources);


} // namespace Athanor


#endif // Athanor_Migration_Translation_INCLUDED

//
// CommitPolicy.h
//
// Library: Foundation
// Package: Handler
//
// Which answers commit.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_CommitPolicy_INCLUDED
#define Athanor_Handler_CommitPolicy_INCLUDED


#include "Athanor/Config/DatabaseConfig.h"
#include <algorithm>


namespace Athanor {


/// Whether a session of a database with that commit mode is committed when the final status is `status`: never by
/// `manual`, on 2xx by `autocommit`, on 2xx and 3xx by `autocommit_include_redirect`.
/// Source: advanced_alchemy/extensions/flask/config.py, the after-request hook.
constexpr bool commitsOn(CommitMode mode, int status) noexcept
{
	switch (mode)
	{
	case CommitMode::Manual:
		return false;
	case CommitMode::Autocommit:
		return status >= 200 && status < 300;
	case CommitMode::AutocommitIncludeRedirect:
		return status >= 200 && status < 400;
	}
	return false;
}


/// The same of a database: its extra_rollback_statuses are never committed, its extra_commit_statuses always.
/// Source: advanced_alchemy/extensions/litestar/plugins/init/config/common.py, the before-send handlers.
inline bool commitsOn(const DatabaseConfig& database, int status) noexcept
{
	const auto has = [status](const std::vector<int>& statuses) {
		return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
	};
	if (has(database.extraRollbackStatuses)) return false;
	return has(database.extraCommitStatuses) || commitsOn(database.commitMode, status);
}


} // namespace Athanor


#endif // Athanor_Handler_CommitPolicy_INCLUDED

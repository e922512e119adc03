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


} // namespace Athanor


#endif // Athanor_Handler_CommitPolicy_INCLUDED

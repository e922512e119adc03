// What `athanord --help` and `--version` print.
// SPDX-License-Identifier: MIT
#ifndef Athanord_Usage_INCLUDED
#define Athanord_Usage_INCLUDED


#include "Athanor/Plugin/Fingerprint.h"
#include "Poco/Format.h"
#include "Poco/Version.h"
#include <string>


inline constexpr const char* usage = R"(usage: athanord --config FILE [option...]
       athanord database COMMAND --config FILE [option...] [argument]

Serves what the plugins named in the configuration file offer, until SIGTERM or SIGINT.

  -c, --config FILE  the configuration; config/athanor.ini documents every key
      --check        only check the configuration and the plugins; opens no database and no socket
      --daemon       go to the background as soon as it serves; the exit code says whether it does
      --pidfile FILE write the process id to FILE, and refuse to start when another daemon holds it
      --version      print the version
      --help         print this

athanord database --help lists the commands for migrations.

Signals: SIGTERM, SIGINT and SIGQUIT finish the requests that run (see [server] drain_timeout_ms) and stop; a
second one stops at once. SIGUSR1 opens the log files anew, for logrotate.

Exit codes:
   0  done
   1  a database command failed
   2  wrong usage
  69  a database cannot be reached, or its tables cannot be created
  70  a plugin cannot be loaded or started
  71  cannot listen, or another daemon holds the pid file
  78  the configuration is wrong; standard error has one line for each mistake)";


/// What `--version` prints.
inline std::string versionLine()
{
	return Poco::format("athanord %s (SDK %d, Poco %d.%d.%d)", std::string(ATHANOR_VERSION),
						ATHANOR_SDK_VERSION, POCO_VERSION >> 24 & 0xFF, POCO_VERSION >> 16 & 0xFF,
						POCO_VERSION >> 8 & 0xFF);
}


#endif // Athanord_Usage_INCLUDED

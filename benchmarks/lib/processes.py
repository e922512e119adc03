"""What processes used: CPU time, memory; and ports that are free."""

import os
import re
import socket

HERTZ = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def stat(pid):
    """The fields of /proc/PID/stat from the state on; None if the process has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def cpu(pid):
    """Seconds of CPU (user and system) of a process and its threads; ended threads included."""
    fields = stat(pid)
    return (int(fields[11]) + int(fields[12])) / HERTZ if fields else 0.0


def children(pid):
    found = []
    for name in os.listdir("/proc"):
        fields = stat(name) if name.isdigit() else None
        if fields and int(fields[1]) == pid:
            found.append(int(name))
    return found


def family_cpu(pid):
    """Seconds of CPU of a process and its children: those that live, and those that it has waited for."""
    fields = stat(pid)
    waited = (int(fields[13]) + int(fields[14])) / HERTZ if fields else 0.0
    return cpu(pid) + waited + sum(cpu(child) for child in children(pid))


def resident(pid):
    """MiB of resident memory."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024
    except (FileNotFoundError, AttributeError):
        return 0.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

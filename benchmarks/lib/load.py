"""Load by Debian's wrk, and what it and /proc say about it."""

import dataclasses
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
IDLE_TAIL = 1.5  # seconds after a run that writes, for what is under way


@dataclasses.dataclass
class Run:
    requests: int  # answered
    refused: int  # of them neither 2xx nor 3xx
    socket_errors: int
    rate: float  # answered requests per second
    p50: float  # milliseconds
    p99: float
    cpu: float = 0.0  # microseconds per request, of the server
    database_cpu: float = 0.0  # of PostgreSQL's processes
    resident: float = 0.0  # MiB

    @property
    def errors(self):
        return self.refused + self.socket_errors


def milliseconds(text):
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m|h)", text)
    if not found:
        raise RuntimeError(f"wrk printed a latency of {text}")
    value, unit = found.groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000, "h": 3600000}[unit]


def parse(output, seconds):
    def number(pattern):
        found = re.search(pattern, output)
        return int(found.group(1)) if found else 0

    requests = number(r"(\d+) requests in")
    socket_errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return Run(requests, number(r"Non-2xx or 3xx responses: (\d+)"),
               sum(map(int, socket_errors.groups())) if socket_errors else 0, requests / seconds,
               milliseconds(re.search(r"\n +50% +(\S+)", output).group(1)),
               milliseconds(re.search(r"\n +99% +(\S+)", output).group(1)))


def wrk(url, connections, seconds, script=None, argument=None, tail=0.0):
    command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds + tail:.0f}s",
               "--latency", "--timeout", "10s"]
    command += ["-s", HERE / script] if script else []
    command += [url] + (["--", str(argument)] if argument is not None else [])
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + tail + 60)
    if run.returncode != 0 or not re.search(r"\n +50% +[\d.]+[a-z]", run.stdout):
        raise RuntimeError(f"wrk failed: {run.stdout}{run.stderr}")
    return parse(run.stdout, seconds)


def measure(server, database, **load):
    """One run of wrk against a server, with what the server and its database used for it."""
    before, database_before = server.cpu(), database.cpu() if database else 0.0
    run = wrk(**load)
    answered = max(run.requests, 1)
    run.cpu = (server.cpu() - before) * 1e6 / answered
    run.database_cpu = ((database.cpu() - database_before) if database else 0.0) * 1e6 / answered
    run.resident = server.resident()
    return run

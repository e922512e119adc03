"""The check behind script/durability: no write is answered before strace has seen the end of a sync of it."""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

import budget
import processes
import servers
import syscalls

METHODS = (("POST", 201), ("PATCH", 200), ("DELETE", 204))
# Connections, and how many rows they create, change and delete.
LOADS = ((1, 24), (16, 64))
LONGEST = 24  # lines of a timeline
NOT_PERMITTED = "Operation not permitted"


@dataclasses.dataclass
class Way:
    """How the daemon writes. A control leaves the sync out, to see that the check notices."""

    database: str
    name: str
    asynchronous: bool = True
    engine: str = ""
    relaxed: bool = False  # a database of PostgreSQL that does not wait for the disk
    control: bool = False


WAYS = [Way("sqlite", "asynchronous"),
        Way("sqlite", "blocking", asynchronous=False),
        Way("postgresql", "asynchronous"),
        Way("postgresql", "group commit", engine="group_commit = true"),
        Way("postgresql", "blocking", asynchronous=False),
        Way("sqlite", "control: synchronous off", engine="synchronous = off", control=True),
        Way("postgresql", "control: not waiting", relaxed=True, control=True),
        Way("postgresql", "control: group, not waiting", engine="group_commit = true", relaxed=True, control=True)]


class Watched(servers.Traced):
    """A daemon whose strace watches PostgreSQL as well, and so does not end with the daemon."""

    def ask_to_end(self):
        daemons = processes.children(self.process.pid)
        super().ask_to_end()
        deadline = time.monotonic() + servers.PATIENCE
        while any(map(processes.stat, daemons)) and time.monotonic() < deadline:
            time.sleep(0.01)
        self.process.send_signal(signal.SIGTERM)

    def threads(self):
        return [int(thread) for daemon in processes.children(self.process.pid)
                for thread in os.listdir(f"/proc/{daemon}/task")]


def roles(postmaster):
    """Process -> what it calls itself, of those that PostgreSQL has before the daemon comes."""
    found = {postmaster: "postmaster"}  # first: what it starts from then on is watched without being named
    for child in processes.children(postmaster):
        try:
            command = pathlib.Path(f"/proc/{child}/cmdline").read_bytes().decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found[child] = command.strip("\0 ").removeprefix("postgres: ")
    return found


def write(client, method, status, numbers):
    for number in numbers:
        key = servers.dashed(servers.row_id(number))
        path = "/authors" if method == "POST" else f"/authors/{key}"
        body = {"POST": f'{{"name":"created {number:06} POST","id":"{key}"}}',
                "PATCH": f'{{"name":"patched {number:06} PATCH"}}', "DELETE": ""}[method]
        answered = client.ask(method, path, body)
        if answered != status:
            raise RuntimeError(f"{method} {path} was answered {answered}")


def write_all(url, numbers, connections):
    """Creates a row of each number, then changes each, then deletes each."""
    clients = [budget.Client(url) for _ in range(connections)]
    with concurrent.futures.ThreadPoolExecutor(connections) as pool:
        for method, status in METHODS:
            runs = [pool.submit(write, client, method, status, numbers[at::connections])
                    for at, client in enumerate(clients)]
            for run in runs:
                run.result()


class Run:
    """What was seen of one load on a daemon that writes in one way."""

    def __init__(self, way, connections, numbers, trace, threads):
        self.way = way
        self.connections = connections
        self.trace = trace
        self.threads = threads
        keys = {servers.dashed(servers.row_id(number)) for number in numbers}
        self.requests = [request for request in trace.requests if request.key in keys]
        if len(self.requests) != len(METHODS) * len(numbers):
            raise RuntimeError(f"strace saw {len(self.requests)} of {len(METHODS) * len(numbers)} requests")
        for request in self.requests:
            trace.judge(request, alone=connections == 1)

    def early(self):
        """How many were answered before the sync."""
        return sum(not request.durable() for request in self.requests)

    def good(self):
        return (self.early() > 0) == self.way.control

    def syncs(self):
        """Of the log while requests were under way, per request."""
        begin = min(request.arrival.end for request in self.requests)
        end = max(request.answer.begin for request in self.requests)
        return sum(begin < sync.begin and sync.end < end for sync in self.trace.syncs) / len(self.requests)

    def row(self):
        gaps = [f"{request.gap():.0f}" for request in self.requests if request.durable()]
        return (f"{self.way.database:11} {self.way.name:28} {self.connections:11} {len(self.requests):9} "
                f"{self.early():9} {self.syncs():10.2f} {min(gaps, key=int, default='–'):>12}  "
                f"{'ok' if self.good() else 'WRONG'}")

    def title(self):
        return f"{self.way.database}, {self.way.name}, connections: {self.connections}"

    def complaint(self):
        if self.way.control:
            return f"{self.title()}: no answer was too early although nothing waits: the check proves nothing"
        return f"{self.title()}: {self.early()} answers were sent before the write was on the disk"

    def timeline(self):
        """Prints the calls from the arrival of a POST, or of a request that is wrong, to its answer."""
        posts = [request for request in self.requests if request.method == "POST"]
        wrong = [request for request in self.requests if request.durable() == self.way.control]
        request = wrong[0] if wrong and not self.good() else posts[len(posts) // 2]
        calls = self.trace.between(request)
        if len(calls) > LONGEST:
            calls = [call for call in calls if call in (request.arrival, request.written, request.sync, request.answer)]
        print(f"\n{self.title()}\n{'from µs':>8} {'to µs':>8}")
        for call in calls:
            begin, end = ((at - request.arrival.began) * 1e6 for at in (call.began, call.ended))
            who = self.threads.get(call.thread, "backend")
            print(f"{begin:8.0f} {end:8.0f}  {who:10} {call.thread:7} {call.short()}")


class Check:
    def __init__(self, folder, postgresql):
        self.folder = pathlib.Path(folder)
        self.sqlite = servers.SQLite(folder)
        self.postgresql = servers.PostgreSQL(postgresql)
        self.postgresql.create("durable")
        self.postgresql.create("relaxed")
        self.postgresql.query("postgres", "ALTER DATABASE relaxed SET synchronous_commit = off")
        self.created = 0

    def numbers(self, count):
        self.created += count
        return range(self.created - count, self.created)

    def start(self, way, out, threads):
        """A daemon under strace, which watches `threads` as well."""
        name = f"way{WAYS.index(way)}"
        if way.database == "sqlite":
            connection = self.sqlite.connection(name)
        else:
            connection = self.postgresql.connection("relaxed" if way.relaxed else "durable")
        prefix = ["strace", *syscalls.OPTIONS, "-o", str(out)]
        for process in threads:
            prefix += ["-p", str(process)]
        daemon = servers.daemon(self.folder, connection, name=name, kind=Watched, prefix=prefix,
                                asynchronous=way.asynchronous, engine=way.engine)
        complaints = daemon.log.read_text(errors="replace")
        if NOT_PERMITTED in complaints:
            daemon.stop()
            raise RuntimeError(complaints)
        return daemon

    def run(self, way):
        """One after the other all loads on one daemon."""
        out = self.folder / "strace.out"
        threads = roles(self.postgresql.postmaster) if way.database == "postgresql" else {}
        daemon = self.start(way, out, threads)
        loads = [(connections, self.numbers(count)) for connections, count in LOADS]
        try:
            for connections, numbers in loads:
                write_all(daemon.url, numbers, connections)
            threads.update(dict.fromkeys(daemon.threads(), "daemon"))
        finally:
            daemon.stop()
        with open(out, encoding="latin-1", newline="\n") as lines:
            trace = syscalls.Trace(lines)
        return [Run(way, connections, numbers, trace, threads) for connections, numbers in loads]

    def run_all(self, verbose):
        """Prints a row for each run, and timelines; the runs that are wrong."""
        print(f"{'database':11} {'way':28} {'connections':11} {'requests':9} {'too early':9} {'syncs each':10} "
              f"{'least gap µs':12}")
        shown, wrong = [], []
        for way in WAYS:
            for run in self.run(way):
                print(run.row(), flush=True)
                wrong += [] if run.good() else [run]
                if verbose or not run.good() or way.name == "asynchronous" and run.connections == 1:
                    shown.append(run)
        for run in shown:
            run.timeline()
        return wrong


def explain(message):
    if NOT_PERMITTED in message:
        message += ("\nstrace may not watch these processes. It takes root with CAP_SYS_PTRACE, which a container must "
                    "be granted, or kernel.yama.ptrace_scope = 0 where everything belongs to one user.")
    return f"durability: {message}"


def main(arguments):
    parser = argparse.ArgumentParser(prog="script/durability")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--postgresql", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not shutil.which("strace"):
        return explain("strace is not installed (Debian package strace)")
    with tempfile.TemporaryDirectory(prefix="athanor-durability.") as folder:
        try:
            wrong = Check(folder, options.postgresql).run_all(options.verbose)
        except RuntimeError as error:
            return explain(str(error))
    for run in wrong:
        print(explain(run.complaint()), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

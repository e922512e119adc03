"""The benchmark behind script/bench; see there for what it does and how it is called."""

import argparse
import dataclasses
import datetime
import http.client
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

import load
import servers

SMALL_JSON = '{"message":"Hello, World!"}'
NAMES = {"athanor": "Athanor", "poco": "plain Poco", "nginx": "nginx `return 200`", "pgbench": "pgbench -S -M prepared",
         "sqlite3": "bare sqlite3 loop"}
# The pool that writes on PostgreSQL run over, on two cores: the best of 8 to 64 (docs/performance.md).
CONNECTIONS = 28


@dataclasses.dataclass
class Scenario:
    name: str
    path: str
    script: str = ""
    writes: bool = False  # rows are added and counted
    database: bool = True  # asks one
    grouped: bool = False  # by a daemon with group_commit = true


SCENARIOS = [
    Scenario("small JSON", "/bench/json", database=False),
    Scenario("GET one", "/authors/{id}", script="get.lua"),
    Scenario("list of 10 + exact total", "/authors"),
    Scenario("POST, own transaction", "/authors", script="post.lua", writes=True),
    Scenario("POST, group commit", "/authors", script="post.lua", writes=True, grouped=True),
    Scenario("PATCH", "/authors/{id}", script="patch.lua"),
    Scenario("blocking handler, one query", "/bench/blocking/{id}", script="get.lua"),
]

# Of issue 6, at 64 connections: most CPU µs per request of the server; how many times less than plain Poco's; and
# how many times its req/s.
TARGETS = {
    ("small JSON", ""): (10.5, 4, None),
    ("GET one", "postgresql"): (16, 10, 8),
    ("GET one", "sqlite"): (16, 7, None),
    ("list of 10 + exact total", "postgresql"): (28, 12, None),
    ("list of 10 + exact total", "sqlite"): (32, 7, None),
    ("POST, own transaction", "postgresql"): (40, 6, 3),
    ("POST, own transaction", "sqlite"): (45, None, 8),
    ("POST, group commit", "postgresql"): (28, None, 6),
    ("blocking handler, one query", "postgresql"): (40, 4, None),
}


def ask(server, method, path, body=None):
    """Status, Location and body of one answer."""
    address = urllib.parse.urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    content = {"Content-Type": "application/json"} if body else {}
    connection.request(method, path, body.encode() if body else None, content)
    response = connection.getresponse()
    answer = response.status, response.getheader("Location"), response.read()
    connection.close()
    return answer


def grouped_by_session():
    """Whether the kernel divides its time among sessions first: each process of PostgreSQL is one."""
    file = pathlib.Path("/proc/sys/kernel/sched_autogroup_enabled")
    return file.exists() and file.read_text(encoding="ascii").strip() == "1"


def compare_answers(daemon, poco):
    """Every route's answers of both servers, byte for byte; both have written the same afterwards."""
    new = "0f0e0d0c-0b0a-4908-8706-050403020100"
    some = [servers.dashed(servers.row_id(number)) for number in (1, 7, 4711, servers.ROWS)]
    questions = [("GET", "/bench/json", None), ("GET", "/authors", None),
                 ("GET", "/authors?currentPage=1000&pageSize=10", None),
                 ("GET", "/authors?currentPage=2000&pageSize=10", None),
                 ("GET", "/authors?currentPage=3&pageSize=100", None),
                 ("POST", "/authors", f'{{"name":"Dumas père \\"x\\"","id":"{new}","dob":"1802-07-24"}}'),
                 ("GET", f"/authors/{new}", None),
                 ("PATCH", f"/authors/{new}", '{"name":"Dumas fils"}'), ("GET", f"/authors/{new}", None),
                 ("GET", "/authors", None)]
    questions += [("GET", f"/authors/{key}", None) for key in some]
    questions += [("GET", f"/bench/blocking/{key}", None) for key in some]
    for method, path, body in questions:
        ours, theirs = ask(daemon, method, path, body), ask(poco, method, path, body)
        if ours != theirs or ours[0] not in (200, 201):
            raise RuntimeError(f"{method} {path}: the answers differ:\n{ours}\n{theirs}")
    return len(questions)


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)
        self.results = {}  # (scenario, database, connections, server) -> [Run]
        self.checks = []
        self.paths = {}
        for pattern in ("/authors/{id}", "/bench/blocking/{id}"):
            file = self.folder / f"paths{len(self.paths)}"
            keys = [servers.dashed(servers.row_id(number)) for number in range(1, servers.ROWS, 9)]
            file.write_text("".join(pattern.format(id=key) + "\n" for key in keys))
            self.paths[pattern] = file

    def note(self, text):
        print(text, file=sys.stderr, flush=True)

    def add(self, scenario, database, connections, server, run):
        self.results.setdefault((scenario, database, connections, server), []).append(run)
        self.note(f"{scenario:28} {database:10} {connections:5} {server:8} {run.rate:9.0f} req/s"
                  f" {run.cpu:7.1f} us {run.database_cpu:7.1f} us DB {run.errors} errors")

    def load_of(self, scenario, connections):
        load_of = {"connections": connections, "seconds": self.options.seconds, "script": scenario.script or None}
        if scenario.writes:
            load_of.update(argument=self.options.seconds, tail=load.IDLE_TAIL)
        elif scenario.script:
            load_of.update(argument=self.paths[scenario.path])
        return load_of

    def run_one(self, scenario, database, connections, server):
        if scenario.writes:
            database.fill(server.name)
        path = "" if "{" in scenario.path else scenario.path
        run = load.measure(server, database, url=server.url + path, **self.load_of(scenario, connections))
        if scenario.writes:
            self.check_rows(scenario, database, connections, server, run)
            database.fill(server.name)
        self.add(scenario.name, database.name if scenario.database else "", connections, server.name, run)

    def check_rows(self, scenario, database, connections, server, run):
        rows = database.count(server.name) - servers.ROWS
        acknowledged = run.requests - run.refused
        total = int(re.search(rb'"total":(\d+)', ask(server, "GET", "/authors")[2]).group(1)) - servers.ROWS
        good = rows == acknowledged == total
        self.checks.append((scenario.name, database.name, connections, server.name, acknowledged, rows, total, good))
        if not good and server.name == "athanor":
            raise RuntimeError(f"{acknowledged} POSTs were acknowledged, but there are {rows} rows, total {total}")

    def warm_up(self, scenario, *several):
        """Opens the connections to the database: the pools do it at the first use."""
        for server in several:
            load.wrk(server.url, 64, 1 if self.options.quick else 3, scenario.script, self.paths[scenario.path])

    def run_database(self, database, daemon, poco, others, grouped=None):
        self.note(f"{database.name}: {compare_answers(daemon, poco)} answers are the same; {database.durability()}")
        database.fill("athanor")
        database.fill("poco")
        for scenario in self.options.scenarios:
            if not scenario.database and database.name != "sqlite" or scenario.grouped and not grouped:
                continue
            ours = grouped if scenario.grouped else daemon
            if scenario.script == "get.lua":
                self.warm_up(scenario, ours, poco)
            for connections in self.options.connections:
                for _ in range(self.options.rounds):
                    for server in (ours, poco):
                        self.run_one(scenario, database, connections, server)
                    for other in others.get(scenario.name, ()):
                        other(connections)

    def sqlite(self):
        database = servers.SQLite(self.folder)
        daemon = servers.daemon(self.folder, database.connection("athanor"))
        database.fill("athanor")
        database.copy("athanor", "poco")
        poco = servers.baseline(self.folder, "sqlite", database.poco("poco"))
        nginx = servers.nginx(self.folder, SMALL_JSON)

        def run_nginx(connections):
            run = load.measure(nginx, None, url=nginx.url + "/", connections=connections, seconds=self.options.seconds)
            self.add("small JSON", "", connections, "nginx", run)

        def run_loop(connections):
            if connections != self.options.connections[0]:
                return
            count = 100000
            program = servers.BUILD / "bin/athanor_sqlite_loop"
            output = subprocess.run([program, database.poco("poco"), str(count)], capture_output=True, text=True,
                                    check=True).stdout
            micros = float(output)
            self.add("GET one", "sqlite", 1, "sqlite3", load.Run(count, 0, 0, 1e6 / micros, 0, 0, cpu=micros))

        try:
            self.run_database(database, daemon, poco, {"small JSON": [run_nginx], "GET one": [run_loop]})
            if not self.options.quick and not self.options.only:
                self.many_connections(daemon)
        finally:
            for server in (daemon, poco, nginx):
                server.stop()

    def many_connections(self, daemon):
        """8,000 open connections."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < 20000:
            self.note(f"8,000 connections need more than {hard} descriptors: left out")
            return
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        run = load.measure(daemon, None, url=daemon.url, connections=8000, seconds=10, script="get.lua",
                           argument=self.paths["/authors/{id}"])
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        self.add("GET one", "sqlite", 8000, "athanor", run)

    def postgresql(self):
        database = servers.PostgreSQL(self.options.postgresql)
        database.create("athanor")
        daemon = servers.daemon(self.folder, database.connection("athanor"),
                                engine=f"pool_size = {CONNECTIONS}\nmax_overflow = 0")
        grouped = None
        poco = None
        try:
            database.fill("athanor")
            database.copy("athanor", "poco")
            poco = servers.baseline(self.folder, "postgresql", database.poco("poco"))
            database.prepare_pgbench()

            def run_pgbench(connections):
                if connections != self.options.connections[0]:
                    return
                before = database.cpu()
                rate = database.pgbench(self.options.seconds, 16)
                used = (database.cpu() - before) * 1e6 / (rate * self.options.seconds)
                run = load.Run(int(rate * self.options.seconds), 0, 0, rate, 0, 0, database_cpu=used)
                self.add("GET one", "postgresql", 16, "pgbench", run)

            grouped = servers.daemon(self.folder, database.connection("athanor"), "grouped", engine="group_commit = true")
            # The same server by another option.
            grouped.name = "athanor"
            self.run_database(database, daemon, poco, {"GET one": [run_pgbench]}, grouped)
        finally:
            for server in (daemon, grouped, poco):
                if server:
                    server.stop()

    def median(self, key, figure):
        return statistics.median(getattr(run, figure) for run in self.results[key])

    def table(self):
        lines = ["| scenario | database | connections | server | req/s | p50 ms | p99 ms | errors | server CPU µs "
                 "| PostgreSQL CPU µs | RSS MiB |",
                 "|---|---|---|---|---|---|---|---|---|---|---|"]
        for key in sorted(self.results, key=self.order):
            scenario, database, connections, server = key
            value = {name: self.median(key, name) for name in ("rate", "p50", "p99", "cpu", "database_cpu", "resident")}
            errors = sum(run.errors for run in self.results[key])
            figures = [f"{value[name]:.{digits}f}" if value[name] else "–"
                       for name, digits in (("p50", 2), ("p99", 2), ("cpu", 1), ("database_cpu", 1), ("resident", 0))]
            lines.append(f"| {scenario} | {database} | {connections} | {NAMES[server]} | {value['rate']:,.0f} | "
                         f"{figures[0]} | {figures[1]} | {errors} | {' | '.join(figures[2:])} |")
        return lines

    @staticmethod
    def order(key):
        names = [scenario.name for scenario in SCENARIOS]
        return names.index(key[0]), key[1], key[2], list(NAMES).index(key[3])

    def ratios(self):
        lines = ["| scenario | database | connections | CPU: plain Poco / Athanor | req/s: Athanor / plain Poco | "
                 "server + PostgreSQL CPU: Athanor, plain Poco | target | verdict |",
                 "|---|---|---|---|---|---|---|---|"]
        for key in sorted(self.results, key=self.order):
            other = key[:3] + ("poco",)
            if key[3] != "athanor" or other not in self.results:
                continue
            less = self.median(other, "cpu") / max(self.median(key, "cpu"), 0.01)
            more = self.median(key, "rate") / max(self.median(other, "rate"), 0.01)
            both = [self.median(one, "cpu") + self.median(one, "database_cpu") for one in (key, other)]
            target, verdict = self.verdict(key, less, more)
            lines.append(f"| {key[0]} | {key[1]} | {key[2]} | {less:.1f} | {more:.1f} | {both[0]:.0f}, {both[1]:.0f} | "
                         f"{target} | {verdict} |")
        return lines

    def verdict(self, key, less, more):
        if key[2] != 64 or key[:2] not in TARGETS:
            return "", ""
        most, times_less, times_more = TARGETS[key[:2]]
        cpu = self.median(key, "cpu")
        wanted = [(f"≤ {most} µs", cpu <= most, f"{cpu:.1f} µs")]
        if times_less:
            wanted.append((f"≥ {times_less}x less", less >= times_less, f"{less:.1f}x"))
        if times_more:
            wanted.append((f"≥ {times_more}x req/s", more >= times_more, f"{more:.1f}x"))
        missed = [found for _, met, found in wanted if not met]
        return "; ".join(text for text, _, _ in wanted), "missed: " + ", ".join(missed) if missed else "met"

    def limits(self):
        """Against nginx and pgbench."""
        lines = []
        for connections in self.options.connections:
            ours, nginx = ("small JSON", "", connections, "athanor"), ("small JSON", "", connections, "nginx")
            if ours in self.results and nginx in self.results:
                lines.append(f"- small JSON, {connections} connections: "
                             f"{self.median(ours, 'cpu') / max(self.median(nginx, 'cpu'), 0.01):.2f}x the CPU of nginx "
                             "(target at 64: ≤ 1.15x)")
        ours, pgbench = ("GET one", "postgresql", 64, "athanor"), ("GET one", "postgresql", 16, "pgbench")
        if ours in self.results and pgbench in self.results:
            share = self.median(ours, "rate") / self.median(pgbench, "rate")
            lines.append(f"- GET one on PostgreSQL, 64 connections: {share:.0%} of pgbench's transactions per second "
                         "(target: ≥ 80 %)")
        return lines

    def row_checks(self):
        lines = ["| database | connections | server | acknowledged | rows | total of the list | equal |",
                 "|---|---|---|---|---|---|---|"]
        for _, database, connections, server, acknowledged, rows, total, good in self.checks:
            lines.append(f"| {database} | {connections} | {NAMES[server]} | {acknowledged} | {rows} | {total} | "
                         f"{'yes' if good else 'NO'} |")
        return lines

    def report(self, commit):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = re.search(r"model name\s*: (.*)", file.read())
        options = self.options
        head = [f"# {datetime.date.today()}, commit {commit}", "",
                f"{os.cpu_count()} cores ({model.group(1) if model else platform.machine()}), Linux {platform.release()}; "
                f"{options.rounds} interleaved rounds of {options.seconds} s each, medians; the load tool, the servers and "
                f"the database share the cores. Load average at the start: {options.load_average}.",
                "POST is durable: SQLite synchronous=FULL, PostgreSQL fsync and synchronous_commit on. To PostgreSQL the daemon "
                f"has {CONNECTIONS} connections for writes that are transactions of their own (64 sessions: plain Poco), elsewhere "
                "what it has by default. "
                f"kernel.sched_autogroup_enabled = {int(grouped_by_session())}.", ""]
        return "\n".join(head + self.table() + ["", "## Ratios", ""] + self.ratios() + [""] + self.limits()
                         + ["", "## Every acknowledged POST is a row", ""] + self.row_checks()) + "\n"


def parse(arguments):
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--connections", type=lambda text: [int(part) for part in text.split(",")])
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--postgresql", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args(arguments)
    options.seconds = options.seconds or (2 if options.quick else 5)
    options.rounds = options.rounds or (2 if options.quick else 3)
    options.connections = options.connections or ([64] if options.quick else [16, 64, 256, 1024])
    options.scenarios = [scenario for scenario in SCENARIOS
                         if not options.only or any(text.lower() in scenario.name.lower() for text in options.only)]
    if not options.scenarios:
        parser.error("--only names none of: " + ", ".join(scenario.name for scenario in SCENARIOS))
    options.load_average = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return options


def main(arguments):
    options = parse(arguments)
    if grouped_by_session():
        print("kernel.sched_autogroup_enabled is 1: processes of PostgreSQL may wait for a core for up to a second, which shows "
              "in p99 (docs/performance.md)", file=sys.stderr)
    commit = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=8"], cwd=servers.ROOT,
                            capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    with tempfile.TemporaryDirectory(prefix="athanor-bench.") as folder:
        bench = Bench(options, folder)
        if options.database != "postgresql":
            bench.sqlite()
        if options.database != "sqlite":
            bench.postgresql()
    report = bench.report(commit)
    output = options.output or servers.ROOT / f"benchmarks/results/{datetime.date.today()}-{commit}.md"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(report, encoding="utf-8")
    print(report)
    print(f"written to {output}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

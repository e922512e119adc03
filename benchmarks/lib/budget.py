"""The check behind script/budget: instructions and system calls per request against a committed budget."""

import argparse
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import urllib.parse

import servers

SLACK = 1.05
FILE = servers.ROOT / "benchmarks/budget.txt"
KEY = servers.dashed(servers.row_id(4711))
# With keys of our own: random ones split other pages of the index in each run, and pages cost instructions.
POST_BODY = '{"name":"Agatha Christie","id":"%s","dob":"1890-09-15"}'
# The key of the row does not change; the number makes each a change.
PATCH_BODY = '{"name":"Agatha Mary Clarissa Christie %s"}'
# Whether a thread must be waited for or woken is up to the scheduler: shown, but not held to a budget.
UNCOUNTED = ("futex",)
# Name, method, path, body, and how many requests are counted.
ROUTES = [("small-json", "GET", "/bench/json", "", 400),
          ("get-one", "GET", f"/authors/{KEY}", "", 400),
          ("list", "GET", "/authors", "", 100),
          ("post", "POST", "/authors", POST_BODY, 200),
          ("patch", "PATCH", f"/authors/{KEY}", PATCH_BODY, 200)]
GROUPED = [("post-grouped", "POST", "/authors", POST_BODY, 200)]  # by a daemon with group_commit = true


class Client:
    """One keep-alive connection; a request is one send, and the next one waits for its answer."""

    def __init__(self, url):
        address = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), 60)
        self.created = servers.ROWS
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method, path, body=""):
        """The status of the answer."""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
        if body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        self.socket.sendall(f"{head}\r\n{body}".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._receive()
        head, _, rest = answer.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)  # a 204 has none
        while length and len(rest) < int(length.group(1)):
            rest += self._receive()
        return int(head.split()[1])

    def _receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise RuntimeError("the daemon closed the connection")
        return data

    def repeat(self, route, count):
        name, method, path, body, _ = route
        for _ in range(count):
            if body:
                self.created += 1
            status = self.ask(method, path, body % servers.dashed(servers.row_id(self.created)) if body else "")
            if status not in (200, 201):
                raise RuntimeError(f"{name} was answered {status}")


def difference(once, twice, count):
    """Per request: what is the same in both runs does not count."""
    return (twice - once) / count


def instructions(folder, connection, routes, engine):
    """Route -> instructions in user space per request, all threads of the daemon together."""
    out = pathlib.Path(folder) / "callgrind.out"
    daemon = servers.daemon(folder, connection, name="callgrind", loops=1, engine=engine,
                            prefix=["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"])
    dumps = 0

    def dump():
        nonlocal dumps
        subprocess.run(["callgrind_control", "-d", str(daemon.pid)], check=True, capture_output=True)
        dumps += 1
        text = pathlib.Path(f"{out}.{dumps}").read_text(encoding="utf-8", errors="replace")
        return int(re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE).group(1))

    found = {}
    try:
        client = Client(daemon.url)
        for route in routes:
            count = route[4]
            client.repeat(route, 50)
            dump()
            client.repeat(route, count)
            once = dump()
            client.repeat(route, 2 * count)
            found[route[0]] = difference(once, dump(), count)
    finally:
        daemon.stop()
    return found


def system_calls(folder, connection, routes, engine):
    """Route -> (system calls per request, the same by name)."""
    out = pathlib.Path(folder) / "strace.out"
    daemon = servers.daemon(folder, connection, name="strace", loops=1, engine=engine, kind=servers.Traced,
                            prefix=["strace", "-f", "-qq", "-o", str(out)])
    try:
        client = Client(daemon.url)
        for route in routes:
            count = route[4]
            client.repeat(route, 50)
            for marker, repeats in (("once", count), ("twice", 2 * count)):
                client.ask("GET", f"/mark/{marker}")
                client.repeat(route, repeats)
            client.ask("GET", "/mark/end")
    finally:
        daemon.stop()
    return parse_calls(out.read_text(encoding="utf-8", errors="replace"), routes)


def parse_calls(trace, routes):
    counts = []  # of each marked part
    current = None
    for line in trace.splitlines():
        call = re.match(r"\d+ +([a-z_0-9]+)\(", line)
        marker = re.search(r'"GET /mark/(\w+)', line)
        if marker:
            current = {} if marker.group(1) != "end" else None
            if current is not None:
                counts.append(current)
        elif call and current is not None:
            current[call.group(1)] = current.get(call.group(1), 0) + 1
    found = {}
    for number, route in enumerate(routes):
        once, twice = counts[2 * number], counts[2 * number + 1]
        by_name = {name: difference(once.get(name, 0), twice.get(name, 0), route[4])
                   for name in {*once, *twice}}
        total = sum(rate for name, rate in by_name.items() if name not in UNCOUNTED)
        found[route[0]] = total, {name: rate for name, rate in by_name.items() if rate > 0.005}
    return found


def measure(folder, postgresql):
    """(database, route) -> (instructions, system calls, the calls by name)."""
    measured = {}
    databases = {"sqlite": servers.SQLite(folder), "postgresql": servers.PostgreSQL(postgresql)}
    databases["postgresql"].create("athanor")
    for name, database in databases.items():
        connection = database.connection("athanor")
        servers.daemon(folder, connection, name="create").stop()
        ways = [(ROUTES, "")] if name == "sqlite" else [(ROUTES, ""), (GROUPED, "group_commit = true")]
        for way in ways:
            database.fill("athanor")
            counted = instructions(folder, connection, *way)
            database.fill("athanor")
            calls = system_calls(folder, connection, *way)
            for route, count in counted.items():
                measured[name, route] = (count, *calls[route])
    return measured


def read_budget():
    budget = {}
    for line in FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else ():
        if line and not line.startswith("#"):
            database, route, instruction_budget, call_budget = line.split()
            budget[database, route] = float(instruction_budget), float(call_budget)
    return budget


def write_budget(measured):
    lines = ["# What one request may cost: instructions in user space (callgrind) and system calls (strace) of the daemon,",
             "# one loop, one keep-alive connection. script/budget fails above 5 % more; script/budget --update writes this.",
             "# database   route        instructions   system calls"]
    for (database, route), (count, calls, _) in measured.items():
        lines.append(f"{database:12} {route:12} {count:12.0f} {calls:14.2f}")
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def verdict(value, allowed):
    if value > allowed * SLACK:
        return f"OVER by {value / allowed - 1:.1%}"
    return "ok" if value >= allowed / SLACK else f"less by {1 - value / allowed:.1%}: lower the budget"


def compare(measured, budget):
    """Prints each figure; False if one is over its budget, or has none."""
    good = True
    print(f"{'database':12} {'route':12} {'what':14} {'measured':>12} {'budget':>12}  verdict")
    for key, (count, calls, by_name) in measured.items():
        if key not in budget:
            print(f"{key[0]:12} {key[1]:12} no budget: script/budget --update")
            good = False
            continue
        for what, value, allowed, digits in (("instructions", count, budget[key][0], 0),
                                             ("system calls", calls, budget[key][1], 2)):
            result = verdict(value, allowed)
            good = good and not result.startswith("OVER")
            print(f"{key[0]:12} {key[1]:12} {what:14} {value:12.{digits}f} {allowed:12.{digits}f}  {result}")
        print(f"{'':26}{', '.join(f'{name} {rate:.2f}' for name, rate in sorted(by_name.items()))}")
    return good


def main(arguments):
    parser = argparse.ArgumentParser(prog="script/budget")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--postgresql", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="athanor-budget.") as folder:
        measured = measure(folder, options.postgresql)
    if options.update:
        write_budget(measured)
    if not compare(measured, read_budget()):
        print("budget: a route costs more than it may", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The servers that are measured, each a child process on a port of the loopback, in a folder of its own."""

import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse

import processes

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PATIENCE = 90  # seconds; under callgrind on a busy machine a start takes long
ROWS = 10_000


def row_id(number):
    """The key of a seed row: scattered over the index like a random UUID, and the same in every run."""
    mixed = number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128)
    return f"{mixed:032x}"


def dashed(key):
    return "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))


def seed():
    """The rows of the table: key (32 hexadecimal digits), name, date of birth or None."""
    for number in range(1, ROWS + 1):
        name = f'Author number {number} "of" {ROWS} — Übersetzer'
        dob = None if number % 7 == 0 else f"{1800 + number % 200}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield row_id(number), name, dob


class Server:
    """A started process; `url` answers until stop()."""

    def __init__(self, name, command, folder, port, prefix=(), environment=None):
        self.name = name
        self.url = f"http://127.0.0.1:{port}"
        self.log = pathlib.Path(folder) / f"{name}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([*prefix, *map(str, command)], cwd=folder, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env=environment)
        self._await(port)
        self.pid = self.process.pid

    def _await(self, port):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')}")

    def cpu(self):
        return processes.cpu(self.pid)

    def resident(self):
        return processes.resident(self.pid)

    def stop(self):
        if self.process.poll() is None:
            self.ask_to_end()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


    def ask_to_end(self):
        self.process.send_signal(signal.SIGTERM)


class Traced(Server):
    """A program under strace, which ignores the signal itself and ends with the program."""

    def ask_to_end(self):
        for child in processes.children(self.process.pid):
            os.kill(child, signal.SIGTERM)


class Nginx(Server):
    """Two workers; the CPU time is that of the workers."""

    def cpu(self):
        return processes.family_cpu(self.pid)

    def resident(self):
        return processes.resident(self.pid) + sum(map(processes.resident, processes.children(self.pid)))


def daemon_ini(port, connection, loops=None, engine="", asynchronous=True):
    """All features on; connection strings as an operator would write them."""
    backend = urllib.parse.urlsplit(connection).scheme
    server = f"loops = {loops}\n" if loops else ""
    return f"""[server]
listen = 127.0.0.1:{port}
{server}[plugins]
directory = {BUILD}/lib/athanor/plugins
load = {backend}, authors, {BUILD}/benchmarks/libraries/bench.so
[database]
binds = default, blocking
[database.default]
connection_string = {connection}
async = {str(asynchronous).lower()}
commit_mode = autocommit
create_all = true
[database.default.engine]
connect_timeout_ms = 60000
{engine}
[database.blocking]
connection_string = {connection}
commit_mode = autocommit
[database.blocking.engine]
connect_timeout_ms = 60000
pool_size = 16
max_overflow = 0
[service.authors]
[service.bench]
bind_key = blocking
[logging]
level = warning
"""


def daemon(folder, connection, name="athanor", prefix=(), kind=Server, **options):
    port = processes.free_port()
    ini = pathlib.Path(folder) / f"{name}.ini"
    ini.write_text(daemon_ini(port, connection, **options))
    return kind(name, [BUILD / "bin/athanord", "--config", ini], folder, port, prefix)


def baseline(folder, connector, connection, name="poco"):
    port = processes.free_port()
    return Server(name, [BUILD / "bin/athanor_baseline", port, connector, connection], folder, port)


def nginx(folder, body):
    port = processes.free_port()
    configuration = pathlib.Path(folder) / "nginx.conf"
    configuration.write_text(f"""daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 4096; }}
http {{
	access_log off;
	keepalive_requests 1000000000;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	server {{
		listen 127.0.0.1:{port} backlog=1024;
		location / {{ default_type application/json; return 200 '{body}'; }}
	}}
}}
""")
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    return Nginx("nginx", [program, "-e", "stderr", "-p", folder, "-c", configuration], folder, port)


class SQLite:
    """A database file for each server, with the same rows."""

    name = "sqlite"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def connection(self, server):
        return f"sqlite:///{self.folder}/{server}.db"

    def poco(self, server):
        return str(self.folder / f"{server}.db")

    def cpu(self):
        return 0.0

    def _run(self, server, work):
        database = sqlite3.connect(self.folder / f"{server}.db", timeout=PATIENCE)
        try:
            with database:
                return work(database)
        finally:
            database.close()

    def fill(self, server):
        """Puts the table into the state of the seed."""
        rows = [(bytes.fromhex(key), name, dob) for key, name, dob in seed()]

        def work(database):
            database.execute("DELETE FROM author")
            database.executemany("INSERT INTO author (id, name, dob) VALUES (?, ?, ?)", rows)

        self._run(server, work)

    def copy(self, source, target):
        """Another database with the same schema and rows."""
        with sqlite3.connect(self.folder / f"{source}.db") as one, \
                sqlite3.connect(self.folder / f"{target}.db") as other:
            one.backup(other)
            other.execute("PRAGMA journal_mode=WAL")

    def count(self, server):
        return self._run(server, lambda database: database.execute("SELECT count(*) FROM author").fetchone()[0])

    def durability(self):
        return "synchronous=FULL, journal_mode=WAL"


class PostgreSQL:
    """A database of the private cluster for each server, with the same rows."""

    name = "postgresql"

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.postmaster = int(self.query("postgres", "SELECT pg_read_file('postmaster.pid')").splitlines()[0])

    def connection(self, server):
        return self.url._replace(path=f"/{server}").geturl()

    def poco(self, server):
        place = dict(urllib.parse.parse_qsl(self.url.query))
        return (f"host={place['host']} port={place['port']} user={self.url.username} "
                f"password={self.url.password} dbname={server}")

    def cpu(self):
        return processes.family_cpu(self.postmaster)

    def query(self, server, sql, text=None):
        run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql,
                              self.connection(server)], input=text, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"psql: {run.stderr}")
        return run.stdout.strip()

    def create(self, server):
        self.query("postgres", f"CREATE DATABASE {server}")

    def fill(self, server):
        rows = "".join(f"{dashed(key)}\t{name}\t{dob or chr(92) + 'N'}\n" for key, name, dob in seed())
        self.query(server, "TRUNCATE author")
        self.query(server, "COPY author (id, name, dob) FROM STDIN", rows)
        self.query(server, "VACUUM ANALYZE author")

    def copy(self, source, target):
        """The same schema, indexes included, by PostgreSQL's own dump."""
        dump = subprocess.run(["pg_dump", "--schema-only", "--no-owner", self.connection(source)],
                              capture_output=True, text=True, check=True).stdout
        self.create(target)
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.connection(target)], input=dump,
                       stdout=subprocess.DEVNULL, text=True, check=True)
        self.fill(target)

    def count(self, server):
        return int(self.query(server, "SELECT count(*) FROM author"))

    def durability(self):
        return ", ".join(f"{name}={self.query('postgres', f'SHOW {name}')}"
                         for name in ("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"))

    def pgbench(self, seconds, clients):
        """Transactions per second of pgbench's own select by primary key, prepared."""
        run = subprocess.run(["pgbench", "-n", "-S", "-M", "prepared", "-c", str(clients), "-j", "2",
                              "-T", str(seconds), self.connection("pgbench")],
                             capture_output=True, text=True, check=True)
        return float(re.search(r"tps = ([\d.]+)", run.stdout).group(1))

    def prepare_pgbench(self):
        self.create("pgbench")
        subprocess.run(["pgbench", "-q", "-i", "-s", "1", self.connection("pgbench")],
                       capture_output=True, check=True)

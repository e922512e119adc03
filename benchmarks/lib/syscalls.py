"""What strace saw of writes: when a request came, its row was in the log, the log was synced, and the answer was sent.

One strace watches the daemon and PostgreSQL's processes. It writes down each stop of a process before it lets that
process go on, so the order of its lines is an order of events that needs no clock: a call whose end stands above the
beginning of another had ended before the other began. Times are for people.
"""

import bisect
import dataclasses
import re

OPTIONS = ["-f", "-qq", "-I", "2", "-ttt", "-T", "-y", "-s", "1000000", "-e", "signal=none",
           "--seccomp-bpf", "-e", "trace=recvfrom,sendto,pwrite64,fsync,fdatasync"]
LINE = re.compile(r"(\d+) +(\d+\.\d+) (?:<\.\.\. \w+ resumed>|(\w+)\()(.*)")
UNFINISHED = " <unfinished ...>"
# SQLite's and PostgreSQL's write-ahead logs.
LOG = re.compile(r"\d+<([^>]+(?:\.db-wal|/pg_wal/[0-9A-F]{24}))>")
PAGE, HEAD = 8192, 24  # of PostgreSQL's log: a row may lie on both sides of a page's head
# What a request's write, and no other one, brings into the log. They begin and end differently, because PostgreSQL's
# log leaves out what a changed row has in common with the old one at both ends.
ROW = re.compile(rb"created \d{6} POST|patched \d{6} PATCH")
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclasses.dataclass
class Call:
    """A system call: the lines and the times (seconds) at which it began and ended."""

    thread: int
    name: str
    text: str  # arguments and result
    begin: int
    began: float
    end: int = 0
    ended: float = 0.0

    def log(self):
        """The file that it is about, if that is a log."""
        found = LOG.match(self.text)
        return found.group(1) if found else None

    def succeeded(self):
        return re.search(r"\) += \d+ <[\d.]+>$", self.text) is not None

    def short(self):
        """The call with folders and long data left out."""
        text = re.sub(r"(\d+)<(?:[^>]*/)?([^>/]*)>", r"\1<\2>", self.text)
        text = re.sub(r'"((?:[^"\\]|\\.){,48})(?:[^"\\]|\\.)*"', r'"\1…"', text)
        return f"{self.name}({re.sub(' <[0-9.]+>$', '', text)}"


@dataclasses.dataclass
class Request:
    method: str
    key: str
    row: bytes  # see ROW; empty for DELETE
    arrival: Call
    answer: Call = None
    written: Call = None  # the write that took its row to the log
    sync: Call = None  # which made it durable, before the answer

    def durable(self):
        return self.sync is not None

    def gap(self):
        """Microseconds from the end of the sync to the answer."""
        return (self.answer.began - self.sync.ended) * 1e6


def calls(lines):
    """The calls by the order of their ends. One during which another process stops stands on two lines."""
    pending = {}
    for number, line in enumerate(lines):
        found = LINE.match(line)
        if not found:
            continue
        thread, time, name, text = int(found[1]), float(found[2]), found[3], found[4]
        if name:
            call = pending[thread] = Call(thread, name, text.removesuffix(UNFINISHED), number, time)
            if text.endswith(UNFINISHED):
                continue
            took = re.search(r"<([\d.]+)>$", text)
            time += float(took[1]) if took else 0.0
        elif thread in pending:
            call = pending[thread]
            call.text += text
        else:  # begun before strace came
            continue
        call.end, call.ended = number, time
        yield pending.pop(thread)


def written_bytes(call):
    """The data and the place of a pwrite64."""
    data, place = re.search(r'>, "(.*)", \d+, (\d+)\) ', call.text).groups()
    return data.encode("latin-1").decode("unicode_escape").encode("latin-1"), int(place)


class LogFile:
    """What has been written to one file of a log."""

    def __init__(self, name):
        self.has_pages = "/pg_wal/" in name
        self.image = bytearray()

    def write(self, data, place):
        """The bytes around those written, without the heads of pages."""
        if not self.has_pages:
            return data
        end = place + len(data)
        self.image.extend(bytes(max(0, end - len(self.image))))
        self.image[place:end] = data
        return b"".join(self.image[at + HEAD:at + PAGE] for at in range(max(0, place - PAGE), end, PAGE))


class Trace:
    """The calls of a run and the requests that were answered 2xx; `lines` are those of strace, in its order."""

    def __init__(self, lines):
        self.calls = []
        self.requests = []
        self.writes = []  # to logs
        self.syncs = []  # of logs
        self.rows = {}  # row -> the first write to the log that has it
        self._files = {}
        self._open = {}  # descriptor of a connection -> request under way
        take = {"recvfrom": self._receive, "sendto": self._send, "pwrite64": self._write,
                "fsync": self._sync, "fdatasync": self._sync}
        for call in calls(lines):
            take[call.name](call)
            self.calls.append(call)
        self.syncs.sort(key=lambda call: call.begin)

    def _receive(self, call):
        found = re.match(r'(\d+<[^>]*>), "(POST|PATCH|DELETE) /authors', call.text)
        if found:
            row = ROW.search(call.text.encode("latin-1"))
            self._open[found[1]] = Request(found[2], KEY.search(call.text)[0], row[0] if row else b"", call)

    def _send(self, call):
        found = re.match(r'(\d+<[^>]*>), "HTTP/1\.1 2', call.text)
        request = self._open.pop(found[1], None) if found else None
        if request:
            request.answer = call
            self.requests.append(request)

    def _write(self, call):
        name = call.log()
        if name and call.succeeded():
            self.writes.append(call)
            for row in ROW.findall(self._files.setdefault(name, LogFile(name)).write(*written_bytes(call))):
                self.rows.setdefault(row, call)
        # The data is not needed any more, and there is much of it.
        call.text = re.sub(r'(>, "(?:[^"\\]|\\.){,60}).*(", \d+, \d+\) )', r"\1\2", call.text)

    def _sync(self, call):
        if call.log() and call.succeeded():
            self.syncs.append(call)

    def judge(self, request, alone):
        """Sets which sync made the write durable: it began when the row was in the log and ended before the answer.

        If no other request was under way, all that the thread wrote to the log until the answer belongs to the write.
        """
        request.written = self.rows.get(request.row)
        if not request.row:
            # Nothing in the log names a deleted row: the first write since its request came.
            request.written = next((call for call in self.writes if call.begin > request.arrival.end), None)
        if not request.written:
            return
        begin = request.written.end
        if alone:
            begin = max(call.end for call in self.writes if call is request.written or
                        call.thread == request.written.thread and begin < call.begin < request.answer.begin)
        after = self.syncs[bisect.bisect(self.syncs, begin, key=lambda call: call.begin):]
        request.sync = min((sync for sync in after if sync.end < request.answer.begin
                            and sync.log() == request.written.log()), key=lambda sync: sync.end, default=None)

    def between(self, request):
        """All calls from the arrival of a request to its answer, by their beginnings."""
        return sorted((call for call in self.calls if request.arrival.begin <= call.begin <= request.answer.begin),
                      key=lambda call: call.begin)

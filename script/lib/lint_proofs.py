#!/usr/bin/env python3
"""Checks that the tests which the documentation names as proofs are there: `Fixture::testName`, braces as in a shell."""

import re
import sys

from cpp_text import Lines, code_only

_NAMED = re.compile(r"`([\w{},]*Test)::(test\w+)`")
_SUITE = re.compile(r"\bCPPUNIT_TEST_(?:SUITE\s*\(\s*(\w+)|SUB_SUITE\s*\(\s*(\w+)\s*,\s*(\w+))\s*\)")
_TEST = re.compile(r"\bCPPUNIT_TEST(?:_EXCEPTION|_FAIL)?\s*\(\s*(\w+)")
_CONFORM = re.compile(r"\bATHANOR_CONFORM(_ASYNC)?\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_BRACES = re.compile(r"\{([^{}]*)\}")


def expand(name):
    """The names that a shell makes of one with braces."""
    braces = _BRACES.search(name)
    if not braces:
        return [name]
    return [other for choice in braces[1].split(",")
            for other in expand(name[:braces.start()] + choice + name[braces.end():])]


def fixtures(texts):
    """The tests of each fixture in these sources, those of its base among them."""
    tests, bases = {}, {}
    for text in texts:
        code = code_only(text)
        suites = list(_SUITE.finditer(code))
        for suite, following in zip(suites, suites[1:] + [None]):
            name = suite[1] or suite[2]
            end = following.start() if following else len(code)
            tests.setdefault(name, set()).update(m[1] for m in _TEST.finditer(code, suite.end(), end))
            if suite[3]:
                bases[name] = suite[3]
        for match in _CONFORM.finditer(code):
            bases[f"{match[2]}{'Async' if match[1] else ''}{match[3]}Test"] = match[3]

    def of(name):
        own = tests.get(name, set())
        return own | of(bases[name]) if name in bases and bases[name] != name else own

    return {name: of(name) for name in set(tests) | set(bases)}


def check(text, known):
    """The findings in one page: a list of (line, message)."""
    line = Lines(text)
    findings = []
    for match in _NAMED.finditer(text):
        for fixture in expand(match[1]):
            if match[2] not in known.get(fixture, ()):
                findings.append((line(match.start()), f"there is no test {fixture}::{match[2]}"))
    return findings


def main(paths):
    texts = {path: open(path, encoding="utf-8").read() for path in paths}
    known = fixtures(text for path, text in texts.items() if not path.endswith(".md"))
    failed = False
    for path in sorted(path for path in texts if path.endswith(".md")):
        for line, message in check(texts[path], known):
            print(f"{path}:{line}: proofs: {message}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Checks that every test method runs: `void test…()` has its CPPUNIT_TEST, and a suite its registration."""

import re
import sys
from collections import Counter

from cpp_text import Lines, code_only

_METHOD = re.compile(r"\bvoid\s+(test\w*)\s*\(")
_REGISTERED = re.compile(r"\bCPPUNIT_TEST(?:_EXCEPTION|_FAIL)?\s*\(\s*(\w+)")
_SUITE = re.compile(r"\bCPPUNIT_TEST_SUITE\s*\(\s*(\w+)")
_SUITE_END = re.compile(r"\bCPPUNIT_TEST_SUITE_END(_ABSTRACT)?\s*\(")
_SUB_SUITE = re.compile(r"\bCPPUNIT_TEST_SUB_SUITE\s*\(\s*\w+\s*,\s*(\w+)")
_SUITE_REGISTERED = re.compile(r"\bCPPUNIT_TEST_SUITE_(?:NAMED_)?REGISTRATION\s*\(\s*(\w+)")


def check(path, text):
    """The findings in one file: a list of (line, message)."""
    code, line = code_only(text), Lines(text)
    findings = []
    registered = Counter(m[1] for m in _REGISTERED.finditer(code))
    declared = Counter()
    for match in _METHOD.finditer(code):
        declared[match[1]] += 1
        if declared[match[1]] > registered[match[1]]:
            findings.append((line(match.start()), f"{match[1]} has no CPPUNIT_TEST: it never runs"))
    seen = Counter()
    for match in _REGISTERED.finditer(code):
        seen[match[1]] += 1
        # More often registered than declared: the same method twice in a suite.
        if declared[match[1]] and seen[match[1]] > declared[match[1]]:
            findings.append((line(match.start()), f"{match[1]} is registered twice"))
    suites = {m[1] for m in _SUITE_REGISTERED.finditer(code)}
    inherited = {m[1] for m in _SUB_SUITE.finditer(code)}
    if path.endswith(".cpp"):
        for match in _SUITE.finditer(code):
            end = _SUITE_END.search(code, match.end())
            # An abstract suite runs in those that inherit it.
            if end and end[1] and match[1] in inherited:
                continue
            if match[1] not in suites:
                findings.append((line(match.start()),
                                 f"{match[1]} has no CPPUNIT_TEST_SUITE_REGISTRATION: it never runs"))
    return sorted(findings)


def main(paths):
    failed = False
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line, message in check(path, file.read()):
                print(f"{path}:{line}: tests: {message}")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

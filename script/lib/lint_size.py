#!/usr/bin/env python3
"""Reports functions of more than 60 lines (an error) and files of more than 500 (a warning)."""

import sys

from cpp_text import FUNCTION, Lines, Source, code_only

FUNCTION_LINES = 60
FILE_LINES = 500


def check(text):
    """The findings in one file: a list of (line, is_error, message)."""
    code, line = code_only(text), Lines(text)
    findings = []
    for bracket in Source(code).brackets:
        if bracket.kind == FUNCTION and bracket.close >= 0:
            # Between the braces: the lines one reads.
            length = line(bracket.close) - line(bracket.start) - 1
            if length > FUNCTION_LINES:
                findings.append((line(bracket.start), True,
                                 f"a function of {length} lines (at most {FUNCTION_LINES})"))
    length = text.count("\n")
    if length > FILE_LINES:
        findings.append((1, False, f"a file of {length} lines (better under {FILE_LINES})"))
    return findings


def main(paths):
    failed = False
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line, is_error, message in check(file.read()):
                print(f"{path}:{line}: size: {'' if is_error else 'warning: '}{message}")
                failed = failed or is_error
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

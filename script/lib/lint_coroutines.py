#!/usr/bin/env python3
"""Checks the coroutine rule of Athanor: lint_coroutines.py FILE...

g++ 12 miscompiles coroutines whose awaited expression holds temporaries: it destroys them twice, or never.
These forms are safe, and the only ones allowed:

    auto result = co_await callee(named, arguments);
    result = co_await object.method(named, arguments);
    co_await callee(named, arguments);

A coroutine that awaits also declares at least one local variable at the top level of its body. Awaited
arguments may use names, members, indices, numbers, operators on these, std::move and std::forward.
"""

import re
import sys

from cpp_text import BLOCK, FUNCTION, INIT, LAMBDA, SCOPE, Lines, Source, code_only

_KEYWORDS = ("return|co_return|co_await|co_yield|throw|delete|new|using|typedef|goto|break|continue|if|for|"
             "while|do|else|switch|case|default|try|catch|static_assert|public|private|protected|friend|"
             "namespace|class|struct|enum|union|template")
_DECLARATION = re.compile(
    rf"\s*(?:\[\[[^\]]*\]\]\s*)*(?!(?:{_KEYWORDS})\b)"
    r"(?:(?:const|static|constexpr|volatile|thread_local|unsigned|signed|long|short|typename)\s+)*"
    r"(?:auto|(?:::)?[A-Za-z_]\w*(?:\s*::\s*(?:template\s+)?[A-Za-z_]\w*|\s*<[^;=()]*>)*)"
    r"(?:\s*(?:const\b|[&*]))*(?:(?<=[\w>])\s+|(?<=[&*\]])\s*|(?<=>)\s*|\s+)"
    r"(?:[A-Za-z_]\w*|\[[^\]]*\])\s*(?:[=;,{(\[]|$)")
_CALL = re.compile(r"([A-Za-z_][\w:]*)\s*(<[^<>();]*(?:<[^<>();]*>[^<>();]*)*>)?\s*\(")
_HARMLESS_CALLS = {"std::move", "std::forward", "sizeof", "static_cast", "alignof"}
_STATEMENT_HEADS = re.compile(r"\s*(?:(if(?:\s+constexpr)?|for|while|switch)\s*\(|else\b|do\b|"
                              r"case\b(?:[^:;?]|::)*:(?!:)|default\s*:|[A-Za-z_]\w*\s*:(?!:)|\[\[\w+\]\])")


def _strip_heads(prefix):
    """A statement without the `if (…)`, `else`, `case …:` it hangs on; their conditions are expressions of
    their own."""
    while match := _STATEMENT_HEADS.match(prefix):
        if not match[1]:
            prefix = prefix[match.end():]
            continue
        depth, at = 1, match.end()
        while at < len(prefix) and depth:
            depth += {"(": 1, ")": -1}.get(prefix[at], 0)
            at += 1
        if depth:
            break
        prefix = prefix[at:]
    return prefix


def _end_of_statement(source, offset):
    """The offset of the `;` (or of the bracket) that ends the expression which starts at `offset`."""
    starts = {bracket.start: bracket for bracket in source.brackets if bracket.start >= offset}
    at = offset
    while at < len(source.text):
        if at in starts and starts[at].close >= 0:
            at = starts[at].close
        elif source.text[at] in ";)]}":
            return at
        at += 1
    return at


def _check_operand(text):
    """The problem of `operand` in `co_await operand;`, or None."""
    if "{" in text:
        return "a lambda in it" if re.search(r"\][^\[\]]*\{", text) else "braces in it"
    if '"' in text:
        return "a string literal in it"
    if "?" in text:
        return "a conditional expression in it"
    if re.search(r"(?:^|[(,=!&|<>+*/-])\s*\[", text):
        return "a lambda in it"
    match = re.match(r"\s*(?:[*&]\s*)?((?:::)?[A-Za-z_][\w:]*(?:\s*(?:\.|->|::)\s*(?:template\s+)?[A-Za-z_]\w*|\[[^\[\]()]*\]|"
                     r"<[^;()]*>)*)\s*", text)
    if not match:
        return "an operand that is neither a name nor a call of one"
    rest = text[match.end():]
    if not rest.strip():
        return None
    if not rest.startswith("("):
        return "an operator next to it"
    depth = 0
    for at, char in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0:
            break
    arguments, tail = rest[1:at], rest[at + 1:].strip()
    if tail.startswith((".", "->", "(", "[")):
        return "a call on the result of another call (name that result first)"
    if tail:
        return "an operator or a comma next to it"
    for call in _CALL.finditer(arguments):
        if call[1] not in _HARMLESS_CALLS:
            return f"the call or temporary '{call[1]}(…)' among the arguments (name it first)"
    if re.search(r"\)\s*\(", arguments):
        return "a call among the arguments (name it first)"
    return None


def _check_await(source, offset):
    """The problem of the co_await at `offset`, or None."""
    around = source.enclosing(offset)
    if around is None:
        return None
    if around.char == "(":
        owner = re.search(r"\b(if|if\s+constexpr|while|for|switch)\s*$", source.text[:around.start][-40:])
        return f"co_await in the head of '{owner[1]}'" if owner else "co_await inside another expression"
    if around.char == "[" or around.kind == INIT:
        return "co_await inside another expression"

    prefix = _strip_heads(source.text[source.head_start(offset):offset]).strip()
    word = re.match(r"(return|co_return|co_yield|throw)\b", prefix)
    if word:
        return f"{word[1]} together with co_await in one expression"
    if "?" in prefix:
        return "a conditional expression together with co_await"
    if re.search(r"&&\s*$|\|\|", prefix):
        return "a logical operator together with co_await"
    if prefix and not re.search(r"(?<![=!<>+*/%&|^-])=$", prefix):
        return "co_await is not the whole right side of the statement"
    if re.search(r"[{(\"]", prefix):
        return "a call or braces left of the co_await"
    problem = _check_operand(source.text[offset + len("co_await"):_end_of_statement(source, offset)])
    return f"co_await with {problem}" if problem else None


def _declares_local(source, body):
    """Whether a statement at the top level of the body declares a variable."""
    text = list(source.text[body.start + 1:body.close])
    for child in body.children:
        # What is in parentheses (the head of a for) or in an initializer is no statement of the body.
        if child.kind in (BLOCK, FUNCTION, SCOPE):
            for at in range(child.start, child.close + 1):
                text[at - body.start - 1] = ";"
        else:
            for at in range(child.start + 1, child.close):
                text[at - body.start - 1] = " "
    for statement in "".join(text).split(";"):
        if _DECLARATION.match(statement):
            return True
    return False


def check(text):
    """The findings in one source text: a list of (line, message)."""
    source = Source(code_only(text))
    line = Lines(text)
    findings = []
    coroutines = {}
    for match in re.finditer(r"\bco_await\b", source.text):
        # `operator co_await` declares one.
        if re.search(r"\boperator\s*$", source.text[:match.start()][-20:]):
            continue
        body = source.body_of(source.enclosing(match.start()))
        if body and body.close >= 0:
            coroutines[body.start] = body
        problem = _check_await(source, match.start())
        if problem:
            findings.append((line(match.start()), problem))
    for body in coroutines.values():
        if not _declares_local(source, body):
            kind = "lambda" if body.kind == LAMBDA else "function"
            findings.append((line(body.start),
                             f"this {kind} awaits but declares no variable at the top level of its body"))
    return sorted(findings)


def main(paths):
    failed = False
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line, message in check(file.read()):
                print(f"{path}:{line}: coroutine rule: {message}")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))

"""Reads C++ source just well enough for the lints: what is comment, what is text, which brace is what.

It knows no types and no preprocessor. Every function keeps the length of the text, so an offset into the
masked text is an offset into the file.
"""

import bisect
import re

SCOPE, FUNCTION, LAMBDA, BLOCK, INIT = "scope", "function", "lambda", "block", "init"

_TOKENS = re.compile(
    r'''//(?:\\\n|[^\n])*'''                              # line comment, with continued lines
    r'''|/\*.*?(?:\*/|\Z)'''                              # block comment
    r'''|\b(?:u8|[uUL])?R"([^\s()\\]{0,16})\(.*?\)\1"'''    # raw string
    r'''|"(?:\\.|[^"\\\n])*"'''                           # string
    r'''|(?<![0-9a-zA-Z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+\'''',  # character, but no digit separator
    re.DOTALL)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """The text with comments blanked; strings stay."""
    return _TOKENS.sub(lambda m: _blank(m[0]) if m[0].startswith(("//", "/*")) else m[0], text)


def code_only(text):
    """The text with comments, the inside of strings and preprocessor lines blanked; a string keeps a quote
    at each end."""
    def replace(match):
        token = match[0]
        if token.startswith(("//", "/*")):
            return _blank(token)
        if token.endswith("'"):
            return "0" + _blank(token[1:])
        return '"' + _blank(token[1:-1]) + '"'
    masked = _TOKENS.sub(replace, text)
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda m: _blank(m[0]), masked, flags=re.MULTILINE)


class Lines:
    """Offset to line number, from 1."""

    def __init__(self, text):
        self._starts = [0] + [m.end() for m in re.finditer("\n", text)]

    def __call__(self, offset):
        return bisect.bisect_right(self._starts, offset)


class Bracket:
    """A pair of (), [] or {}; `close` is -1 when it is not closed. `kind` is set for braces."""

    def __init__(self, char, start, parent):
        self.char, self.start, self.close, self.parent, self.kind = char, start, -1, parent, None
        self.children = []


class Source:
    """The brackets of one masked text."""

    _PAIRS = {")": "(", "]": "[", "}": "{"}
    _CONTROL = {"if", "for", "while", "switch", "catch"}
    _AFTER_PARAMETERS = {"const", "noexcept", "override", "final", "mutable", "constexpr", "volatile", "try"}

    def __init__(self, masked):
        self.text = masked
        self.brackets = []
        self._closing = {}
        stack = [None]
        for match in re.finditer(r"[(){}\[\]]", masked):
            char, at = match[0], match.start()
            if char in "({[":
                bracket = Bracket(char, at, stack[-1])
                if bracket.parent:
                    bracket.parent.children.append(bracket)
                self.brackets.append(bracket)
                stack.append(bracket)
            elif len(stack) > 1 and stack[-1].char == self._PAIRS[char]:
                stack[-1].close = at
                self._closing[at] = stack.pop()
        for bracket in self.brackets:
            if bracket.char == "{":
                bracket.kind = self._kind(bracket)

    def enclosing(self, offset):
        """The innermost bracket around an offset, or None."""
        best = None
        for bracket in self.brackets:
            if bracket.start >= offset:
                break
            if bracket.close == -1 or bracket.close >= offset:
                best = bracket
        return best

    def body_of(self, bracket):
        """The function or lambda body that a bracket lies in (or is), or None."""
        while bracket and bracket.kind not in (FUNCTION, LAMBDA):
            if bracket.kind == SCOPE:
                return None
            bracket = bracket.parent
        return bracket

    def _last_word(self, end):
        match = re.search(r"([A-Za-z_]\w*)\s*$", self.text[max(0, end - 200):end])
        return match[1] if match else ""

    def _back(self, end):
        """The offset behind the last character before `end` that is no blank."""
        return len(self.text[:end].rstrip()) if end < 4000 else end - 4000 + len(self.text[end - 4000:end].rstrip())

    def head_start(self, offset):
        """Where the statement or declaration that reaches up to `offset` starts."""
        at = offset
        while at > 0:
            char = self.text[at - 1]
            if char in ")]}" and at - 1 in self._closing:
                bracket = self._closing[at - 1]
                if char == "}" and bracket.kind not in (INIT, LAMBDA):
                    return at
                at = bracket.start
            elif char in ";{([":
                return at
            else:
                at -= 1
        return 0

    def _kind(self, brace):
        end = self._back(brace.start)
        last = self.text[end - 1] if end else ""
        # `Name::Name(): member{1} {` ends in an initializer; every other brace before this one is a block.
        if last in ";{}" and not (last == "}" and self._closes_initializer(end - 1)):
            return BLOCK if brace.parent else SCOPE
        head = self.text[self.head_start(brace.start):brace.start]
        bare = re.sub(r"^\s*(?:template\s*<[^{}]*?>\s*(?=class|struct|union)|export\s+)*", "", head)
        bare = re.sub(r"^(?:\s*(?:public|protected|private)\s*:(?!:))+", "", bare).lstrip()
        if re.match(r"(?:inline\s+)?namespace\b|extern\s*\"\s*\"\s*$", bare):
            return SCOPE
        if re.match(r"(?:typedef\s+)?(?:class|struct|union|enum)\b", bare) and not re.search(r"\)\s*(?:\w+\s*)*$", bare):
            return SCOPE
        return self._kind_by_tail(end)

    def _kind_by_tail(self, end):
        while True:
            end = self._back(end)
            char = self.text[end - 1] if end else ""
            word = self._last_word(end)
            if char == ")" and end - 1 in self._closing:
                paren = self._closing[end - 1]
                before = self._back(paren.start)
                owner = self._last_word(before)
                if owner == "constexpr" and self._last_word(before - len(owner)) == "if":
                    owner = "if"
                if owner in self._CONTROL:
                    return BLOCK
                if owner in ("noexcept", "requires", "decltype", "alignas"):
                    end = before - len(owner)
                    continue
                if before and self.text[before - 1] == "]":
                    return LAMBDA
                if before and self.text[before - 1] == ">" and self._is_template_lambda(before):
                    return LAMBDA
                return FUNCTION
            if word in ("else", "do"):
                return BLOCK
            if word == "try" and self._is_block_end(self._back(end - 3)):
                return BLOCK
            if word in self._AFTER_PARAMETERS:
                end -= len(word)
                continue
            if char == "&" and re.search(r"\)\s*(?:const\s*)?&{1,2}$", self.text[max(0, end - 60):end]):
                end -= 1
                continue
            if char == ":" and not self.text[:end].endswith("::"):
                return BLOCK
            if char == "]" and end - 1 in self._closing:
                square = self._closing[end - 1]
                before = self._back(square.start)
                return INIT if re.search(r"[\w\])>]$", self.text[:before][-1:]) and \
                    self._last_word(before) not in ("return", "co_return") else LAMBDA
            return self._kind_by_return_type(end)

    def _closes_initializer(self, at):
        return at in self._closing and self._closing[at].kind == INIT

    def _is_block_end(self, end):
        return end == 0 or self.text[end - 1] in ";{}:"

    def _is_template_lambda(self, end):
        return re.search(r"\]\s*<[^;{}]*>$", self.text[max(0, end - 300):end]) is not None

    def _kind_by_return_type(self, end):
        """`… (parameters) … -> Type {` is a function, anything else that ends in a name an initializer."""
        start = self.head_start(end)
        arrow = -1
        depth = 0
        for match in re.finditer(r"[()\[\]{}]|->", self.text[start:end]):
            if match[0] == "->":
                arrow = start + match.start() if depth == 0 else arrow
            else:
                depth += 1 if match[0] in "([{" else -1
        if arrow >= 0:
            before = self._back(arrow)
            if re.search(r"(?:\)|\bmutable|\bconst|\bnoexcept|&)$", self.text[max(0, before - 40):before]):
                kind = self._kind_by_tail(arrow)
                if kind in (FUNCTION, LAMBDA):
                    return kind
        # The last member initializer of a constructor: `): a{1}, b(2) {` ends in a bracket followed by `{`.
        if end and self._closes_initializer(end - 1):
            return FUNCTION
        return INIT

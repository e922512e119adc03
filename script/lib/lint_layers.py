#!/usr/bin/env python3
"""Checks the arrows of the house: which layer includes which, and that Foundation names no backend."""

import re
import sys

from cpp_text import Lines, without_comments

# The table: a layer, and the layers it may use directly. What these may use, it may use as well.
LAYERS = {
    "Core": [],
    "Json": ["Core"],
    "Config": ["Core"],
    "Model": ["Core"],
    "Backend": ["Model", "Config"],
    "Query": ["Backend"],
    "Data": ["Query", "Config"],
    "Repository": ["Data"],
    "Service": ["Repository", "Json"],
    "Http": ["Json", "Config", "Core"],
    "Handler": ["Service", "Http"],
    "Migration": ["Data"],
    "Plugin": ["Handler", "Migration"],
    "Server": ["Plugin"],
}
UMBRELLA = "Athanor/Athanor.h"

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
_BACKEND = re.compile(r"sqlite|postgres|libpq|pgconn", re.IGNORECASE)
_AUTHOR = re.compile(r"\bauthor\b", re.IGNORECASE)


def closure(layer):
    """The layer and every layer below it that it may use."""
    result = {layer}
    for used in LAYERS[layer]:
        result |= closure(used)
    return result


def layer_of(path):
    """The layer whose rules a file obeys, or None for plugins, programs and the other tests."""
    match = re.match(r"(?:Foundation/(?:include/Athanor|src)|tests/unit)/([^/]+)/", path)
    return match[1] if match else None


def _check_include(path, quote, name):
    in_foundation = path.startswith("Foundation/")
    layer = layer_of(path)
    if name == UMBRELLA:
        return f"{UMBRELLA} is for plugins, programs and tests" if in_foundation and layer else None
    match = re.fullmatch(r"Athanor/(\w+)/\w+\.h", name)
    if not match:
        if name.startswith("Athanor/"):
            return f'"{name}" is no header of a layer ("Athanor/<Layer>/<File>.h")'
        # A layer's private header lies beside its sources and is included without a folder.
        private = "/" not in name and path.startswith("Foundation/src/")
        if in_foundation and quote == '"' and not private and not name.startswith("Poco/"):
            return f'"{name}": Foundation includes its own headers as "Athanor/<Layer>/<File>.h" only'
        return None
    if quote == "<":
        return f'write "{name}", with quotation marks'
    if match[1] not in LAYERS:
        return f"'{match[1]}' is no layer"
    if layer in LAYERS and match[1] not in closure(layer):
        return f"{layer} may not use {match[1]} (it may use {', '.join(sorted(closure(layer) - {layer})) or 'none'})"
    return None


def check(path, text):
    """The findings in one file, its path relative to the root: a list of (line, message)."""
    line = Lines(text)
    findings = []
    is_cmake = path.endswith("CMakeLists.txt")
    code = re.sub(r"#[^\n]*", "", text) if is_cmake else without_comments(text)
    if layer_of(path) is not None and layer_of(path) not in LAYERS:
        findings.append((1, f"'{layer_of(path)}' is no layer of script/lib/lint_layers.py"))
    if not is_cmake:
        for match in _INCLUDE.finditer(code):
            problem = _check_include(path, match[1], match[2])
            if problem:
                findings.append((line(match.start(2)), problem))
    if path.startswith("Foundation/"):
        # CMake's comments are cut, not blanked, so its lines are counted in what is left.
        count = Lines(code)
        findings += [(count(m.start()), f"Foundation names a backend: '{m[0]}'") for m in _BACKEND.finditer(code)]
    if path.startswith(("Foundation/", "plugins/backends/")):
        findings += [(line(m.start()), "the example's model has no place here: 'author'")
                     for m in _AUTHOR.finditer(text)]
    return sorted(findings)


def main(paths):
    failed = False
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line, message in check(path, file.read()):
                print(f"{path}:{line}: layers: {message}")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

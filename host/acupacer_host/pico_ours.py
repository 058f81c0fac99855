"""Which names in a packed program are ours to change, and which somebody else knows.

Ours is what an argument, a method or an attribute of ours is called. It is not ours alone,
and stays as it is, when MicroPython has that name too (then we cannot know whose is meant),
when it stands in a text (then it may be looked up by it), or when a keyword carries it to a
function that is not ours.
"""

from __future__ import annotations

import ast
import builtins
import io
import keyword
from collections.abc import Iterable, Iterator

from .pico_locals import PLACE, is_local
from .pico_program import PackError
from .pico_rom_names import FIXED, ROM

# MicroPython's own as well, in addition to those the list of its ROM has.
_FOREIGN = {"print_exception", "crc_hqx", "Random"}
_TYPES = (str, bytes, bytearray, list, dict, set, tuple, int, memoryview, OSError, io.FileIO)


def is_chosen(name: str) -> bool:
    """Whether it is neither a global of ours nor an argument named by its place."""
    return ":" not in name and not name.startswith(PLACE)


def known_names() -> set[str]:
    """Names that are MicroPython's or Python's own, of whatever kind."""
    found = {*keyword.kwlist, *dir(builtins), *_FOREIGN, *FIXED.split(), *ROM.split()}
    for kind in _TYPES:
        found |= set(dir(kind))
    return found


def texts(trees: Iterable[ast.Module]) -> set[str]:
    """All texts, and each word of them: a namedtuple's fields may be in one text."""
    found = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("namedtuple"):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found |= set(part.value.replace(",", " ").split())
    return found


def passed_on(trees: Iterable[ast.Module]) -> set[str]:
    """Keywords that may become texts, or name what a function not ours takes."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    may_keep = any(isinstance(node, ast.arguments) and node.kwarg for node in nodes)
    return {
        keyword.arg
        for node in nodes
        if isinstance(node, ast.Call) and (may_keep or not _is_own(node.func))
        for keyword in node.keywords
        if keyword.arg
    }


def _is_own(called: ast.expr) -> bool:
    """Whether it is a function, a class or a method of ours."""
    if isinstance(called, ast.Attribute):
        return called.attr != "format"
    return isinstance(called, ast.Name) and ":" in called.id


def attributes(trees: Iterable[ast.Module]) -> Iterator[ast.Attribute]:
    """Every attribute that is asked for or set."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                yield node


def inherited(trees: Iterable[ast.Module]) -> set[str]:
    """What classes of ours have from classes that are not ours. Raises PackError."""
    found = set()
    classes = [
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    ours = {node.name for node in classes}
    alias = {
        line.targets[0].id: ast.unparse(line.value)
        for tree in trees
        for line in tree.body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    }
    for node in classes:
        for base in node.bases:
            text = alias.get(ast.unparse(base), ast.unparse(base))
            name = base.attr if isinstance(base, ast.Attribute) else text
            if text.startswith("namedtuple("):
                found |= set(dir(tuple))
            elif hasattr(builtins, text):
                found |= set(dir(getattr(builtins, text))) | {"errno", "value"}
            elif name not in ours:
                raise PackError(f"{node.name}: cannot tell what {text} has already")
    return found


def defined(tree: ast.Module) -> set[str]:
    """Names that are ours: of arguments, methods, attributes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.FunctionDef):
                    found.add(line.name)
                elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                    found.add(line.targets[0].id)
    return {name for name in found if is_chosen(name) and not is_local(name)}

"""Short names for everything of ours in a packed program.

A name is ours when an argument, a method or an attribute of ours is called so. It keeps
its spelling when MicroPython has it too (then we cannot know whose it is) or when it also
stands in a string (then it may be looked up by it).
"""

from __future__ import annotations

import ast
import builtins
import io
import keyword
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_letters, digits

# Names that are MicroPython's even though no CPython type has them.
_FOREIGN = """
    PWM Pin Timer I2C RTC WDT IN OUT PULL_UP PULL_DOWN ONE_SHOT init deinit value mode period
    callback duty_u16 freq timeout sda scl writeto writevto feed datetime reset unique_id
    FrameBuffer MONO_VLSB text poll ipoll register POLLIN POLLOUT buffer stdin stdout
    print_exception kbd_intr ticks_ms ticks_us ticks_diff sleep_ms time gmtime stat rename
    remove urandom collect mem_free mem_alloc digest sha256 crc_hqx a2b_base64 b2a_base64
    errno args machine micropython framebuf select deque popleft Random randrange calcsize
    unpack_from pack_into unpack pack dumps loads EIO ENOENT EACCES EPERM
"""
_TYPES = (str, bytes, bytearray, list, dict, set, tuple, int, memoryview, OSError, io.FileIO)


def choose(trees: list[ast.Module], foreign: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """New names, the shortest for the most used: of globals, and of everything else of ours.

    Globals are those spelled ``module:name``. ``foreign``: names from outside the program.
    """
    known = known_names() | foreign | _texts(trees)
    counts = _counts(trees)
    ours = {name for tree in trees for name in _defined(tree)} - known
    fresh = _fresh(known | set(counts))
    by_use = sorted(counts, key=lambda name: (-counts[name], name))
    others = {
        name: next(fresh)
        for name in by_use
        if name in ours and ":" not in name and not name.startswith(("__", "do_"))
    }
    return {name: next(fresh) for name in by_use if ":" in name}, others


def known_names() -> set[str]:
    """Names that MicroPython or Python may mean by them."""
    found = set(keyword.kwlist) | set(dir(builtins)) | set(_FOREIGN.split())
    for kind in _TYPES:
        found |= set(dir(kind))
    return found


def _texts(trees: Iterable[ast.Module]) -> set[str]:
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _counts(trees: Iterable[ast.Module]) -> dict[str, int]:
    """How often each name stands in the program."""
    counts: dict[str, int] = {}
    for tree in trees:
        for node in ast.walk(tree):
            for name in _identifiers(node):
                counts[name] = counts.get(name, 0) + 1
    return counts


def _identifiers(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, (ast.arg, ast.keyword)):
        return [node.arg] if node.arg else []
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.alias):
        return [node.name]
    return []


def _defined(tree: ast.Module) -> set[str]:
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
    return found


def _fresh(taken: set[str]) -> Iterator[str]:
    """Short names that are not ``taken``, the shortest first."""
    for length in (1, 2, 3):
        for letters in product(ascii_letters + "_" + digits, repeat=length):
            name = "".join(letters)
            if name.isidentifier() and name not in taken and not name.startswith("__"):
                yield name


class Rename(ast.NodeTransformer):
    """Gives everything of ours its new name."""

    def __init__(self, globals_: dict[str, str], others: dict[str, str]) -> None:
        self._globals = globals_
        self._others = others

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Rename what ``node`` binds or uses, and everything below it."""
        super().generic_visit(node)
        for field in ("id", "attr", "arg", "name", "asname"):
            old = getattr(node, field, None)
            if isinstance(old, str):
                setattr(node, field, self._new(old))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self._new(name) for name in node.names]
        return node

    def _new(self, name: str) -> str:
        return self._globals[name] if ":" in name else self._others.get(name, name)

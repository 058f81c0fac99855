"""How often a packed module refers to each name and short text, as MicroPython counts.

Every reference is a number into the module's table of names; it takes one byte for the
first 128 entries and two for the rest. The table is filled in the order in which names are
first met while compiling, even within statements that are never reached and so are left
out: such a statement puts the most used names first.
"""

from __future__ import annotations

import ast
import keyword
from collections import Counter
from collections.abc import Iterable

from .pico_locals import PLACE, is_local

# Texts up to this length are kept in the table of names, longer ones beside it.
SHORT_TEXT = 10
# The table's first two entries are taken: the file's name and the module's own.
FIRST = 126
# What every class stores of itself.
_CLASS_NAMES = ("__name__", "__module__", "__qualname__")


def uses(tree: ast.Module) -> Counter[str]:
    """References by name, before renaming; short texts are names too."""
    found: Counter[str] = Counter()
    for node in ast.walk(tree):
        found.update(_of(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            _forget_constant(node, found)
    return +found


def _of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [] if is_local(node.id) or node.id.startswith(PLACE) else [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, (ast.arg, ast.keyword)):
        return [] if node.arg is None or is_local(node.arg) else [node.arg]
    if isinstance(node, ast.FunctionDef):
        return [node.name] if node.name.startswith(PLACE) else [node.name] * 2
    if isinstance(node, ast.ExceptHandler):
        return [node.name] if node.name and ":" in node.name else []
    if isinstance(node, ast.ClassDef):
        return [node.name] * 3 + list(_CLASS_NAMES)
    if isinstance(node, ast.Import):
        names = [
            name for alias in node.names for name in (alias.name, alias.asname or alias.name)
        ]
        return [name for name in names if not is_local(name)]
    if isinstance(node, ast.ImportFrom):
        return [name for alias in node.names for name in _imported(alias)] + [node.module or ""]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if _is_in_table(node.value) else []
    return []


def _is_in_table(text: str) -> bool:
    """Short texts are; what looks like a name that is not chosen yet, we do not count."""
    return len(text) <= SHORT_TEXT and ":" not in text and not text.startswith(PLACE)


def _imported(alias: ast.alias) -> list[str]:
    here = alias.asname or alias.name
    return [alias.name, alias.name] + ([] if is_local(here) else [here])


def _forget_constant(node: ast.Tuple, found: Counter[str]) -> None:
    """A tuple of nothing but constants is stored whole, its texts not as names."""
    if all(isinstance(part, ast.Constant) for part in node.elts):
        for part in node.elts:
            found.subtract(_of(part))


def in_order(names: Iterable[str]) -> ast.stmt:
    """A statement that fills the table with ``names``; four bytes, and it does nothing."""
    chain: ast.expr = ast.Tuple([], ast.Load())
    for name in names:
        if name.isidentifier() and not keyword.iskeyword(name):
            chain = ast.Attribute(chain, name, ast.Load())
        else:
            chain = ast.Subscript(chain, ast.Constant(name), ast.Load())
    return ast.While(ast.Constant(1), [ast.Break(), ast.Expr(chain)], [])

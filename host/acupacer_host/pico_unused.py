"""Leaves out of the device's program what nothing in it uses."""

from __future__ import annotations

import ast
from collections.abc import Callable


def drop_unused(
    trees: list[ast.Module], wanted: set[str], used: Callable[[ast.Module], set[str]]
) -> None:
    """Take out what nothing in ``trees`` uses, except ``wanted``."""
    while True:
        asked = wanted.union(*[used(tree) for tree in trees])
        before = sum(1 for tree in trees for _ in ast.walk(tree))
        for tree in trees:
            _Drop(asked).visit(tree)
        if before == sum(1 for tree in trees for _ in ast.walk(tree)):
            return


def used(tree: ast.Module) -> set[str]:
    """Names that are asked for, as a name, an attribute, an import or a text."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


class _Drop(ast.NodeTransformer):
    """Takes out functions, classes and tables whose names are not in ``used``."""

    def __init__(self, used: set[str]) -> None:
        self._used = used

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        if not self._is_wanted(node.name) or is_abstract(node):
            return None
        return node  # what is inside a function is small and used

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST | None:
        if not self._is_wanted(node.name):
            return None
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        first = node.targets[0]
        if isinstance(first, ast.Name) and not self._is_wanted(first.id):
            has_effect = any(isinstance(part, ast.Call) for part in ast.walk(node.value))
            return node if has_effect else None
        return node

    def _is_wanted(self, name: str) -> bool:
        return name in self._used or name.startswith(("__", "do_"))


def is_abstract(node: ast.FunctionDef) -> bool:
    """Only says that a subclass has to do it."""
    first = node.body[0]
    is_alone = len(node.body) == 1 and isinstance(first, ast.Raise)
    return is_alone and ast.unparse(first) == "raise NotImplementedError"

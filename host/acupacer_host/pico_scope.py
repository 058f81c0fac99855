"""Which names of a module are its own globals, wherever they stand in its text.

For every ``ast.Name`` this says whether it means a global of the module. Python's rules:
a name bound in a function (argument, assignment, loop, import, handler) is the function's;
functions see the functions around them but not the classes; the rest is global.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_FUNCTIONS = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp)
_SCOPES = (*_FUNCTIONS, ast.GeneratorExp, ast.ClassDef)


def global_names(tree: ast.Module) -> Iterator[ast.Name]:
    """Every Name node that means a global (or builtin) name."""
    yield from _walk(tree, [])


def bound_names(scope: ast.AST) -> set[str]:
    """Names bound directly in ``scope`` (a module, class, function or comprehension)."""
    found = set()
    for argument in _arguments(scope):
        found.add(argument.arg)
    outer = set()
    for node in _own_nodes(scope):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.Global):
            outer |= set(node.names)
    return found - outer


def _arguments(scope: ast.AST) -> list[ast.arg]:
    if not isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        return []
    made = scope.args
    extra = [argument for argument in (made.vararg, made.kwarg) if argument]
    return made.posonlyargs + made.args + made.kwonlyargs + extra


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of ``scope`` that are not in a scope of their own below it."""
    waiting = list(_inside(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _SCOPES):
            waiting += _outside(node)
        else:
            waiting += ast.iter_child_nodes(node)


def _inside(scope: ast.AST) -> list[ast.AST]:
    """Children that are evaluated within ``scope``."""
    outside = _outside(scope)
    return [node for node in ast.iter_child_nodes(scope) if node not in outside]


def _outside(scope: ast.AST) -> list[ast.AST]:
    """Children of a scope that are evaluated around it: decorators, bases, defaults.

    A comprehension's first iterable counts as inside: no name depends on it here.
    """
    if isinstance(scope, ast.ClassDef):
        return [*scope.decorator_list, *scope.bases, *scope.keywords]
    if isinstance(scope, ast.FunctionDef):
        return list(scope.decorator_list)
    return []


def _walk(scope: ast.AST, around: list[set[str]]) -> Iterator[ast.Name]:
    is_module = isinstance(scope, ast.Module)
    names = set() if is_module else bound_names(scope)
    seen = [*around, names]
    for node in _own_nodes(scope):
        if isinstance(node, ast.Name) and not any(node.id in names for names in seen):
            yield node
        if isinstance(node, _SCOPES):
            below = around if isinstance(scope, ast.ClassDef) else seen
            yield from _walk(node, below)

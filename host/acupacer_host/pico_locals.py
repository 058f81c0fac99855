"""Names of arguments and of what else belongs to one function.

MicroPython keeps, with each function, its name and its arguments' names; of other local
variables only their number. So arguments are named by their place, the same few names in
every function: written ``%0``, ``%1`` and so on here, and chosen later. Where functions
nest, the inner ones go on counting. An argument that any call names keeps its name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .pico_scope import Scope, arguments, scopes

PLACE = "%"
# How a local variable is called that MicroPython does not keep: nothing else is.
LOCAL = "_{}"


def named_in_calls(trees: list[ast.Module]) -> set[str]:
    """Arguments that are passed by name somewhere; with a ``**``, every text may be one."""
    found, texts, is_open = set(), set(), False
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword):
                is_open = is_open or node.arg is None
                found.add(node.arg or "")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return found | texts if is_open else found


def kept_by_name(trees: list[ast.Module]) -> set[str]:
    """Arguments that ``name_by_place`` left their names."""
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.arg)]
    return {
        node.arg for node in nodes if not node.arg.startswith(PLACE) and not is_local(node.arg)
    }


def is_local(name: str) -> bool:
    """Whether it is a variable that MicroPython keeps no name of."""
    return name.startswith("_") and name[1:].isdigit()


def name_by_place(tree: ast.Module, named: set[str]) -> None:
    """Give arguments and local variables their new names; those in ``named`` stay."""
    found = list(scopes(tree))
    new: dict[Scope, dict[str, str]] = {}
    counts: dict[Scope | None, tuple[int, int]] = {None: (0, 0)}
    for scope in found:
        if scope.is_function:
            new[scope], counts[scope] = _new_names(scope, named, counts[scope.around])
    changes = [change for scope in found for change in _changes(scope, new)]
    for node, field, name in changes:
        setattr(node, field, name)


def _new_names(
    scope: Scope, named: set[str], start: tuple[int, int]
) -> tuple[dict[str, str], tuple[int, int]]:
    """New names for what ``scope`` binds, and the first numbers that are free below it."""
    place, local = start
    new: dict[str, str] = {}
    for name in _kept(scope):
        if name in named and name in _arguments(scope):
            new[name] = name
        else:
            new[name], place = f"{PLACE}{place}", place + 1
    for name in sorted(scope.names - set(new)):
        new[name], local = LOCAL.format(local), local + 1
    return new, (place, local)


def _kept(scope: Scope) -> list[str]:
    """What MicroPython stores the names of: arguments first, then functions and classes."""
    below = [
        node.name
        for node in scope.own_nodes()
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    ]
    return list(dict.fromkeys([*_arguments(scope), *below]))


def _arguments(scope: Scope) -> list[str]:
    """Without ``*`` and ``**``, of which MicroPython does not store the names."""
    node = scope.node
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return []
    starred = (node.args.vararg, node.args.kwarg)
    return [made.arg for made in arguments(node) if made not in starred]


def _changes(
    scope: Scope, new: dict[Scope, dict[str, str]]
) -> Iterator[tuple[ast.AST, str, str]]:
    """(node, field, new name) for everything in ``scope`` that means a function's name."""
    for node in scope.own_nodes():
        for target, field, old in _bindings(node):
            owner = scope.owner(old)
            if owner in new:
                yield target, field, new[owner][old]
        if isinstance(node, ast.Nonlocal):
            node.names = [new[scope.owner(name)][name] for name in node.names]  # type: ignore[index]


def _bindings(node: ast.AST) -> list[tuple[ast.AST, str, str]]:
    """(node, field, name) of the names that ``node`` itself binds or uses."""
    if isinstance(node, ast.Name):
        return [(node, "id", node.id)]
    if isinstance(node, ast.arg):
        return [(node, "arg", node.arg)]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
        return [(node, "name", node.name)] if node.name else []
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [(alias, "asname", alias.asname or alias.name) for alias in node.names]
    return []

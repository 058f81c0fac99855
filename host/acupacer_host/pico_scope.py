"""Which names of a module are its own globals, wherever they stand in its text.

For every ``ast.Name`` this says in which scope it is bound. Python's rules: a name bound in
a function (argument, assignment, loop, import, handler) is the function's; functions see
the functions around them but not the classes; the rest is global. Defaults, decorators,
bases and a comprehension's first iterable belong to what is around.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.Lambda, ast.ClassDef, *_COMPREHENSIONS)


class Scope:
    """A module, class, function or comprehension. ``around``: the function around it."""

    def __init__(self, node: ast.AST, around: Scope | None) -> None:
        self.node = node
        self.around = around
        self.is_function = not isinstance(node, (ast.Module, ast.ClassDef))
        self.names = set() if isinstance(node, ast.Module) else bound_names(node)
        self._global = _declared(node, ast.Global)

    def owner(self, name: str) -> Scope | None:
        """Where ``name`` is bound as seen from here; None: it is global or built in."""
        if name in self.names:
            return self
        if name in self._global or self.around is None:
            return None
        return self.around.owner(name)

    def own_nodes(self) -> Iterator[ast.AST]:
        """The nodes that are not in a scope of their own below."""
        return _own_nodes(self.node)


def scopes(tree: ast.Module) -> Iterator[Scope]:
    """The module and every scope in it, the outer ones first."""
    yield from _below(Scope(tree, None))


def global_names(tree: ast.Module) -> Iterator[ast.Name]:
    """Every Name node that means a global (or builtin) name."""
    for scope in scopes(tree):
        for node in scope.own_nodes():
            if isinstance(node, ast.Name) and scope.owner(node.id) is None:
                yield node


def bound_names(scope: ast.AST) -> set[str]:
    """Names bound directly in ``scope`` (a module, class, function or comprehension)."""
    found = {argument.arg for argument in arguments(scope)}
    for node in _own_nodes(scope):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found - _declared(scope, ast.Global, ast.Nonlocal)


def arguments(scope: ast.AST) -> list[ast.arg]:
    """The arguments of a function, ``*`` and ``**`` last; none of anything else."""
    if not isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        return []
    made = scope.args
    extra = [argument for argument in (made.vararg, made.kwarg) if argument]
    return made.posonlyargs + made.args + made.kwonlyargs + extra


def _below(scope: Scope) -> Iterator[Scope]:
    yield scope
    around = scope if scope.is_function else scope.around
    for node in scope.own_nodes():
        if isinstance(node, _SCOPES):
            yield from _below(Scope(node, around))


def _declared(scope: ast.AST, *kinds: type[ast.Global] | type[ast.Nonlocal]) -> set[str]:
    nodes = [node for node in _own_nodes(scope) if isinstance(node, kinds)]
    return {name for node in nodes for name in node.names}


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    waiting = _inside(scope)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        below = _outside(node) if isinstance(node, _SCOPES) else ast.iter_child_nodes(node)
        waiting += list(below)[::-1]


def _inside(scope: ast.AST) -> list[ast.AST]:
    """What is evaluated within ``scope``, and the arguments."""
    if isinstance(scope, ast.Lambda):
        return [*arguments(scope), scope.body]
    if isinstance(scope, (ast.FunctionDef, ast.ClassDef)):
        return [*arguments(scope), *scope.body]
    if isinstance(scope, _COMPREHENSIONS):
        first = scope.generators[0]
        made = [scope.key, scope.value] if isinstance(scope, ast.DictComp) else [scope.elt]
        return [*made, first.target, *first.ifs, *scope.generators[1:]]
    return list(ast.iter_child_nodes(scope))


def _outside(scope: ast.AST) -> list[ast.AST]:
    """Parts of a scope that are evaluated around it."""
    if isinstance(scope, ast.ClassDef):
        return [*scope.decorator_list, *scope.bases, *scope.keywords]
    if isinstance(scope, _COMPREHENSIONS):
        return [scope.generators[0].iter]
    if isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        made = scope.args
        found: list[ast.AST] = [*made.defaults, *[node for node in made.kw_defaults if node]]
        return found + (
            list(scope.decorator_list) if isinstance(scope, ast.FunctionDef) else []
        )
    return []

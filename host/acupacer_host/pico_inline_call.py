"""A call and the function it calls: arguments to parameters, and names kept apart."""

from __future__ import annotations

import ast
import copy

from .pico_body import Stable, comes_first, has
from .pico_facts import Facts, Function
from .pico_program import Module
from .pico_scope import bound_names

PREFIX = "inlined_"


class Binding:
    """A function's statements with the arguments of one call.

    ``given``: parameter -> argument; ``renamed``: other names in it -> names in the caller.
    """

    def __init__(
        self, node: ast.FunctionDef, given: dict[str, ast.expr], stable: Stable, taken: set[str]
    ) -> None:
        self._node = node
        self._stable = stable
        self._taken = set(taken)
        self._given = given
        self._renamed = {name: self.fresh() for name in sorted(all_bound(node))}
        stored = _stored(node)
        self._written = {
            name: value
            for name, value in given.items()
            if name not in stored and stable(value) and _is_short(value, _count(node, name))
        }

    def fresh(self) -> str:
        """A name that nothing has in the caller."""
        return fresh_name(self._taken)

    def names(self) -> list[str]:
        """Variables that the caller gets."""
        return [new for old, new in self._renamed.items() if old not in self._written]

    def body(self) -> list[ast.stmt]:
        """Its statements, behind those that set its parameters."""
        made: list[ast.stmt] = [
            ast.Assign([ast.Name(self._renamed[name], ast.Store())], copy.deepcopy(value))
            for name, value in self._given.items()
            if name not in self._written
        ]
        return made + self._with(self._written)

    def as_expression(self) -> ast.expr | None:
        """Its value as an expression in place of the call, when that does the same."""
        body = self._node.body
        first = body[0]
        if len(body) > 1 or not isinstance(first, ast.Return) or first.value is None:
            return None
        open_ = [name for name in self._given if name not in self._written]
        if not _are_used_in_order(first.value, open_, self._stable):
            return None
        made = self._with(self._given)[0]
        assert isinstance(made, ast.Return)
        return made.value

    def _with(self, given: dict[str, ast.expr]) -> list[ast.stmt]:
        replacer = _Replacer(given, self._renamed)
        return [replacer.visit(copy.deepcopy(line)) for line in self._node.body]


class _Replacer(ast.NodeTransformer):
    def __init__(self, given: dict[str, ast.expr], renamed: dict[str, str]) -> None:
        self._given = given
        self._renamed = renamed

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self._given:
            return copy.deepcopy(self._given[node.id])
        return ast.Name(self._renamed.get(node.id, node.id), node.ctx)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        node.name = self._renamed.get(node.name, node.name) if node.name else None
        return node


def bind(
    call: ast.Call, function: Function, caller: ast.FunctionDef, stable: Stable
) -> Binding | None:
    """The binding of a call; None when its arguments do not fit plainly."""
    names = [argument.arg for argument in function.node.args.args]
    values = list(call.args)
    if function.is_method:
        assert isinstance(call.func, ast.Attribute)
        values.insert(0, call.func.value)
    is_odd = any(isinstance(value, ast.Starred) for value in values)
    if is_odd or any(keyword.arg is None for keyword in call.keywords):
        return None
    given = dict(zip(names, values, strict=False))
    for keyword in call.keywords:
        given[str(keyword.arg)] = keyword.value
    more = function.node.args
    wanted = names + [argument.arg for argument in more.kwonlyargs]
    defaults = dict(zip(reversed(names), reversed(more.defaults), strict=False))
    for argument, default in zip(more.kwonlyargs, more.kw_defaults, strict=True):
        if default is not None:
            defaults[argument.arg] = default
    for name in wanted:
        if name not in given:
            if not isinstance(defaults.get(name), ast.Constant):
                return None
            given[name] = defaults[name]
    if len(values) > len(names) or set(given) != set(wanted):
        return None
    return Binding(function.node, given, stable, all_names(caller))


def fresh_name(taken: set[str]) -> str:
    """A name that is not in ``taken``; from now on it is."""
    number = 0
    while f"{PREFIX}{number}" in taken:
        number += 1
    taken.add(f"{PREFIX}{number}")
    return f"{PREFIX}{number}"


def all_bound(node: ast.FunctionDef) -> set[str]:
    """Names bound in a function or in what is within it."""
    inner = (ast.ListComp, ast.SetComp, ast.DictComp, ast.Lambda, ast.FunctionDef)
    found = bound_names(node)
    for part in ast.walk(node):
        if isinstance(part, inner):
            found |= bound_names(part)
    return found


def all_names(node: ast.AST) -> set[str]:
    """Every name that stands in ``node``."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.arg for part in ast.walk(node) if isinstance(part, ast.arg)
    }


def _stored(node: ast.FunctionDef) -> set[str]:
    found = {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)
    }
    return found | {
        part.name
        for part in ast.walk(node)
        if isinstance(part, ast.ExceptHandler) and part.name
    }


def _count(node: ast.FunctionDef, name: str) -> int:
    return sum(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _is_short(value: ast.expr, uses: int) -> bool:
    """Whether writing ``value`` at each use is no longer than a variable."""
    if isinstance(value, ast.Name):
        return True
    if isinstance(value, ast.Constant):
        return value.value in (None, True, False) or type(value.value) is int or uses <= 2
    return uses <= 1


def _are_used_in_order(value: ast.expr, names: list[str], stable: Stable) -> bool:
    """Whether ``names`` are used once each, in this order, before anything else happens."""
    uses = [
        node for node in _evaluated(value) if isinstance(node, ast.Name) and node.id in names
    ]
    if [node.id for node in uses] != names:
        return False

    def is_open(node: ast.AST) -> bool:
        return any(node is use for use in uses) or stable(node)

    return all(comes_first(value, use, is_open) for use in uses)


def _evaluated(node: ast.AST) -> list[ast.AST]:
    """All nodes, in the order of the text; that of a comparison and a call is the same."""
    found = [node]
    for child in ast.iter_child_nodes(node):
        found += _evaluated(child)
    return found


def is_plain(node: ast.FunctionDef) -> bool:
    """Whether a function is made of what can stand elsewhere as well."""
    odd = (ast.Yield, ast.YieldFrom, ast.Lambda, ast.Global, ast.Nonlocal, ast.NamedExpr)
    inner = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.GeneratorExp)
    body = ast.Module(node.body, [])
    asks_super = any(
        isinstance(part, ast.Name) and part.id in ("super", "__class__")
        for part in ast.walk(body)
    )
    is_simple = not (node.args.vararg or node.args.kwarg or node.args.posonlyargs)
    return is_simple and not asks_super and not has(body, *odd, *inner)


def is_asked_of_object(
    facts: Facts, module: Module, function: Function, target: ast.expr
) -> bool:
    """Whether a method's first parameter is simply what ``target`` is asked of."""
    if not function.is_method:
        return True
    assert isinstance(target, ast.Attribute)
    asks_super = any(
        isinstance(part, ast.Name) and part.id == "super" for part in ast.walk(target)
    )
    return not asks_super and not facts.is_class(module, target.value)

"""Statements of a function, reshaped so that they can stand within another function."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

Finish = Callable[[ast.expr | None], list[ast.stmt]]
Stable = Callable[[ast.AST], bool]


class Unfit(Exception):
    """These statements cannot be reshaped."""


def has(tree: ast.AST, *kinds: type[ast.AST]) -> bool:
    """Whether a node of one of these kinds is in ``tree``."""
    return any(isinstance(node, kinds) for node in ast.walk(tree))


def settle(lines: list[ast.stmt], finish: Finish) -> list[ast.stmt]:
    """The same without ``return``: each end of it does ``finish(value)`` instead.

    Raises Unfit where statements after an early return cannot be kept from running.
    """
    made: list[ast.stmt] = []
    for index, line in enumerate(lines):
        rest = lines[index + 1 :]
        if isinstance(line, ast.Return):
            return made + finish(line.value)
        if isinstance(line, ast.Raise):
            return [*made, line]
        if has(line, ast.Return):
            return made + _settle_line(line, rest, finish)
        made.append(line)
    return made + finish(None)


def _settle_line(line: ast.stmt, rest: list[ast.stmt], finish: Finish) -> list[ast.stmt]:
    """``line`` has a return somewhere; ``rest`` only runs where it does not."""
    if isinstance(line, ast.If):
        return [_settle_if(line, rest, finish)]
    if isinstance(line, (ast.For, ast.While)):
        if line.orelse or has(line, ast.Break):
            raise Unfit("a loop that ends in more than one way")
        body = [_Leave(finish).visit(part) for part in line.body]
        line.body = [part for parts in body for part in _listed(parts)]
        line.orelse = [] if _is_endless(line) else settle(rest, finish)
        return [line]
    if rest and not leaves(line):
        raise Unfit("a return within try or with, and more after it")
    if isinstance(line, ast.With):
        line.body = settle(line.body, finish)
        return [line]
    if isinstance(line, ast.Try) and not line.orelse and not _any_return(line.finalbody):
        line.body = settle(line.body, finish)
        for handler in line.handlers:
            handler.body = settle(handler.body, finish)
        return [line]
    raise Unfit(type(line).__name__)


def _is_endless(line: ast.For | ast.While) -> bool:
    is_constant = isinstance(line, ast.While) and isinstance(line.test, ast.Constant)
    return is_constant and bool(line.test.value)  # type: ignore[union-attr]


def _settle_if(line: ast.If, rest: list[ast.stmt], finish: Finish) -> ast.If:
    if not rest or all_leave(line.body):
        line.body = settle(line.body, finish) or [ast.Pass()]
        line.orelse = settle(line.orelse + rest, finish)
    elif all_leave(line.orelse):
        line.body = settle(line.body + rest, finish) or [ast.Pass()]
        line.orelse = settle(line.orelse, finish)
    else:
        raise Unfit("what follows would be there twice")
    return line


class _Leave(ast.NodeTransformer):
    """Within a loop: finish and break in place of return."""

    def __init__(self, finish: Finish) -> None:
        self._finish = finish

    def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
        return [*self._finish(node.value), ast.Break()]

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._loop(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        return self._loop(node)

    def visit_Try(self, node: ast.Try) -> ast.AST:
        if has(node, ast.Return):
            raise Unfit("a return within try within a loop")
        return node

    def visit_With(self, node: ast.With) -> ast.AST:
        if has(node, ast.Return):
            raise Unfit("a return within with within a loop")
        return node

    def _loop(self, node: ast.For | ast.While) -> ast.AST:
        if has(node, ast.Return):
            raise Unfit("a return within two loops")
        return node


def _listed(made: ast.AST | list[ast.stmt]) -> list[ast.stmt]:
    return made if isinstance(made, list) else [made]  # type: ignore[list-item]


def _any_return(lines: list[ast.stmt]) -> bool:
    return any(has(line, ast.Return) for line in lines)


def all_leave(lines: list[ast.stmt]) -> bool:
    """Whether these statements never reach their end."""
    return any(leaves(line) for line in lines)


def leaves(line: ast.stmt) -> bool:
    """Whether a statement always returns or raises."""
    if isinstance(line, (ast.Return, ast.Raise)):
        return True
    if isinstance(line, ast.If):
        return all_leave(line.body) and all_leave(line.orelse)
    if isinstance(line, ast.With):
        return False  # a manager may swallow what is raised in it
    if isinstance(line, ast.Try):
        parts = [line.orelse or line.body, *[handler.body for handler in line.handlers]]
        return all_leave(line.finalbody) or all(all_leave(part) for part in parts)
    return False


# --- order of evaluation -----------------------------------------------------------------


def comes_first(node: ast.AST, wanted: ast.AST, is_stable: Stable) -> bool:
    """Whether ``wanted`` could as well be evaluated ahead of the whole of ``node``.

    So it can when it is always evaluated, once, and all before it in ``node`` is stable.
    """
    if node is wanted:
        return True
    for child in _in_order(node):
        if any(part is wanted for part in ast.walk(child)):
            return comes_first(child, wanted, is_stable)
        if not is_stable(child):
            return False
    return False


_ONE = {
    ast.Expr: "value",
    ast.Return: "value",
    ast.Assign: "value",
    ast.If: "test",
    ast.For: "iter",
    ast.Raise: "exc",
    ast.UnaryOp: "operand",
    ast.IfExp: "test",
    ast.Attribute: "value",
    ast.Starred: "value",
    ast.keyword: "value",
    ast.Yield: "value",
    ast.YieldFrom: "value",
}
_MORE: dict[type[ast.AST], Callable[[ast.Any], list[ast.AST]]] = {  # type: ignore[name-defined]
    ast.AugAssign: lambda node: [node.target, node.value],
    ast.Call: lambda node: [node.func, *node.args, *node.keywords],
    ast.BinOp: lambda node: [node.left, node.right],
    ast.Compare: lambda node: [node.left, node.comparators[0]],
    ast.BoolOp: lambda node: [node.values[0]],
    ast.Subscript: lambda node: [node.value, node.slice],
    ast.Tuple: lambda node: node.elts,
    ast.List: lambda node: node.elts,
}


def _in_order(node: ast.AST) -> list[ast.AST]:
    """Parts of ``node`` that are always evaluated, once, in that order."""
    kind = type(node)
    if kind in _ONE:
        part = getattr(node, _ONE[kind])
        return [part] if part else []
    return _MORE[kind](node) if kind in _MORE else []


def inner_first(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes, each after those below it."""
    for child in ast.iter_child_nodes(node):
        yield from inner_first(child)
    yield node


def own_parts(line: ast.stmt) -> list[ast.AST]:
    """What a statement evaluates itself, without the statements within it."""
    return [part for part in ast.iter_child_nodes(line) if not _holds_lines(part)]


def _holds_lines(part: ast.AST) -> bool:
    return isinstance(part, (ast.stmt, ast.ExceptHandler))


def blocks(line: ast.stmt) -> Iterator[tuple[ast.AST, str]]:
    """Where the statements within ``line`` are: (node, name of its list)."""
    for field in ("body", "orelse", "finalbody"):
        if isinstance(getattr(line, field, None), list) and getattr(line, field):
            yield line, field
    for handler in getattr(line, "handlers", ()):
        yield handler, "body"


def split(line: ast.stmt, wanted: ast.AST) -> ast.If | None:
    """The If that does the same as ``line`` when ``wanted`` is in a part that may not run."""
    value = getattr(line, "value", None)
    if isinstance(line, ast.If):
        return _split_if(line, wanted)
    if isinstance(value, ast.IfExp) and _is_in([value.body, value.orelse], wanted):
        if isinstance(line, (ast.Return, ast.Expr)):
            kind = type(line)
            return ast.If(value.test, [kind(value.body)], [kind(value.orelse)])
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            made = [
                ast.Assign(copy.deepcopy(line.targets), part)
                for part in (value.body, value.orelse)
            ]
            return ast.If(value.test, [made[0]], [made[1]])
    return None


def _split_if(line: ast.If, wanted: ast.AST) -> ast.If | None:
    """``if a and b:`` as two."""
    test = line.test
    if line.orelse or not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.And):
        return None
    first, *more = test.values
    if not _is_in(more, wanted):
        return None
    rest = more[0] if len(more) == 1 else ast.BoolOp(ast.And(), more)
    return ast.If(first, [ast.If(rest, line.body, [])], [])


def _is_in(parts: list[ast.expr], wanted: ast.AST) -> bool:
    return any(node is wanted for part in parts for node in ast.walk(part))


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace it, or look below."""
        return self._new if node is self._old else self.generic_visit(node)


def swap(line: ast.stmt, old: ast.AST, new: ast.expr) -> ast.stmt:
    """``line`` itself, now with ``new`` where ``old`` was within it."""
    _Swap(old, new).generic_visit(line)
    return line

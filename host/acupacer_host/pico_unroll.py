"""Comprehensions as loops: on a board each comprehension is a function of its own."""

from __future__ import annotations

import ast

from .pico_body import blocks, comes_first, has, own_parts, split, swap
from .pico_facts import Facts
from .pico_inline_call import all_names, fresh_name
from .pico_program import Program

_KINDS = (ast.ListComp, ast.SetComp, ast.DictComp)
_Made = ast.ListComp | ast.SetComp | ast.DictComp


def unroll_lists(program: Program) -> None:
    """Turn comprehensions in functions into loops where their order stays the same."""
    facts = Facts(program, frozenset())
    for name in facts.order:
        for node in ast.walk(program.modules[name].tree):
            if isinstance(node, ast.FunctionDef) and not has(node, ast.Nonlocal, ast.NamedExpr):
                _Unroller(facts, node).run()


class _Unroller:
    def __init__(self, facts: Facts, node: ast.FunctionDef) -> None:
        self._facts = facts
        self._node = node
        self._taken = all_names(node)
        # Somebody else may look at a variable of this function while it is made.
        self._is_watched = has(
            ast.Module(node.body, []), ast.Lambda, ast.FunctionDef, ast.Global
        )

    def run(self) -> None:
        """Rewrite the function."""
        self._node.body = self._block(self._node.body, False)

    def _block(self, lines: list[ast.stmt], is_guarded: bool) -> list[ast.stmt]:
        return [part for line in lines for part in self._line(line, is_guarded)]

    def _line(self, line: ast.stmt, is_guarded: bool) -> list[ast.stmt]:
        """``is_guarded``: within try or with; what is half done may be seen there."""
        if isinstance(line, (ast.FunctionDef, ast.ClassDef)):
            return [line]
        for part in own_parts(line):
            for node in _outer_first(part):
                made = self._unrolled(line, node, is_guarded)
                if made:
                    return self._block(made, is_guarded)
        is_inner_guarded = is_guarded or isinstance(line, (ast.Try, ast.With))
        for owner, field in blocks(line):
            setattr(owner, field, self._block(getattr(owner, field), is_inner_guarded))
        return [line]

    def _unrolled(self, line: ast.stmt, node: _Made, is_guarded: bool) -> list[ast.stmt]:
        if has(node, ast.Lambda, ast.GeneratorExp, ast.Yield, ast.Await):
            return []
        if isinstance(node, ast.DictComp) and not self._stable(node.key):
            return []  # an assignment evaluates its value first
        if not comes_first(line, node, self._stable):
            parts = split(line, node)
            return [parts] if parts else []
        result = self._target(line, node, is_guarded)
        if result:
            return self._loop(result, node)
        result = fresh_name(self._taken)
        return [
            *self._loop(result, node),
            swap(line, node, ast.Name(result, ast.Load())),
        ]

    def _target(self, line: ast.stmt, node: _Made, is_guarded: bool) -> str:
        """The variable that may be filled bit by bit, or ""."""
        if is_guarded or self._is_watched or not isinstance(line, ast.Assign):
            return ""
        first = line.targets[0]
        if line.value is not node or len(line.targets) > 1 or not isinstance(first, ast.Name):
            return ""
        return "" if first.id in all_names(node) else first.id

    def _stable(self, node: ast.AST) -> bool:
        is_early = self._node.name == "__init__" and has(node, ast.Attribute)
        return not is_early and self._facts.is_stable(node)

    def _loop(self, result: str, node: _Made) -> list[ast.stmt]:
        names = {
            part.id
            for generator in node.generators
            for part in ast.walk(generator.target)
            if isinstance(part, ast.Name)
        }
        renamed = {name: fresh_name(self._taken) for name in sorted(names)}
        first = node.generators[0].iter  # evaluated around the comprehension
        node.generators[0].iter = ast.Constant(None)
        node = _Renamer(renamed).visit(node)
        node.generators[0].iter = first
        lines = [_add(result, node)]
        for generator in reversed(node.generators):
            for test in reversed(generator.ifs):
                lines = [ast.If(test, lines, [])]
            lines = [ast.For(generator.target, generator.iter, lines, [])]
        return [ast.Assign([ast.Name(result, ast.Store())], _empty(node)), *lines]


def _outer_first(part: ast.AST) -> list[_Made]:
    """Comprehensions in an expression that are not within another or a lambda."""
    if isinstance(part, _KINDS):
        return [part]
    if isinstance(part, ast.Lambda):
        return []
    return [node for child in ast.iter_child_nodes(part) for node in _outer_first(child)]


def _add(result: str, node: _Made) -> ast.stmt:
    name = ast.Name(result, ast.Load())
    if isinstance(node, ast.DictComp):
        return ast.Assign([ast.Subscript(name, node.key, ast.Store())], node.value)
    method = "append" if isinstance(node, ast.ListComp) else "add"
    return ast.Expr(ast.Call(ast.Attribute(name, method, ast.Load()), [node.elt], []))


def _empty(node: _Made) -> ast.expr:
    if isinstance(node, ast.ListComp):
        return ast.List([], ast.Load())
    if isinstance(node, ast.DictComp):
        return ast.Dict([], [])
    return ast.Call(ast.Name("set", ast.Load()), [], [])


class _Renamer(ast.NodeTransformer):
    def __init__(self, renamed: dict[str, str]) -> None:
        self._renamed = renamed

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._renamed.get(node.id, node.id), node.ctx)

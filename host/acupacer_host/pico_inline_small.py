"""Writes functions of one expression out at each place, where that is no longer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .pico_body import has, swap
from .pico_facts import Facts, Function
from .pico_inline_call import bind, is_asked_of_object, is_plain
from .pico_inline_names import Globals
from .pico_program import Module, Program

# What a function costs on a board beside its instructions, in bytes.
FUNCTION = 100
# Bytes of instructions, roughly.
_BYTES = {
    ast.Constant: 2,
    ast.Name: 2,
    ast.Attribute: 3,
    ast.Call: 2,
    ast.BinOp: 1,
    ast.UnaryOp: 1,
    ast.Compare: 1,
    ast.BoolOp: 3,
    ast.IfExp: 6,
    ast.Subscript: 1,
    ast.Tuple: 2,
    ast.List: 2,
    ast.keyword: 2,
}


_ODD = (ast.Nonlocal, ast.NamedExpr)


class _Use:
    """One place that asks for a small function."""

    def __init__(self, module: Module, caller: ast.FunctionDef, node: ast.expr) -> None:
        self.module = module
        self.caller = caller
        self.node = node


def write_out_small(program: Program, keep: frozenset[str]) -> None:
    """Replace all uses of small functions and properties, as long as there are any."""
    while _Small(program, keep).run():
        pass


class _Small:
    def __init__(self, program: Program, keep: frozenset[str]) -> None:
        self._facts = Facts(program, keep)
        self._globals = Globals(self._facts)
        self._places = {id(use.node): use for use in self._all_places()}
        self._calls = {
            id(use.node.func): use
            for use in self._places.values()
            if isinstance(use.node, ast.Call)
        }
        self._gone: set[int] = set()  # nodes that are copied or replaced by now

    def run(self) -> bool:
        """Whether something was replaced."""
        found = False
        for function in list(self._facts.functions.values()):
            uses = self._uses(function)
            if uses and self._is_worth_it(function, uses):
                self._replace(function, uses)
                found = True
        return found

    def _all_places(self) -> Iterator[_Use]:
        for name in self._facts.order:
            module = self._facts.program.modules[name]
            for line in module.tree.body:
                for part in line.body if isinstance(line, ast.ClassDef) else [line]:
                    if isinstance(part, ast.FunctionDef) and not has(part, *_ODD):
                        for node in ast.walk(ast.Module(part.body, [])):
                            if isinstance(node, (ast.Call, ast.Attribute)):
                                yield _Use(module, part, node)

    def _uses(self, function: Function) -> list[_Use]:
        """Every use of a small function; none when one cannot be replaced."""
        node = function.node
        first = node.body[0]
        if not (len(node.body) == 1 and isinstance(first, ast.Return) and first.value):
            return []
        if not is_plain(node) or id(node) in self._gone:
            return []
        found = []
        for mention in self._facts.uses.get(function.key, []):
            use = self._use_of(function, mention)
            if use is None or id(use.node) in self._gone or id(mention) in self._gone:
                return []
            if use.caller is node or self._value(function, use) is None:
                return []
            found.append(use)
        asked = {id(use.node) for use in found}
        for use in found:  # one in an argument of another: it would be copied as it is
            if sum(id(part) in asked for part in ast.walk(use.node)) > 1:
                return []
        return found

    def _use_of(self, function: Function, mention: ast.AST) -> _Use | None:
        if function.node.decorator_list:
            is_loaded = isinstance(mention, ast.Attribute) and isinstance(mention.ctx, ast.Load)
            is_property = ast.unparse(function.node.decorator_list[0]) == "property"
            return self._places.get(id(mention)) if is_loaded and is_property else None
        return self._calls.get(id(mention))

    def _value(self, function: Function, use: _Use) -> ast.expr | None:
        """What stands for the use; None when that might mean something else."""
        node = use.node
        target = node.func if isinstance(node, ast.Call) else node
        if not is_asked_of_object(self._facts, use.module, function, target):
            return None
        if not self._globals.can_bring(function.module, use.module, function.node, use.caller):
            return None

        def stable(part: ast.AST) -> bool:
            is_early = use.caller.name == "__init__" and has(part, ast.Attribute)
            return not is_early and self._facts.is_stable(part)

        call = node if isinstance(node, ast.Call) else ast.Call(node, [], [])
        binding = bind(call, function, use.caller, stable)
        return binding.as_expression() if binding else None

    def _is_worth_it(self, function: Function, uses: list[_Use]) -> bool:
        saved = FUNCTION + _size(function.node)
        for use in uses:
            value = self._value(function, use)
            assert value is not None
            saved -= max(0, _size(value) - _size(use.node))
        return saved > 0

    def _replace(self, function: Function, uses: list[_Use]) -> None:
        for use in uses:
            self._gone |= {id(node) for node in ast.walk(use.node)}
        self._gone |= {id(node) for node in ast.walk(function.node)}
        for use in uses:
            value = self._value(function, use)
            assert value is not None
            swap(use.caller, use.node, value)
            self._globals.bring(function.module, use.module, function.node)
        self._globals.forget(function)
        function.remove()


def _size(tree: ast.AST) -> int:
    return sum(_BYTES.get(type(node), 0) for node in ast.walk(tree))

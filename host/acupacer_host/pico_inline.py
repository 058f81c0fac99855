"""Puts functions that are called from one place only where they are called.

People read short functions with names more easily. On a board each costs about 110 bytes
beside its code, and some stack; so the packer writes them out again. It does so only where
the program provably does the same: the name is the function's own and nobody else asks for
it, arguments are evaluated once and in order, and no return is left in the wrong place.
"""

from __future__ import annotations

import ast
import copy

from .pico_body import (
    Unfit,
    all_leave,
    blocks,
    comes_first,
    has,
    inner_first,
    own_parts,
    settle,
    split,
    swap,
)
from .pico_facts import Facts, Function
from .pico_inline_call import Binding, bind, is_asked_of_object, is_plain
from .pico_inline_names import Globals
from .pico_inline_small import write_out_small
from .pico_inline_unused import leave_out_unused
from .pico_program import Module, Program
from .pico_scope import bound_names
from .pico_unroll import unroll_lists

ROUNDS = 3
# A function with more variables needs longer instructions, and its frame the heap.
MOST_LOCALS = 24


def inline(program: Program, keep: frozenset[str] = frozenset()) -> None:
    """Rewrite the trees of ``program``. ``keep``: names that must stay functions."""
    leave_out_unused(program, keep)
    for _ in range(ROUNDS):
        write_out_small(program, keep)
        unroll_lists(program)
        _Inliner(program, keep).run()
    for module in program.modules.values():
        ast.fix_missing_locations(module.tree)


class _Call:
    """The one call of a function."""

    def __init__(self, node: ast.Call, function: Function) -> None:
        self.node = node
        self.function = function


class _Inliner:
    def __init__(self, program: Program, keep: frozenset[str]) -> None:
        self._facts = Facts(program, keep)
        self._globals = Globals(self._facts)
        self._calls = {id(call.node): call for call in self._candidates()}
        self._state: dict[int, bool] = {}  # function -> whether it is finished
        self._around: list[tuple[Module, ast.FunctionDef]] = []  # what is worked on, last

    def run(self) -> None:
        """Every function of the program."""
        for name in self._facts.order:
            module = self._facts.program.modules[name]
            for line in list(module.tree.body):
                for part in line.body if isinstance(line, ast.ClassDef) else [line]:
                    if isinstance(part, ast.FunctionDef):
                        self._finish(module, part)

    def _candidates(self) -> list[_Call]:
        """Calls of functions that nothing else mentions."""
        callers = {
            id(node.func): node
            for name in self._facts.order
            for node in ast.walk(self._facts.program.modules[name].tree)
            if isinstance(node, ast.Call)
        }
        found = []
        for key, function in self._facts.functions.items():
            uses = self._facts.uses.get(key, [])
            if len(uses) == 1 and id(uses[0]) in callers and is_plain(function.node):
                found.append(_Call(callers[id(uses[0])], function))
        return found

    def _finish(self, module: Module, node: ast.FunctionDef) -> bool:
        """Write out what ``node`` calls; False while that is still going on."""
        if id(node) in self._state:
            return self._state[id(node)]
        self._state[id(node)] = False
        if not has(node, ast.Nonlocal, ast.NamedExpr):
            self._around.append((module, node))
            node.body = self._block(node.body, True)
            self._around.pop()
        self._state[id(node)] = True
        return True

    @property
    def _module(self) -> Module:
        return self._around[-1][0]

    @property
    def _caller(self) -> ast.FunctionDef:
        return self._around[-1][1]

    # --- one statement ------------------------------------------------------------------

    def _block(self, lines: list[ast.stmt], is_last: bool) -> list[ast.stmt]:
        """``is_last``: the function ends after these statements."""
        made: list[ast.stmt] = []
        for index, line in enumerate(lines):
            made += self._line(line, is_last and index == len(lines) - 1)
        return made

    def _line(self, line: ast.stmt, is_last: bool) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for call in self._calls_in(line):
            changed = self._written_out(line, call, is_last)
            if changed is None:
                continue
            before, after = changed
            made += before
            if after is None:
                return made
            if after is not line:  # split in two: both still have their calls
                return made + self._line(after, is_last)
        is_inner_last = is_last and isinstance(line, ast.If)
        for owner, field in blocks(line):
            setattr(owner, field, self._block(getattr(owner, field), is_inner_last))
        return [*made, line]

    def _calls_in(self, line: ast.stmt) -> list[_Call]:
        """Candidates that ``line`` itself calls, those in arguments of others first."""
        if isinstance(line, (ast.FunctionDef, ast.ClassDef)):
            return []
        nodes = [node for part in own_parts(line) for node in inner_first(part)]
        return [self._calls[id(node)] for node in nodes if id(node) in self._calls]

    def _written_out(
        self, line: ast.stmt, call: _Call, is_last: bool
    ) -> tuple[list[ast.stmt], ast.stmt | None] | None:
        """(statements before, ``line`` or its replacement, None: gone); None: left alone."""
        function = call.function
        if not self._finish(function.module, function.node) or self._is_foreign(call):
            return None
        binding = bind(call.node, function, self._caller, self._stable)
        if binding is None:
            return None
        made = self._placed(line, call, binding, is_last)
        if made is None:
            parts = split(line, call.node)
            return ([], parts) if parts else None
        self._globals.bring(function.module, self._module, function.node)
        self._globals.forget(function)
        function.remove()
        return made

    def _is_foreign(self, call: _Call) -> bool:
        """Whether the names in the function would mean something else here."""
        is_bound = is_asked_of_object(self._facts, self._module, call.function, call.node.func)
        return not is_bound or not self._globals.can_bring(
            call.function.module, self._module, call.function.node, self._caller
        )

    def _stable(self, node: ast.AST) -> bool:
        """Within a constructor attributes are only just being made."""
        is_early = self._caller.name == "__init__" and has(node, ast.Attribute)
        return not is_early and self._facts.is_stable(node)

    def _placed(
        self, line: ast.stmt, call: _Call, binding: Binding, is_last: bool
    ) -> tuple[list[ast.stmt], ast.stmt | None] | None:
        value = binding.as_expression()
        if value is not None:
            return [], swap(line, call.node, value)
        if not comes_first(line, call.node, self._stable):
            return None
        fresh = bound_names(self._caller) | set(binding.names())
        if len(fresh) > MOST_LOCALS:
            return None
        try:
            return _joined(line, call.node, binding, is_last)
        except Unfit:
            return None


def _joined(
    line: ast.stmt, call: ast.Call, binding: Binding, is_last: bool
) -> tuple[list[ast.stmt], ast.stmt | None]:
    """The function's statements in place of ``line``, or before it."""
    value = getattr(line, "value", None)
    if isinstance(line, ast.Return) and value is call:
        return binding.body() + _end(binding.body()), None
    if isinstance(line, ast.Expr) and value is call:
        return _discarded(binding, is_last), None
    body = binding.body()
    last = body[-1]
    if isinstance(last, ast.Return) and last.value and not any(_returns(body[:-1])):
        return body[:-1], swap(line, call, last.value)
    is_name = isinstance(line, ast.Assign) and _is_one_name(line) and not has(line, ast.Try)
    if is_name and value is call and not any(has(part, ast.Try) for part in body):
        return settle(body, lambda given: [_assign(line, given)]), None
    result = binding.fresh()
    before = settle(body, lambda given: [_named(result, given)])
    return before, swap(line, call, ast.Name(result, ast.Load()))


def _discarded(binding: Binding, is_last: bool) -> list[ast.stmt]:
    try:
        return settle(binding.body(), _effect) or [ast.Pass()]
    except Unfit:
        if not is_last:
            raise
    return [part for line in binding.body() for part in _Bare().lines(line)]


class _Bare(ast.NodeTransformer):
    """Returns without their values: the function that ends here gives none."""

    def lines(self, line: ast.stmt) -> list[ast.stmt]:
        """``line`` with each return bare."""
        made = self.visit(line)
        return made if isinstance(made, list) else [made]

    def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
        return [*_effect(node.value), ast.Return(None)]


def _effect(value: ast.expr | None) -> list[ast.stmt]:
    """What a value that nobody wants still does."""
    if value is None or isinstance(value, (ast.Constant, ast.Name)):
        return []
    return [ast.Expr(value)]


def _assign(line: ast.stmt, value: ast.expr | None) -> ast.stmt:
    assert isinstance(line, ast.Assign)
    return ast.Assign(copy.deepcopy(line.targets), value or ast.Constant(None))


def _named(name: str, value: ast.expr | None) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value or ast.Constant(None))


def _is_one_name(line: ast.Assign) -> bool:
    return len(line.targets) == 1 and isinstance(line.targets[0], ast.Name)


def _returns(lines: list[ast.stmt]) -> list[bool]:
    return [has(line, ast.Return) for line in lines]


def _end(lines: list[ast.stmt]) -> list[ast.stmt]:
    return [] if all_leave(lines) else [ast.Return(None)]

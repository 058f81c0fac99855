"""Packs the device's modules into few small ones for a board with little memory.

On a Pico every module costs a table of its names, every import a copy of them, and every
name its letters. Packed, the program does the same with much less memory:

- modules that are always loaded together become one, in the order of their imports;
- text for people and type checkers goes; whole-number constants are written where they
  are used; what nothing uses is left out;
- names of our own get MicroPython's own or short ones: an attribute's is the same
  everywhere, so it does not matter whose it is.
  Names that also stand in a string, or that MicroPython has, stay as they are;
- what is needed at one time only becomes a page, loaded when it is used.
"""

from __future__ import annotations

import ast
import operator
import re
from collections import Counter
from collections.abc import Callable

from . import pico_pages
from .pico_link import Link, bind_builtins, fill_in, global_definitions, merged, text_of
from .pico_locals import name_by_place, named_in_calls
from .pico_names import rename
from .pico_pages import pages_of
from .pico_program import PackError, Program
from .pico_scope import global_names, scopes
from .pico_unused import drop_unused, used

EARLY, LATE, PAGE = "acupacer_start", "acupacer_part", "acupacer_"
# What boot.py and main.py call.
ENTRIES = ("boards.pico.boot:is_safe_mode", "boards.pico.start:start")
_OPERATIONS: dict[type, Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.LShift: operator.lshift,
    ast.BitOr: operator.or_,
}


def pack(program: Program) -> dict[str, str]:
    """Source texts by module name: EARLY, LATE and the pages."""
    packer = _Packer(program)
    return packer.texts()


class _Packer:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._pages = pages_of(program)
        self._constants: dict[tuple[str, str], int] = {}
        for name in (*program.early, *program.late):
            self._take_constants(name)
        self._replace_globals()
        named = named_in_calls(self._trees())
        for tree in self._trees():
            name_by_place(tree, named)
        self._drop_unused()

    # --- globals: one name for each, wherever it is used ---------------------------

    def _take_constants(self, name: str) -> None:
        """Note whole-number constants of a module and take their lines out."""
        module = self._program.modules[name]
        tree, once = module.tree, _bound_once(module.tree) - module.changing
        kept = []
        for line in tree.body:
            value = self._constant(name, line, once)
            if value is None:
                kept.append(line)
            else:
                self._constants[(name, line.targets[0].id)] = value
        tree.body = kept

    def _constant(self, module: str, line: ast.stmt, once: set[str]) -> int | None:
        if not (isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)):
            return None
        target = line.targets[0].id
        if len(line.targets) > 1 or not re.fullmatch("_?[A-Z][A-Z0-9_]*", target):
            return None
        if target not in once:
            return None
        try:
            return self._evaluate(module, line.value)
        except PackError:
            return None

    def _evaluate(self, module: str, node: ast.expr) -> int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.BinOp):
            left, right = self._evaluate(module, node.left), self._evaluate(module, node.right)
            if type(node.op) in _OPERATIONS:
                return _OPERATIONS[type(node.op)](left, right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._evaluate(module, node.operand)
        place = self._place(module, node)
        if place in self._constants:
            return self._constants[place]
        raise PackError("not a constant")

    def _place(self, module: str, node: ast.expr) -> tuple[str, str]:
        """Which global an expression at module level names."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, inner = self._program.origin(module, node.value.id)
            return self._program.origin(owner, node.attr) if not inner else ("", "")
        return self._program.origin(module, node.id) if isinstance(node, ast.Name) else ("", "")

    def _replace_globals(self) -> None:
        """Write ``module:name`` for each global of ours, and constants' values."""
        for name in (*self._program.early, *self._program.late):
            module = self._program.modules[name]
            mine = {id(node) for node in global_names(module.tree)}
            module.tree = _Globals(self, module.name, mine).visit(module.tree)
            module.tree.body = [
                line for line in module.tree.body if not _is_relative_import(line)
            ]

    def spell(self, user: str, module: str, name: str) -> ast.expr | None:
        """The node for global ``name`` of ``module`` in ``user``; None: not ours."""
        place = self._program.origin(module, name)
        if place in self._constants:
            return ast.Constant(self._constants[place])
        owner = self._program.modules[place[0]]
        if not place[1]:
            raise PackError(f"{user}: the module {place[0]} is used as a value")
        is_own = place[1] in owner.own and place[1] not in owner.external
        if place[0] != user and not is_own:
            raise PackError(f"{user}: {place[0]} has no {place[1]} of its own")
        if place[0] != user and place[1] in owner.changing:
            raise PackError(f"{user}: {place[0]} sets {place[1]} when it runs")
        if not is_own:
            return None
        return ast.Name(f"{place[0]}:{place[1]}", ast.Load())

    def reach(self, user: str, name: ast.expr | None, is_early: bool) -> ast.expr | None:
        """``name`` (as ``spell`` gives it) as it is written in ``user``."""
        if not isinstance(name, ast.Name) or isinstance(name.ctx, ast.Store):
            return name
        if not self._pages.must_reach(user, name.id.partition(":")[0], is_early):
            return name
        number = self._pages.of(name.id.partition(":")[0])
        call = ast.Call(ast.Name(pico_pages.REACH, ast.Load()), [ast.Constant(number)], [])
        return ast.Attribute(call, name.id, ast.Load())

    def late_import(self, module: str, node: ast.ImportFrom) -> list[ast.stmt]:
        """What stands for a relative import within a function."""
        found: list[ast.stmt] = []
        for wanted, there, here in self._program.targets(self._program.modules[module], node):
            if wanted not in self._program.modules:
                raise PackError(f"{module}: {wanted} is imported in a function only")
            owner, name = self._program.origin(wanted, there)
            is_page = self._pages.of(owner) is not None
            if wanted in self._program.late and module in self._program.early and not is_page:
                found.append(ast.ImportFrom(LATE, [ast.alias(f"{owner}:{name}", here)], 0))
            else:
                value = self.reach(module, self.spell(module, wanted, there), False)
                if value is None:
                    raise PackError(f"{module}: cannot import {there} in a function")
                found.append(ast.Assign([ast.Name(here, ast.Store())], value, lineno=1))
        return found

    # --- leaving out ---------------------------------------------------------------

    def _trees(self) -> list[ast.Module]:
        return self._trees_of([*self._program.early, *self._program.late])

    def _drop_unused(self) -> None:
        drop_unused(self._trees(), set(ENTRIES), used)

    # --- out -----------------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """The packed modules' sources."""
        chunks, pages = self._chunks(), self._page_chunks()
        made = {title: merged(self._trees_of(order)) for title, order in [*chunks, *pages]}
        fill_in(made[EARLY], pico_pages.PARTS, tuple(title for title, _ in chunks[1:]))
        fill_in(made[EARLY], pico_pages.PAGES, tuple(title for title, _ in pages))
        maker = {name: title for title in made for name in global_definitions(made[title])}
        for title, tree in made.items():
            Link(title, maker, LATE).link(tree)
        foreign = set().union(*[module.foreign for module in self._program.modules.values()])
        rename(made, foreign, {name: name.partition(":")[2] for name in ENTRIES})
        for tree in made.values():
            bind_builtins(tree)
        return {title: text_of(tree) for title, tree in made.items()}

    def _chunks(self) -> list[tuple[str, list[str]]]:
        """Which modules make up what stays: the start, and all the rest in one."""
        late = [name for name in self._program.late if self._pages.of(name) is None]
        chunks = [(EARLY, list(self._program.early)), (LATE, late)]
        return [(title, names) for title, names in chunks if names]

    def _page_chunks(self) -> list[tuple[str, list[str]]]:
        """Which modules make up each page."""
        return [
            (
                PAGE + title,
                [name for name in self._program.late if self._pages.of(name) == number],
            )
            for number, title in enumerate(pico_pages.ROOTS)
        ]

    def _trees_of(self, order: list[str]) -> list[ast.Module]:
        return [self._program.modules[name].tree for name in order]


class _Globals(ast.NodeTransformer):
    """Spells out which global each name of one module means."""

    def __init__(self, packer: _Packer, module: str, mine: set[int]) -> None:
        self._packer = packer
        self._module = module
        self._mine = mine
        self._depth = 0
        self._functions = 0  # around the present node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        value = node.value
        if isinstance(value, ast.Name) and id(value) in self._mine:
            program = self._packer._program
            owner, inner = program.origin(self._module, value.id)
            if not inner:
                return self._found(owner, node.attr, node.ctx) or ast.Name(node.attr, node.ctx)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if id(node) not in self._mine or not self._is_own(node.id):
            return node
        return self._found(self._module, node.id, node.ctx) or node

    def _found(self, owner: str, name: str, context: ast.expr_context) -> ast.expr | None:
        """What stands for global ``name`` of module ``owner``; None: not ours."""
        found = self._packer.spell(self._module, owner, name)
        if isinstance(found, ast.Name):
            found.ctx = context
        if found and not isinstance(context, ast.Load):
            place, _ = self._packer._program.origin(owner, name)
            if place != self._module:
                raise PackError(f"{self._module}: sets {name} of {place}")
        return self._packer.reach(self._module, found, not self._functions)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if not self._depth:
            node.name = f"{self._module}:{node.name}"
        self._functions += 1
        self._deeper(node)
        self._functions -= 1
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._functions += 1
        self.generic_visit(node)
        self._functions -= 1
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        if not self._depth:
            node.name = f"{self._module}:{node.name}"
        return self._deeper(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if not self._depth and node.name:
            node.name = f"{self._module}:{node.name}"
        return self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> ast.AST:
        node.names = [f"{self._module}:{name}" for name in node.names]
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | list[ast.stmt]:
        if self._depth and node.level:
            return self._packer.late_import(self._module, node)
        return node

    def _deeper(self, node: ast.AST) -> ast.AST:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        return node

    def _is_own(self, name: str) -> bool:
        module = self._packer._program.modules[self._module]
        return name in module.own or name in module.imported


def _bound_once(tree: ast.Module) -> set[str]:
    """Globals that one place in the module gives its value."""
    nodes = next(scopes(tree)).own_nodes()
    stores = [
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return {name for name, count in Counter(stores).items() if count == 1}


def _is_relative_import(line: ast.stmt) -> bool:
    parts = ast.walk(line) if isinstance(line, ast.Try) else [line]
    return any(isinstance(part, ast.ImportFrom) and part.level for part in parts)

"""Packs the device's modules into few small ones for a board with little memory.

On a Pico every module costs a table of its names, every import a copy of them, and every
name its letters. Packed, the program does the same with much less memory:

- modules that are always loaded together become one, in the order of their imports;
- text for people and type checkers goes; whole-number constants are written where they
  are used; what nothing uses is left out;
- names of our own get short ones, the same everywhere, so it does not matter whose they
  are. Names that also stand in a string, or that MicroPython has, stay as they are.

Words of a language stay modules of their own: only the chosen one is loaded.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

from .pico_names import Rename, choose
from .pico_program import PackError, Program
from .pico_scope import global_names

EARLY, LATE = "acupacer_start", "acupacer_part"
# Loading a module takes much memory for a moment: not too much at once.
PART_COUNT = 6
# What boot.py and main.py call.
ENTRIES = ("boards.pico.boot:is_safe_mode", "boards.pico.start:start")
# Where the program learns in which order to load its parts.
PARTS = "boards.pico.start:PARTS"
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
    """Source texts by module name: EARLY, the LATE ones by number, one for each language."""
    packer = _Packer(program)
    return packer.texts()


class _Packer:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._constants: dict[tuple[str, str], int] = {}
        for name in (*program.early, *program.late):
            self._take_constants(name)
        self._replace_globals()
        self._drop_unused()
        modules = program.modules.values()
        foreign = set().union(*[module.foreign for module in modules])
        self._globals, self._others = choose(self._trees(), foreign)
        self._globals.update({name: name.partition(":")[2] for name in ENTRIES})

    # --- globals: one name for each, wherever it is used ---------------------------

    def _take_constants(self, name: str) -> None:
        """Note whole-number constants of a module and take their lines out."""
        tree = self._program.modules[name].tree
        kept = []
        for line in tree.body:
            value = self._constant(name, line)
            if value is None:
                kept.append(line)
            else:
                self._constants[(name, line.targets[0].id)] = value
        tree.body = kept

    def _constant(self, module: str, line: ast.stmt) -> int | None:
        if not (isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)):
            return None
        if len(line.targets) > 1 or not re.fullmatch("_?[A-Z][A-Z0-9_]*", line.targets[0].id):
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

    def spell(self, module: str, name: str) -> ast.expr | None:
        """The node for global ``name`` of ``module``; None: not ours."""
        place = self._program.origin(module, name)
        if place in self._constants:
            return ast.Constant(self._constants[place])
        owner = self._program.modules[place[0]]
        if not place[1]:
            raise PackError(f"{module}: the module {place[0]} is used as a value")
        if place[1] not in owner.own or place[1] in owner.external:
            return None
        return ast.Name(f"{place[0]}:{place[1]}", ast.Load())

    def late_import(self, module: str, node: ast.ImportFrom) -> list[ast.stmt]:
        """What stands for a relative import within a function."""
        found: list[ast.stmt] = []
        for wanted, there, here in self._program.targets(self._program.modules[module], node):
            if wanted in self._program.words:
                alias = ast.alias(words_module(wanted), here)
                found.append(ast.Import([alias]))
            elif wanted in self._program.late and module in self._program.early:
                place = ":".join(self._program.origin(wanted, there))
                found.append(ast.ImportFrom(LATE, [ast.alias(place, here)], 0))
            else:
                value = self.spell(wanted, there)
                if value is None:
                    raise PackError(f"{module}: cannot import {there} in a function")
                found.append(ast.Assign([ast.Name(here, ast.Store())], value))
        return found

    # --- leaving out ---------------------------------------------------------------

    def _trees(self) -> list[ast.Module]:
        return self._trees_of([*self._program.early, *self._program.late])

    def _drop_unused(self) -> None:
        drop_unused(self._trees(), set(ENTRIES), _used)

    # --- out -----------------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """The packed modules' sources."""
        chunks = self._chunks()
        made = {title: _merged(self._trees_of(order)) for title, order in chunks}
        _fill_in(made[EARLY], PARTS, [title for title, _ in chunks[1:]])
        maker = {name: title for title in made for name in _global_definitions(made[title])}
        renamer = Rename(self._globals, self._others)
        found = {}
        for title, tree in made.items():
            _Link(title, maker).link(tree)
            found[title] = _text(renamer.visit(tree))
        for name in self._program.words:
            found[words_module(name)] = _text(self._program.modules[name].tree)
        return found

    def _chunks(self) -> list[tuple[str, list[str]]]:
        """Which modules make up each packed one, in the order they run."""
        lengths = {
            name: len(ast.unparse(self._program.modules[name].tree))
            for name in self._program.late
        }
        total, before = sum(lengths.values()), 0
        chunks = [(EARLY, list(self._program.early))]
        for name in self._program.late:
            number = before * PART_COUNT // total + 1
            if number > len(chunks) - 1:
                chunks.append((f"{LATE}{len(chunks)}", []))
            chunks[-1][1].append(name)
            before += lengths[name]
        return chunks

    def _trees_of(self, order: list[str]) -> list[ast.Module]:
        return [self._program.modules[name].tree for name in order]


def words_module(name: str) -> str:
    """The packed name of a language's module."""
    return "acupacer_" + name.rpartition(".")[2]


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


class _Globals(ast.NodeTransformer):
    """Spells out which global each name of one module means."""

    def __init__(self, packer: _Packer, module: str, mine: set[int]) -> None:
        self._packer = packer
        self._module = module
        self._mine = mine
        self._depth = 0

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        value = node.value
        if isinstance(value, ast.Name) and id(value) in self._mine:
            program = self._packer._program
            owner, inner = program.origin(self._module, value.id)
            if not inner:
                return self._packer.spell(owner, node.attr) or ast.Name(node.attr, node.ctx)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if id(node) not in self._mine or not self._is_own(node.id):
            return node
        found = self._packer.spell(self._module, node.id)
        if isinstance(found, ast.Name):
            found.ctx = node.ctx
        return found or node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if not self._depth:
            node.name = f"{self._module}:{node.name}"
        return self._deeper(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        if not self._depth:
            node.name = f"{self._module}:{node.name}"
        return self._deeper(node)

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


def _is_relative_import(line: ast.stmt) -> bool:
    parts = ast.walk(line) if isinstance(line, ast.Try) else [line]
    return any(isinstance(part, ast.ImportFrom) and part.level for part in parts)


def _used(tree: ast.Module) -> set[str]:
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
        if not self._is_wanted(node.name) or _is_abstract(node):
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


def _is_abstract(node: ast.FunctionDef) -> bool:
    """Only says that a subclass has to do it."""
    return len(node.body) == 1 and ast.unparse(node.body[0]) == "raise NotImplementedError"


def _merged(trees: list[ast.Module]) -> ast.Module:
    """One module of several, imports from outside once and first."""
    lines: list[ast.stmt] = []
    imports: dict[str, ast.stmt] = {}
    for tree in trees:
        for line in tree.body:
            if isinstance(line, (ast.Import, ast.ImportFrom)):
                imports[ast.unparse(line)] = line
            else:
                lines.append(line)
    return ast.Module([*imports.values(), *lines], [])


def _fill_in(tree: ast.Module, name: str, values: list[str]) -> None:
    """Give global ``name`` of ``tree`` a tuple of texts as its value."""
    for line in tree.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name:
            line.value = ast.Tuple([ast.Constant(value) for value in values], ast.Load())


class _Link:
    """Has one packed module import what others make. ``maker``: global -> packed module."""

    def __init__(self, title: str, maker: dict[str, str]) -> None:
        self._title = title
        self._maker = maker

    def link(self, tree: ast.Module) -> None:
        """Add the imports at the top, and say from where in the late ones."""
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == LATE:
                node.module = self._maker[node.names[0].name]
        wanted: dict[str, list[ast.alias]] = {}
        for name in sorted(_global_uses(tree)):
            if self._maker[name] != self._title:
                wanted.setdefault(self._maker[name], []).append(ast.alias(name))
        for title in sorted(wanted, reverse=True):
            tree.body.insert(0, ast.ImportFrom(title, wanted[title], 0))


def _text(tree: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _global_uses(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and ":" in node.id}


def _global_definitions(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
    return {name for name in found if ":" in name}

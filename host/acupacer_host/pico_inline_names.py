"""Global names of a function that moves into another module."""

from __future__ import annotations

import ast
import copy

from .pico_facts import Facts, Function, Key
from .pico_inline_call import all_bound
from .pico_pages import pages_of
from .pico_program import Module, Program
from .pico_scope import global_names


class Globals:
    """Which globals a function needs, and how they come into another module."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._program = facts.program
        self._pages = pages_of(facts.program)

    def can_bring(
        self, there: Module, here: Module, node: ast.FunctionDef, caller: ast.FunctionDef
    ) -> bool:
        """Whether all global names in ``node`` can mean the same in ``caller``."""
        needed = _global_names(node)
        if needed & all_bound(caller):
            return False
        if self._pages.of(there.name) != self._pages.of(here.name):
            return False  # what is a page's stays there
        return here is there or all(self._is_clear(there, here, name) for name in needed)

    def _is_clear(self, there: Module, here: Module, name: str) -> bool:
        is_here = name in here.own or name in here.imported
        if name in there.external:
            line = ast.unparse(_import_of(there, name))
            return not is_here or (
                name in here.external and line == ast.unparse(_import_of(here, name))
            )
        if name not in there.own and name not in there.imported:
            return not is_here  # a builtin
        origin = self._program.origin(there.name, name)
        if is_here:
            return self._program.origin(here.name, name) == origin
        order = self._facts.order
        return order.index(origin[0]) < order.index(here.name)

    def bring(self, there: Module, here: Module, node: ast.FunctionDef) -> None:
        """Import what is needed and not yet there."""
        for name in sorted(_global_names(node)):
            if name in here.own or name in here.imported:
                continue
            if name in there.external:
                here.tree.body.insert(0, copy.deepcopy(_import_of(there, name)))
                here.external.add(name)
                here.own.add(name)
            elif name in there.own or name in there.imported:
                self._import(here, name, *self._program.origin(there.name, name))

    def _import(self, here: Module, name: str, place: str, inner: str) -> None:
        here.imported[name] = (place, inner)
        if not inner:
            place, _, inner = place.rpartition(".")
        alias = ast.alias(inner, name if name != inner else None)
        level = here.name.count(".") + 1
        here.tree.body.insert(0, ast.ImportFrom(place or None, [alias], level))

    def forget(self, function: Function) -> None:
        """Nobody imports it any more."""
        if not function.is_method:
            forget(self._program, {function.key})


def forget(program: Program, keys: set[Key]) -> None:
    """Take out the imports of what is not there any more."""
    for module in program.modules.values():
        for line in list(module.tree.body):
            if isinstance(line, ast.ImportFrom) and line.level:
                targets = program.targets(module, line)
                line.names = [
                    alias
                    for alias, (place, there, _) in zip(line.names, targets, strict=True)
                    if not there or program.origin(place, there) not in keys
                ]
                if not line.names:
                    module.tree.body.remove(line)


def _import_of(module: Module, name: str) -> ast.stmt:
    """The statement that imports just ``name`` from outside."""
    for line in module.tree.body:
        if isinstance(line, (ast.Import, ast.ImportFrom)):
            for alias in line.names:
                if (alias.asname or alias.name) == name:
                    if isinstance(line, ast.Import):
                        return ast.Import([alias])
                    return ast.ImportFrom(line.module, [alias], 0)
    raise LookupError(f"{module.name}: no import of {name}")


def _global_names(node: ast.FunctionDef) -> set[str]:
    return {part.id for part in global_names(ast.Module([node], []))} - {node.name}

"""Who defines and who uses which name in a whole program, and what never changes.

A method goes by its name alone, wherever it is called: its key is ("", name). That is right
only for a name that one class defines. A private name that is only asked of ``self`` goes by
its family, too: the classes that inherit from each other. Functions of modules are told
apart by module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .pico_families import Families
from .pico_ours import known_names
from .pico_program import Module, Program
from .pico_scope import global_names
from .pico_unused import is_abstract

Key = tuple[str, str]
METHOD = ""


class Function:
    """A function of a module or a class of ours: where it stands, and who asks for it."""

    def __init__(self, key: Key, module: Module, block: list[ast.stmt], node: ast.FunctionDef):
        self.key = key
        self.module = module
        self.block = block
        self.node = node

    @property
    def is_method(self) -> bool:
        """Whether its first parameter is what it is asked of."""
        return self.key[0] == METHOD

    def remove(self) -> None:
        """Take it out of its module or class."""
        self.block.remove(self.node)
        if not self.block:
            self.block.append(ast.Pass())


class Facts:
    """``functions``: those whose name is theirs alone. ``uses``: every mention of a key."""

    def __init__(self, program: Program, keep: frozenset[str]) -> None:
        self.program = program
        self.order = [*program.early, *program.late]
        self.functions: dict[Key, Function] = {}
        self.uses: dict[Key, list[ast.AST]] = {}
        self._changed: set[str] = set()  # attributes that change
        self._assigned: set[str] = set()  # globals that functions assign
        self._is_taken: set[Key] = set()
        self._families = Families([program.modules[name] for name in self.order])
        for name in self.order:
            self._look_at(program.modules[name])
        self._forget(keep | self._spoken())

    def is_stable(self, node: ast.AST) -> bool:
        """Whether ``node`` gives the same whenever it is asked within a function."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return node.id not in self._assigned
        if isinstance(node, ast.Attribute):
            return node.attr not in self._changed and self.is_stable(node.value)
        return isinstance(node, ast.Tuple) and all(self.is_stable(part) for part in node.elts)

    def is_class(self, module: Module, node: ast.AST) -> bool:
        """Whether ``node`` may name a class of ours."""
        if isinstance(node, ast.Attribute):
            return isinstance(node.value, ast.Name) and node.value.id in module.imported
        if not isinstance(node, ast.Name):
            return False
        place, name = self.program.origin(module.name, node.id)
        return any(
            isinstance(line, ast.ClassDef) and line.name == name
            for line in self.program.modules[place].tree.body
        )

    def key_of(self, module: Module, node: ast.AST, mine: set[int]) -> Key | None:
        """What a Name or an Attribute may stand for; ``mine``: ids of global names."""
        if isinstance(node, ast.Name):
            return self.program.origin(module.name, node.id) if id(node) in mine else None
        if not isinstance(node, ast.Attribute):
            return None
        value = node.value
        if isinstance(value, ast.Name) and id(value) in mine and value.id in module.imported:
            owner, inner = self.program.origin(module.name, value.id)
            if not inner:
                return self.program.origin(owner, node.attr)
        return (METHOD, self._families.spell(node))

    def _look_at(self, module: Module) -> None:
        mine = {id(node) for node in global_names(module.tree)}
        for node in ast.walk(module.tree):
            key = self.key_of(module, node, mine)
            if key:
                self.uses.setdefault(key, []).append(node)
            if isinstance(node, ast.ImportFrom) and node.level and node not in module.tree.body:
                for place, there, _ in self.program.targets(module, node):
                    self.uses.setdefault(self.program.origin(place, there), []).append(node)
        for line in module.tree.body:
            if isinstance(line, ast.FunctionDef):
                self._define((module.name, line.name), module, module.tree.body, line)
            elif isinstance(line, ast.ClassDef):
                self._look_into(module, line)
        self._changed |= _changed(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global):
                self._assigned |= set(node.names)

    def _look_into(self, module: Module, owner: ast.ClassDef) -> None:
        for line in list(owner.body):
            if isinstance(line, ast.FunctionDef):
                if not is_abstract(line):
                    name = self._families.spell_method(owner, line.name)
                    self._define((METHOD, name), module, owner.body, line)
                if line.decorator_list:
                    self._changed.add(line.name)
            else:
                self._is_taken |= {
                    (METHOD, self._families.spell_method(owner, node.id))
                    for node in ast.walk(line)
                    if isinstance(node, ast.Name)
                }

    def _define(
        self, key: Key, module: Module, block: list[ast.stmt], node: ast.FunctionDef
    ) -> None:
        if key in self.functions:
            self._is_taken.add(key)
        self.functions[key] = Function(key, module, block, node)

    def _forget(self, names: frozenset[str]) -> None:
        """Leave out the functions that may be meant, or asked for, in other ways."""
        known = known_names()
        for key in list(self.functions):
            name = self.functions[key].node.name
            is_known = key[0] == METHOD and name in known
            is_called_elsewhere = name in names or name.startswith(("__", "do_"))
            if is_known or is_called_elsewhere or key in self._is_taken:
                del self.functions[key]

    def _spoken(self) -> set[str]:
        """Names that stand in a text, or come from outside."""
        found: set[str] = set()
        for module in self.program.modules.values():
            found |= module.foreign | {
                node.value
                for node in ast.walk(module.tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
        return found


def _changed(tree: ast.Module) -> set[str]:
    """Attributes assigned outside of the constructors of their own objects."""
    made = {
        id(node)
        for part in _constructors(tree)
        for node in _stores(part)
        if isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    return {node.attr for node in _stores(tree) if id(node) not in made}


def _constructors(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            yield node


def _stores(tree: ast.AST) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node

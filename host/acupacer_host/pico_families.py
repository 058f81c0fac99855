"""Private methods of classes that have nothing to do with each other, told apart."""

from __future__ import annotations

import ast

from .pico_program import Module


class Families:
    """Which classes inherit from each other, and which names only ``self`` is asked for."""

    def __init__(self, modules: list[Module]) -> None:
        self._parent: dict[str, str] = {}  # class -> another of its family
        self._owner: dict[int, str] = {}  # attribute node -> the class it stands in
        self._shared: set[str] = set()  # names that something else than self is asked for
        for module in modules:
            for line in module.tree.body:
                if isinstance(line, ast.ClassDef):
                    self._add(line)
        for module in modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute) and not self._is_own(node):
                    self._shared.add(node.attr)

    def spell(self, node: ast.Attribute) -> str:
        """The name of a method that may be meant."""
        owner = self._owner.get(id(node), "")
        return self._spelled(owner, node.attr)

    def spell_method(self, owner: ast.ClassDef, name: str) -> str:
        """The name under which ``spell`` knows a method of a class."""
        return self._spelled(owner.name, name)

    def _add(self, owner: ast.ClassDef) -> None:
        """Classes of the same name count as one: that is on the safe side."""
        for base in owner.bases:
            name = base.attr if isinstance(base, ast.Attribute) else ast.unparse(base)
            self._parent[self._first(owner.name)] = self._first(name)
        for method in owner.body:
            if isinstance(method, ast.FunctionDef) and _has_self(method):
                for node in ast.walk(method):
                    self._owner[id(node)] = owner.name

    def _is_own(self, node: ast.Attribute) -> bool:
        is_self = isinstance(node.value, ast.Name) and node.value.id == "self"
        return is_self and id(node) in self._owner

    def _spelled(self, owner: str, name: str) -> str:
        is_private = name.startswith("_") and not name.startswith("__")
        if is_private and name not in self._shared:
            return f"{name} of {self._first(owner)}"
        return name

    def _first(self, name: str) -> str:
        while name in self._parent and self._parent[name] != name:
            name = self._parent[name]
        return name


def _has_self(method: ast.FunctionDef) -> bool:
    """Whether ``self`` is the object in all of a method."""
    names = [node.arg for node in ast.walk(method) if isinstance(node, ast.arg)]
    is_stored = any(
        isinstance(node, ast.Name) and node.id == "self" and not isinstance(node.ctx, ast.Load)
        for node in ast.walk(method)
    )
    return names[:1] == ["self"] and names.count("self") == 1 and not is_stored

"""The modules of the device's program, found by following imports, and stripped bare."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .pico_refused import refused
from .pico_scope import bound_names

# What the program starts with; everything else follows from its imports.
STARTS = ("boards.pico.boot", "boards.pico.start")


class PackError(Exception):
    """The sources use something the packer cannot do; the text says what and where."""


class Module:
    """One source module. ``name``: below the package, with dots; "" is the package's own."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.tree = _Bare().visit(ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for fault in refused(self.tree):
            raise PackError(f"{name}: {fault}")
        # Set by functions: nobody else may read them, for an import makes a copy.
        self.changing = {
            changed
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Global)
            for changed in node.names
        }
        self.own = bound_names(self.tree) | self.changing
        self.external = _external(self.tree)
        self.foreign = _foreign(self.tree)
        # name here -> (module, name there or "" for the module itself)
        self.imported: dict[str, tuple[str, str]] = {}


class _Bare(ast.NodeTransformer):
    """Takes out what only people and type checkers read."""

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt] | None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return [self.visit(child) for child in node.orelse] or None
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        first = node.targets[0]
        if isinstance(first, ast.Name) and first.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        plain = ast.Assign([node.target], self.visit(node.value))
        return ast.copy_location(plain, node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        self.generic_visit(node)
        node.body = _without_text(node.body)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.body = _without_text(node.body)
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        self.generic_visit(node)
        node.body = [line for line in node.body if not _is_text(line)]
        return node


def _without_text(body: list[ast.stmt]) -> list[ast.stmt]:
    return [line for line in body if not _is_text(line)] or [ast.Pass()]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Program:
    """All modules that ``STARTS`` lead to, under ``root`` (the package's folder)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.modules: dict[str, Module] = {}
        self.early: list[str] = []  # in the order they run
        self.late: list[str] = []
        for name in STARTS:
            self._load(name, self.early)
        for name in list(self.early):
            for node in _late_imports(self.modules[name].tree):
                for wanted, _, _ in self.targets(self.modules[name], node):
                    self._load(wanted, self.late)

    def _load(self, name: str, order: list[str]) -> None:
        if name in self.modules:
            return
        module = Module(name, self._path(name))
        self.modules[name] = module
        for node in module.tree.body:
            # A try around imports is for other interpreters: ours is what is in it.
            for part in ast.walk(node) if isinstance(node, ast.Try) else [node]:
                if isinstance(part, ast.ImportFrom) and part.level:
                    for wanted, there, here in self.targets(module, part):
                        module.imported[here] = (wanted, there)
                        self._load(wanted, order)
        order.append(name)

    def targets(self, module: Module, node: ast.ImportFrom) -> list[tuple[str, str, str]]:
        """(module, name there or "", name here) for each name of a relative import."""
        found = []
        parts = module.name.split(".")[: -node.level] if module.name else []
        base = ".".join([*parts, *(node.module or "").split(".")]).strip(".")
        for alias in node.names:
            below = f"{base}.{alias.name}".strip(".")
            here = alias.asname or alias.name
            if self._path(below).exists() and self._path(below).is_file():
                found.append((below, "", here))
            else:
                found.append((base, alias.name, here))
        return found

    def imports(self, module: Module) -> set[str]:
        """The modules that ``module`` imports anywhere."""
        return {
            wanted
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and node.level
            for wanted, _, _ in self.targets(module, node)
        }

    def origin(self, module: str, name: str) -> tuple[str, str]:
        """Where global ``name`` of ``module`` is really made."""
        while name in self.modules[module].imported:
            module, name = self.modules[module].imported[name]
        return module, name

    def _path(self, name: str) -> Path:
        place = self._root.joinpath(*name.split(".")) if name else self._root
        return place / "__init__.py" if not name else place.with_suffix(".py")


def _late_imports(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    """Relative imports within functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for part in ast.walk(node):
                if isinstance(part, ast.ImportFrom) and part.level:
                    yield part


def _external(tree: ast.Module) -> set[str]:
    """Names that imports from outside the program bind at module level."""
    found = set()
    for line in tree.body:
        if _is_from_outside(line):
            found |= _bound(line)
    return found


def _foreign(tree: ast.Module) -> set[str]:
    """Names from outside: what is imported anywhere, and what is asked of it."""
    bound, names = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom) and not node.level
        ):
            bound |= _bound(node)
            names |= {alias.name for alias in node.names}
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in bound
    }
    return bound | names | asked


def _is_from_outside(node: ast.AST) -> bool:
    return isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)


def _bound(node: ast.AST) -> set[str]:
    """The names an import binds."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return set()
    return {alias.asname or alias.name for alias in node.names}

"""Makes packed modules of several: one text, and the imports between them."""

from __future__ import annotations

import ast
import builtins

from .pico_program import PackError
from .pico_scope import bound_names, global_names


def merged(trees: list[ast.Module]) -> ast.Module:
    """One module of several, imports from outside once and first."""
    lines: list[ast.stmt] = []
    imports: dict[str, ast.stmt] = {}
    makers: dict[str, str] = {}
    for tree in trees:
        for line in tree.body:
            if isinstance(line, (ast.Import, ast.ImportFrom)):
                imports[ast.unparse(line)] = line
                _note(line, makers)
            else:
                lines.append(line)
    return ast.Module([*imports.values(), *lines], [])


def _note(line: ast.Import | ast.ImportFrom, makers: dict[str, str]) -> None:
    """Note what an import binds. Raises PackError when it is another thing already."""
    for alias in line.names:
        here = alias.asname or alias.name
        there = alias.name
        if isinstance(line, ast.ImportFrom):
            there = f"{line.module}.{alias.name}"
        if makers.setdefault(here, there) != there:
            raise PackError(f"{here} is {makers[here]} in one module, {there} in another")


def fill_in(tree: ast.Module, name: str, value: int | tuple[str, ...]) -> None:
    """Give global ``name`` of ``tree`` its value."""
    for line in tree.body:
        if isinstance(line, ast.Assign) and is_assigned(line, name):
            line.value = ast.parse(repr(value), mode="eval").body


def is_assigned(line: ast.stmt, name: str) -> bool:
    """Whether ``line`` gives global ``name`` a value."""
    return isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name


def bind_builtins(tree: ast.Module) -> None:
    """Make the builtins that ``tree`` uses its own, those of errors left out.

    MicroPython looks for a name among all of a module's own before it asks the builtins,
    which takes longest for a name that is not there.
    """
    read = {node.id for node in global_names(tree)}
    bound = bound_names(tree)
    names = [name for name in sorted(read - bound) if _is_bindable(name)]
    tree.body[:0] = [
        ast.Assign([ast.Name(name, ast.Store())], ast.Name(name, ast.Load()), lineno=1)
        for name in names
    ]


def _is_bindable(name: str) -> bool:
    value = getattr(builtins, name, None)
    is_error = isinstance(value, type) and issubclass(value, BaseException)
    return value is not None and not is_error


class Link:
    """Has one packed module import what others make. ``maker``: global -> packed module."""

    def __init__(self, title: str, maker: dict[str, str], late: str) -> None:
        self._late = late
        self._title = title
        self._maker = maker

    def link(self, tree: ast.Module) -> None:
        """Add the imports at the top, and say from where in the late ones."""
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == self._late:
                node.module = self._maker[node.names[0].name]
        wanted: dict[str, list[ast.alias]] = {}
        for name in sorted(_global_uses(tree)):
            if self._maker[name] != self._title:
                wanted.setdefault(self._maker[name], []).append(ast.alias(name))
        for title in sorted(wanted, reverse=True):
            tree.body.insert(0, ast.ImportFrom(title, wanted[title], 0))


def text_of(tree: ast.AST) -> str:
    """The source text of ``tree``."""
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _global_uses(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and ":" in node.id}


def global_definitions(tree: ast.Module) -> set[str]:
    """The globals, spelled ``module:name``, that ``tree`` makes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
            found.add(node.name or "")
    return {name for name in found if ":" in name}

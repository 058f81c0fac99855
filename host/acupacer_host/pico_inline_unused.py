"""Leaves out first what nothing uses: what it mentions does not count as used."""

from __future__ import annotations

import ast

from .pico_inline_names import forget
from .pico_pack import ENTRIES
from .pico_pages import PAGES, PARTS, REACH
from .pico_program import Program
from .pico_scope import bound_names
from .pico_unused import drop_unused


def leave_out_unused(program: Program, keep: frozenset[str]) -> None:
    """Take unused functions, classes and tables out, and the imports of them."""
    modules = [program.modules[name] for name in (*program.early, *program.late)]
    before = {module.name: bound_names(module.tree) for module in modules}
    wanted = {entry.partition(":")[2] for entry in (*ENTRIES, PARTS, PAGES, REACH)}
    drop_unused([module.tree for module in modules], wanted | keep, _asked)
    gone = {
        (module.name, name)
        for module in modules
        for name in before[module.name] - bound_names(module.tree)
    }
    forget(program, gone)


def _asked(tree: ast.Module) -> set[str]:
    """Names that a module asks for; an import that it does not use is none."""
    found: set[str] = set()
    imported: list[ast.alias] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.ImportFrom) and node not in tree.body:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported += node.names
    return found | {alias.name for alias in imported if (alias.asname or alias.name) in found}

"""What the packer cannot do: sources that use it are refused, for they would do another thing.

Packed modules share one table of names, names change, and what a module imports is a copy.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from .pico_scope import Scope, scopes

# They find or list things by names that are not written anywhere.
_BY_ANY_NAME = {"__getattr__", "__setattr__", "__delattr__"}
_ALL_NAMES = {"dir", "eval", "exec", "globals", "locals", "vars"}
_Import = (ast.Import, ast.ImportFrom)


def refused(tree: ast.Module) -> Iterator[str]:
    """A text for everything in a module that the packer cannot do."""
    yield from _nested_imports(tree)
    top = next(scopes(tree))
    imported = {
        alias.asname or alias.name
        for node in top.own_nodes()
        if isinstance(node, _Import)
        for alias in node.names
    }
    yield from [f"{name} is imported, and a builtin" for name in imported & set(dir(builtins))]
    for scope in scopes(tree):
        for node in scope.own_nodes():
            yield from _syntax(scope, node)
            yield from _lookups(scope, node)
            yield from _imports(node)
            if isinstance(node, ast.Global):
                plain = _assigned(scope) - imported
                yield from [f"global {name}" for name in node.names if name not in plain]
        if isinstance(scope.node, ast.ClassDef):
            yield from _read_first(scope.node, scope.names)


def _syntax(scope: Scope, node: ast.AST) -> Iterator[str]:
    is_body = isinstance(scope.node, (ast.Module, ast.ClassDef))
    if isinstance(node, ast.AsyncFunctionDef):
        yield f"async def {node.name}"
    elif isinstance(node, ast.Match):
        yield "match"
    elif isinstance(node, ast.Delete) and is_body:
        yield from [f"{ast.unparse(node)} in a module or class"] * _has_name(node)
    elif isinstance(node, ast.NamedExpr) and not isinstance(
        scope.node, (ast.FunctionDef, ast.Lambda, ast.Module)
    ):
        yield "':=' in a class or comprehension: whose name it binds is unclear"


def _has_name(node: ast.Delete) -> bool:
    return any(isinstance(part, ast.Name) for part in node.targets)


def _lookups(scope: Scope, node: ast.AST) -> Iterator[str]:
    """What finds names that are not written where it stands."""
    if isinstance(node, ast.FunctionDef) and node.name in _BY_ANY_NAME:
        yield node.name
    elif isinstance(node, ast.Name) and node.id in _ALL_NAMES and not scope.owner(node.id):
        yield node.id
    elif isinstance(node, ast.Call) and _last(node.func) == "namedtuple":
        is_clear = len(node.args) > 1 and _is_written(node.args[1])
        yield from ["the fields of a namedtuple are not written where it is made"] * (
            not is_clear
        )


def _last(called: ast.expr) -> str:
    return ast.unparse(called).rpartition(".")[2]


def _is_written(fields: ast.expr) -> bool:
    """Whether it is a text or texts, so that we see the names in it."""
    parts = fields.elts if isinstance(fields, (ast.Tuple, ast.List)) else [fields]
    return all(isinstance(part, ast.Constant) for part in parts)


def _imports(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, _Import):
        return
    for alias in node.names:
        if isinstance(node, ast.Import) and "." in alias.name and not alias.asname:
            yield f"import {alias.name} needs an 'as'"
        if alias.name == "*" or (alias.name == "namedtuple" and alias.asname):
            yield ast.unparse(node)


def _nested_imports(tree: ast.Module) -> Iterator[str]:
    """A try for other interpreters is left out whole: it has an import of ours."""
    for line in tree.body:
        nodes = [node for node in Scope(ast.Module([line], []), None).own_nodes()]
        found = [node for node in nodes if isinstance(node, _Import) and node is not line]
        if not any(isinstance(node, ast.ImportFrom) and node.level for node in found):
            yield from [f"{ast.unparse(node)} within another statement" for node in found]


def _assigned(scope: Scope) -> set[str]:
    """Names that are bound in ``scope``, if at all, by nothing but assignments."""
    others = set()
    assigned = set()
    for node in scope.own_nodes():
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
            others.add(node.name or "")
        elif isinstance(node, _Import):
            others |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Global):
            assigned |= set(node.names)
    return assigned - others


def _read_first(node: ast.ClassDef, names: set[str]) -> Iterator[str]:
    """Names a class binds, and reads before: then a global of that name is meant."""
    bound: set[str] = set()
    for line in node.body:
        made = set()
        for part in Scope(ast.Module([line], []), None).own_nodes():
            if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                made.add(part.name)
            if not isinstance(part, ast.Name):
                continue
            if isinstance(part.ctx, ast.Store):
                made.add(part.id)
            if part.id in names - bound and _is_read(line, part):
                yield f"class {node.name} uses {part.id} before it binds it"
        bound |= made


def _is_read(line: ast.stmt, part: ast.Name) -> bool:
    return isinstance(part.ctx, ast.Load) or isinstance(line, ast.AugAssign)

"""Build the page: ``build/page``, a folder for any static host.

In it: the page's own sources (web/src) as they are, the interpreter from npm (its version is
in web/package-lock.json), the program as one file of bare sources, and the list of all of it
by which it works offline. The same inputs give the same bytes. Run it as ``make page``.
"""

import ast
import hashlib
import json
import shutil
import sys
from pathlib import Path

import acupacer

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "web" / "src"
INTERPRETER = ROOT / "web/node_modules/@micropython/micropython-webassembly-pyscript"
SITE = ROOT / "build" / "page"
PACKAGE = Path(acupacer.__file__).parent
# What of the package runs in a browser; no more is sent.
PROGRAM = (
    "__init__.py",
    "core/**/*.py",
    *(f"boards/{name}.py" for name in ("__init__", "loop", "panel", "pulse")),
    "boards/web/*.py",
)
FACTORY = ROOT / "shared" / "routines.json"
OFFLINE = "offline.js"
PAGE = "index.html"


class Bare(ast.NodeTransformer):
    """Takes out what only people and type checkers read."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._without_docstring(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self._without_docstring(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        """Of ``if TYPE_CHECKING`` only what else there is to do."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node.orelse
        return node

    def _without_docstring(
        self, node: "ast.Module | ast.ClassDef | ast.FunctionDef"
    ) -> ast.AST:
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        if not node.body and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]
        return node


def bare(text: str) -> str:
    """Python source ``text`` without docstrings, comments and annotations."""
    tree = Bare().visit(ast.parse(text))
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def program() -> dict[str, str]:
    """Every file the worker puts into the interpreter's file system, by path."""
    paths = sorted(path for pattern in PROGRAM for path in PACKAGE.glob(pattern))
    made = {
        f"acupacer/{path.relative_to(PACKAGE).as_posix()}": bare(path.read_text("utf-8"))
        for path in paths
    }
    made["acupacer/routines.json"] = FACTORY.read_text("utf-8")
    return made


def build(site: Path = SITE) -> None:
    """Make the folder ``site`` anew."""
    if not INTERPRETER.is_dir():
        sys.exit(f"{INTERPRETER.relative_to(ROOT)} is missing; run: make page")
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(SOURCES, site)
    for name in ("micropython.mjs", "micropython.wasm"):
        shutil.copyfile(INTERPRETER / name, site / name)
    text = json.dumps(program(), ensure_ascii=False, separators=(",", ":"))
    (site / "program.json").write_text(text, encoding="utf-8")
    _list_files(site)


def _list_files(site: Path) -> None:
    """Tell the service worker what there is; the page itself is what the folder is."""
    hashes = {
        "./" if path.name == PAGE else path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.iterdir())
        if path.name != OFFLINE
    }
    listed = json.dumps(hashes, indent=2)
    edition = hashlib.sha256(listed.encode()).hexdigest()[:12]
    worker = site / OFFLINE
    text = worker.read_text("utf-8")
    for old, new in (
        ("const FILES = {};", f"const FILES = {listed};"),
        ('const NAME = "acupacer-";', f'const NAME = "acupacer-{edition}";'),
    ):
        if text.count(old) != 1:
            sys.exit(f"{OFFLINE} has no line {old}")
        text = text.replace(old, new)
    worker.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build()
    total = sum(path.stat().st_size for path in SITE.iterdir())
    print(f"{SITE.relative_to(ROOT)}: {len(list(SITE.iterdir()))} files, {total // 1024} KB")

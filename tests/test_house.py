"""The house rules: who may import whom, sizes, and docs that are true."""

import ast
import re
import sys
from pathlib import Path

import pytest
from acupacer.core.cue import cues
from acupacer_host.content.gesture_map import gesture_map
from acupacer_host.pictures.gallery_views import VIEWS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import make_docs

CORE = ROOT / "firmware" / "acupacer" / "core"
CORE_MAY_IMPORT = set(
    [
        "json",
        "struct",
        "collections",
        "io",
        "binascii",
        "hashlib",
        "errno",
        "array",
        "gc",
        "sys",
    ]
)
SOURCES = [
    path
    for folder in ("firmware", "host", "shared")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
FUNCTION_LINES = 50
FILE_LINES = 350


def imports(path):
    """(absolute module, relative level) for every import, those for types left out."""
    found = []
    for node in walk_run_time(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, 0) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", node.level))
    return found


def walk_run_time(tree):
    """Every node that is not under ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            continue
        yield node
        yield from walk_run_time(node)


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: path.name)
def test_the_core_imports_only_what_both_interpreters_have(path):
    for module, level in imports(path):
        if level == 0:
            assert module.split(".")[0] in CORE_MAY_IMPORT, f"{path.name} imports {module}"
        else:
            inside = len(path.relative_to(CORE).parts)
            assert level <= inside, f"{path.name} reaches out of the core"


def test_the_arrows_point_to_the_core():
    for path in SOURCES:
        names = [module for module, level in imports(path) if level == 0]
        if "boards" in path.parts:
            assert not [name for name in names if name.startswith("acupacer_host")], path
        if "acupacer_host" in path.parts and "simulator" not in path.name:
            boards = [name for name in names if name.startswith("acupacer.boards")]
            without_hardware = tuple(
                f"acupacer.boards.{name}" for name in ("decoder", "pulse_log", "sim", "virtual")
            )
            assert all(name.startswith(without_hardware) for name in boards), path


# The protocol without I/O: a page runs it too, so it waits for nothing and opens nothing.
PROTOCOL = ("dialogue", "exchange", "line", "mirror", "replies", "stepping", "transfer")
PROTOCOL += ("wants", "zone")
PROTOCOL_MAY_IMPORT = CORE_MAY_IMPORT | {"__future__", "dataclasses", "random"}


@pytest.mark.parametrize("name", PROTOCOL)
def test_the_protocol_touches_no_port_and_no_clock(name):
    path = ROOT / "host" / "acupacer_host" / "device" / f"{name}.py"
    for module, level in imports(path):
        if level == 1:
            assert module in PROTOCOL, f"{path.name} imports {module}"
        elif level == 2:
            assert module in ("", "errors", "printable"), f"{path.name} imports {module}"
        else:
            is_core = module.startswith("acupacer.core.")
            assert is_core or module in PROTOCOL_MAY_IMPORT, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_sizes_stay_readable(path):
    text = path.read_text(encoding="utf-8")
    is_baked = "Baked by tools/bake_art.py" in text
    assert is_baked or text.count("\n") <= FILE_LINES, f"{path.name}: one room or several?"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{path.name}: {node.name} is {lines} lines long"


def test_nothing_is_left_unfinished():
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line), f"{path}:{number}"


def test_every_state_has_a_row_and_a_view():
    shown = {view.screen for _, view in VIEWS} - {"where_am_i"}  # an overlay, not a state
    assert shown == set(gesture_map())


@pytest.mark.parametrize("name", sorted(make_docs.PAGES))
def test_generated_docs_are_fresh(name):
    made = make_docs.PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, (
        "run: python tools/make_docs.py"
    )


def test_every_cue_is_documented():
    text = (ROOT / "docs" / "user" / "cues.md").read_text(encoding="utf-8")
    for cue in cues.CUES:
        assert f"| {cue.name.replace('_', ' ')} |" in text

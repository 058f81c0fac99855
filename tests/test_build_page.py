"""What the page's build makes of the sources: less text, the same program."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import build_page


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('"""Says."""\n\nA = 1  # why\n', "A = 1\n"),
        (
            'def f(a: "int", b: int = 2) -> str:\n    """Says."""\n',
            "def f(a, b=2):\n    pass\n",
        ),
        ("class A:\n    FIELDS = ()\n    a: int\n", "class A:\n    FIELDS = ()\n"),
        ('class A:\n    """Says."""\n\n    a: int\n', "class A:\n    pass\n"),
        ("A: int = 1\n", "A = 1\n"),
        ("if TYPE_CHECKING:\n    import typing\n", "\n"),
        ("if TYPE_CHECKING:\n    import typing\nelse:\n    A = 1\n", "A = 1\n"),
        ("if x:\n    A = 1\n", "if x:\n    A = 1\n"),
        ('A = "text"\n"no docstring"\n', "A = 'text'\n'no docstring'\n"),
    ],
)
def test_what_only_people_read_is_left_out(text, made):
    assert build_page.bare(text) == made


def test_the_program_is_whole_and_of_this_package():
    program = build_page.program()
    assert "acupacer/core/device.py" in program and "acupacer/boards/web/start.py" in program
    assert not [path for path in program if "/pi/" in path or "/sim/" in path]
    for path, text in program.items():
        if not path.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.level:
                folder = path.split("/")[: -node.level]
                whole = "/".join([*folder, *(node.module or "").split(".")]).rstrip("/")
                found = [f"{whole}.py", f"{whole}/__init__.py"]
                found += [f"{whole}/{alias.name}.py" for alias in node.names]
                assert any(name in program for name in found), (path, whole)


def test_the_same_sources_make_the_same_program():
    assert list(build_page.program().items()) == list(build_page.program().items())


def test_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(build_page, "INTERPRETER", ROOT / "nowhere")
    with pytest.raises(SystemExit, match="make page"):
        build_page.build(tmp_path / "site")

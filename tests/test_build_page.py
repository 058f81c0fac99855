"""What the page's build makes of the sources: less text, the same program."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import build_page
import shortening


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
    assert shortening.bare(text) == made


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


def test_the_licences_of_both_programs_go_along(tmp_path, monkeypatch):
    (tmp_path / "package.json").write_text('{"version": "9.8.7"}')
    monkeypatch.setattr(build_page, "INTERPRETER", tmp_path)
    text = build_page.licences()
    assert text.count("The above copyright notice and this permission notice") == 2
    assert "The acupacer authors" in text and "Damien P. George" in text
    assert "Emscripten authors" in text and "musl.libc.org" in text
    assert "MicroPython 9.8.7 (" in text


def test_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(build_page, "INTERPRETER", ROOT / "nowhere")
    with pytest.raises(SystemExit, match="make page"):
        build_page.build(tmp_path / "site")


LOWERED = [
    ("a = [*b, c]", "a = _lowered.list_of(b, (c,))"),
    ("a = (*b, c)", "a = _lowered.tuple_of(b, (c,))"),
    ("a, *b = c", "a, *b = c"),
    ("a = {**b, 'c': d}", "a = _lowered.dict_of(b, (('c', d),))"),
    ("a = {b: c for b, c in d}", "a = _lowered.dict_of(((b, c) for b, c in d))"),
    ("a = f'{b!r} {{c}} {d:>{e}}'", "a = '{} {{c}} {:>{}}'.format(_lowered.repr(b), d, e)"),
    ("a = b.removesuffix('c')", "a = _lowered.removesuffix(b, 'c')"),
    ("a = b.split()", "a = _lowered.split(b)"),
    ("a = b.split(',')", "a = b.split(',')"),
    ("a = b.decode(c, 'replace')", "a = _lowered.decode(b, c, 'replace')"),
    ("a = frames.encode(b)", "a = frames.encode(b)"),
    ("a = map(str.strip, b)", "a = map(_lowered.strip, b)"),
    ("a = sorted(b, key=c)", "a = _lowered.sorted(b, key=c)"),
    ("a = zip(b, c, strict=True)", "a = _lowered.zip(b, c)"),
    ("a = isinstance(b, int | str | None)", "a = isinstance(b, (int, str, None))"),
    ("a |= b", "a = _lowered.joined_into(a, b)"),
    ("a = tuple[str, int]", ""),
    ("raise A(b) from c", "raise A(b)"),
    ("a = '\\udc80'", "a = '\\U0010dc80'"),
    ("from typing import Any", ""),
    ("from dataclasses import asdict, dataclass", "from dataclasses import asdict"),
]


@pytest.mark.parametrize(("text", "made"), LOWERED, ids=[text for text, _ in LOWERED])
def test_what_the_interpreter_lacks_is_lowered(text, made):
    found = shortening.bare(text, is_lowered=True)
    assert found.removeprefix("import _lowered\n").strip() == made


def test_a_data_class_is_spelt_out():
    text = "@dataclass(frozen=True)\nclass A:\n    b: int\n"
    text += "    c: list = field(default_factory=list)\n"
    names = {"dataclass": None, "_lowered": type("_", (), {"UNSET": object(), "same": None})}
    exec(shortening.bare(text, is_lowered=True).replace("import _lowered", ""), names)
    made, other = names["A"](1), names["A"](b=2, c=[3])
    assert (made.b, made.c, other.b, other.c) == (1, [], 2, [3])
    assert names["A"](1).c is not made.c


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("def f(one):\n total = one\n return total", "def f(a):\n b = a\n return b"),
        ("def f(a):\n for each in a:\n  b = each", "def f(a):\n for c in a:\n  b = c"),
        ("def f():\n global one\n one = 1", "def f():\n global one\n one = 1"),
        ("def f():\n one = 1\n return lambda: one", "def f():\n a = 1\n return lambda: a"),
        (
            "def f():\n try:\n  pass\n except OSError as error:\n  g(error)",
            "def f():\n try:\n  pass\n except OSError as a:\n  g(a)",
        ),
        (
            "def f():\n try:\n  pass\n except OSError as error:\n  error = 1",
            "def f():\n try:\n  pass\n except OSError as a:\n  a = 1",
        ),
        ("def f(x):\n f(total=x)\n total = 1", "def f(x):\n f(total=x)\n a = 1"),
        ("def f(told, *, more=told):\n g(more)", "def f(told, *, a=told):\n g(a)"),
        (
            "def f(one):\n\n def inner(told, one):\n  two = one\n  nonlocal three\n"
            "  three = two\n three = inner",
            "def f(a):\n\n def b(told, a):\n  b = a\n  nonlocal c\n  c = b\n c = b",
        ),
        ("def f():\n g(lambda one: one)\n g(one)", "def f():\n g(lambda one: one)\n g(one)"),
        (
            "def f():\n import one\n two = one\n one = 1",
            "def f():\n import one\n a = one\n one = 1",
        ),
        (
            "class A:\n\n def __init__(self, one):\n  two = one\n  self.one = two",
            "class A:\n\n def __init__(self, one):\n  a = one\n  self.one = a",
        ),
        (
            "class A:\n _fields = ('one',)\n\n def __init__(self, one):\n  self.one = one",
            "class A:\n _fields = ('one',)\n\n def __init__(self, one):\n  self.one = one",
        ),
    ],
)
def test_names_are_short_and_those_that_calls_tell_stay(text, made):
    assert shortening.sent(text, told={"told"}).strip() == made


def test_names_that_calls_tell():
    assert shortening.told_names(["f(1, one=2)", "def f(two=1):\n g(**two)"]) == {"one"}


def test_sources_are_narrow_and_texts_whole():
    text = "if a:\n    if b:\n        c = '    d'\n"
    assert shortening.narrow(text) == "if a:\n if b:\n  c = '    d'\n"


def test_every_import_of_the_tools_is_in_their_bundle():
    device = build_page.program()
    tools = build_page.tools(device.values())
    there = {**device, **tools}
    known = {
        "_acupacer_browser",
        "_acupacer_page",
        "collections",
        "sys",
        "ubinascii",
        "binascii",
    }
    known |= {"datetime", "time", "micropython", "hashlib", "zlib", "random", "struct"}
    for path, text in tools.items():
        if not path.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                folder = path.split("/")[: -node.level] if node.level else []
                names = [".".join([*folder, *filter(None, [node.module])])]
            else:
                continue
            for name in names:
                whole = name.replace(".", "/")
                found = f"{whole}.py" in there or f"{whole}/__init__.py" in there
                assert found or name in known, (path, name)


def test_private_names_are_short_the_same_in_all_files_and_never_meet_in_one_object():
    files = {
        "a.py": "class Base:\n    def __init__(self):\n        self._first = 1\n",
        "b.py": "from a import Base\nclass Mine(Base):\n"
        "    def __init__(self):\n        super().__init__()\n        self._second = 2\n"
        "    def both(self):\n        return self._first, self._second\n",
        "c.py": "def _told(_word, *, _more=0):\n    return _word + _more\n"
        "def told(word):\n    return _told(word, _more=1)\n",
        "d.py": "from c import _told\nimport _elsewhere\n_KEPT = 5\n_alone = _told(_KEPT)\n"
        "answer = getattr(_elsewhere, '_KEPT', _alone)\n",
    }
    names = shortening.PrivateNames(files.items())
    short = {path: names.shortened(path, text) for path, text in files.items()}
    whole = "".join(short.values())
    for name in ("_first", "_second", "_told", "_word", "_more", "_alone"):
        assert name not in whole
    assert "_elsewhere" in short["d.py"] and short["d.py"].count("_KEPT") == 3
    found = {"Base": None}
    exec(short["a.py"], found)
    exec(short["b.py"].replace("from a import Base", ""), found)
    assert found["Mine"]().both() == (1, 2)
    exec(short["c.py"], found)
    assert found["told"](1) == 2


def test_styles_keep_all_but_comments_and_blanks():
    css = '/* Why: { */\n.a b,\n.c { top: 0;  content: "";\n  left: calc(1px + 2px); }\n'
    made = '.a b, .c{top: 0;content: "";left: calc(1px + 2px);}'
    assert build_page.short_styles(css) == made

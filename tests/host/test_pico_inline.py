"""Functions written out where they are called: the program does the same."""

import ast
import importlib
import random
import sys

import inline_programs
import pytest
from acupacer_host.pico_inline import inline
from acupacer_host.pico_program import Program
from inline_cases import WRITTEN_OUT
from inline_lists import SAME
from inline_traps import KEPT

BOOT = "def is_safe_mode():\n    return False\n"
START = "PARTS = ()\ndef start(safe):\n    from ...core.main import main\n    return main()\n"
PROGRAMS = 150
KEEP = frozenset({"main"})


@pytest.fixture
def make(tmp_path):
    """Make a program of files below core; its module ``main`` has a function main."""

    def made(**files):
        whole = {"__init__": "", "boards/pico/boot": BOOT, "boards/pico/start": START}
        whole |= {f"core/{name}": text for name, text in files.items()}
        for name, text in whole.items():
            path = tmp_path / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Program(tmp_path)

    return made


def text_of(program, name="core.main"):
    return ast.unparse(ast.fix_missing_locations(program.modules[name].tree))


def result(text):
    """What main() gives and logs, or which error it ends with."""
    space = {"log": [], "turns": []}
    exec(compile(text, "main", "exec"), space)
    try:
        return repr(space["main"]()), repr(space["log"])
    except Exception as error:
        return type(error).__name__, repr(space["log"])


def functions(text):
    return {
        node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)
    }


def both(make, text):
    """(text before, text after), seen to do the same."""
    program = make(main=text)
    before = text_of(program)
    inline(program, KEEP)
    after = text_of(program)
    assert result(after) == result(before), after
    return before, after


@pytest.mark.parametrize("text", WRITTEN_OUT.values(), ids=WRITTEN_OUT.keys())
def test_what_can_be_is_written_out_and_does_the_same(make, text):
    _, after = both(make, text)
    assert not [name for name in functions(after) if name.lstrip("_").startswith("gone")], after


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_would_change_stays_a_function(make, text):
    before, after = both(make, text)
    kept = {name for name in functions(before) if name.lstrip("_").startswith("kept")}
    assert kept <= functions(after), after


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_in_any_case(make, text):
    both(make, text)


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_any_program_does_the_same(make, seed):
    both(make, inline_programs.program(random.Random(seed)))


def test_most_functions_of_those_programs_are_written_out(make):
    before = after = 0
    for seed in range(20):
        texts = both(make, inline_programs.program(random.Random(seed)))
        before += sum(name.startswith("f") for name in functions(texts[0]))
        after += sum(name.startswith("f") for name in functions(texts[1]))
    assert after < before / 2


def test_the_same_every_time(make):
    text = inline_programs.program(random.Random(1))
    assert both(make, text) == both(make, text)


OTHER = """
import struct
from .third import LIMIT, deep
from . import third
log = []
class Thing:
    def __init__(self):
        self.size = third.THREE
    def grow(self, by):
        self.size += by * LIMIT
        return struct.calcsize("HH") + deep(self.size)
def twice(value):
    for number in range(value):
        if number > LIMIT:
            return number
    return 2 * value
"""
THIRD = "LIMIT = 5\nTHREE = 3\n_HIDDEN = 4\ndef deep(x):\n    y = x\n    return y + _HIDDEN\n"
MAIN = """
from . import other
from .other import Thing, twice
{clash}
def main():
    thing = Thing()
    found = thing.grow(2)
    again = twice(found)
    return [found, again, thing.size]
"""


@pytest.mark.parametrize(
    ("clash", "is_grown"),
    [("", True), ("_HIDDEN = 9\nstruct = 1\n", False), ("deep = 3\n", False)],
    ids=["none", "globals that mean something else", "a function that is another"],
)
def test_across_modules(make, tmp_path, monkeypatch, clash, is_grown):
    program = make(
        main=MAIN.format(clash=clash), other=OTHER, third=THIRD, __init__="", words=""
    )
    inline(program, KEEP)
    for name in ("core.main", "core.other", "core.third"):
        path = tmp_path / "made" / "rewritten" / (name.replace(".", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(program, name))
    monkeypatch.syspath_prepend(tmp_path / "made")
    for name in [name for name in sys.modules if name.startswith("rewritten")]:
        monkeypatch.delitem(sys.modules, name)
    assert importlib.import_module("rewritten.core.main").main() == [21, 6, 13]
    assert ("grow" not in text_of(program, "core.other")) == is_grown
    assert "def twice" not in text_of(program, "core.other")

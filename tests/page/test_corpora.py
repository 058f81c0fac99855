"""Every ``*_corpus.py`` says the same under the interpreter that the page uses, in node."""

import subprocess
from pathlib import Path

import pytest
from acupacer_host import site
from test_both import CORPORA, ROOT, golden_file

RUN = Path(__file__).with_name("corpus.mjs")


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_the_page_s_interpreter_agrees_with_the_golden_file(corpus):
    command = ["node", RUN, ROOT, site.folder(), corpus.name]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-1500:]
    assert done.stdout == golden_file(corpus).read_text(encoding="utf-8")

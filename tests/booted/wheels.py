"""The wheels that are installed: of this checkout, and of version 0.1.0."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "docs", "firmware", "host", "shared")
LITTER = shutil.ignore_patterns("__pycache__", "*.egg-info")
SAME_DATE = "1600000000"  # the same files make the same wheel, byte for byte
RELEASED = "24b6ad4^"  # the last commit that called itself 0.1.0


def this_version(folder):
    """The wheel of the checkout as it is, in ``folder``. Blocks: some seconds."""
    with tempfile.TemporaryDirectory() as copy:
        for name in PARTS:
            part = ROOT / name
            if part.is_dir():
                shutil.copytree(part, Path(copy) / name, ignore=LITTER)
            else:
                shutil.copy(part, copy)
        return _build(copy, folder)


def first_version(folder):
    """The wheel of version 0.1.0; None when this checkout has no history. Blocks: as above."""
    with tempfile.TemporaryDirectory() as copy:
        packed = subprocess.run(
            ["git", "archive", RELEASED, *PARTS], cwd=ROOT, capture_output=True
        )
        if packed.returncode:
            return None
        subprocess.run(["tar", "-x", "-C", copy], input=packed.stdout, check=True)
        return _build(copy, folder)


def _build(source, folder):
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
    command = [*pip, "--no-deps", "--wheel-dir", folder, source]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": SAME_DATE})
    (wheel,) = Path(folder).glob("acupacer-*.whl")
    return wheel

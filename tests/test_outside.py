"""Nothing in the project names anything outside it: what stands here makes sense anywhere.

A path may lead to what is in the project, to what its own tools make (.gitignore has
that), or to what a system of users has. Anything else is somebody's own machine.
"""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PICTURES = (".png", ".gif")
# What the root of a user's system has, or of a file system that a test makes up.
SYSTEM = "bin boot data dev etc lib media mnt opt proc root run sbin srv sys usr var Volumes"
MADE_UP = "boards class devices documents port ram shared"
IN_THE_PAGE = "acupacer acupacer_data"  # files of its interpreter
KNOWN = {*SYSTEM.split(), *MADE_UP.split(), *IN_THE_PAGE.split()}
ABSOLUTE = re.compile(r"(?<![\w./~:$}\])*|-])/([A-Za-z_][\w-]*)/[\w.-]")
UPWARDS = re.compile(r"(?<![\w./])(?:\.\./)+[\w./-]*(?![\w./{-])")
HIDDEN = re.compile(r"(?<![\w./~])\.[a-z][\w-]*(?=/)")
SHARED = re.compile(r"(?<![\w/.-])shared/(\w[\w.-]*\w)")
DOCUMENT = re.compile(r"[\w-]+\.md\b")


@cache
def tracked():
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@cache
def known_hidden():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    own = {path.relative_to(ROOT).parts[0] for path in tracked()}
    return {name.strip("*/") for name in ignored} | own


@cache
def documents():
    return {path.name for path in tracked() if path.suffix == ".md"}


def outside(path, line):
    """What ``line`` of the file ``path`` names that is not of the project."""
    names = ["/" + name for name in ABSOLUTE.findall(line) if name not in KNOWN]
    names += [name for name in HIDDEN.findall(line) if name not in known_hidden()]
    if path.suffix != ".c":  # whose headers are the SDK's
        shared = ROOT / "shared"
        names += [name for name in SHARED.findall(line) if not (shared / name).exists()]
    if "tests" not in path.relative_to(ROOT).parts:  # which make up names
        names += [name for name in UPWARDS.findall(line) if not is_inside(path, name)]
        names += [name for name in DOCUMENT.findall(line) if name not in documents()]
    return names


def is_inside(path, name):
    """``name``, seen from the file ``path``, exists in the project."""
    place = (path.parent / name).resolve()
    return place.is_relative_to(ROOT) and place.exists()


def test_nothing_points_out_of_the_project():
    for path in tracked():
        if path.suffix in PICTURES:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            assert outside(path, line) == [], f"{path.relative_to(ROOT)}:{number}: {line}"


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("README.md", ("", "nowhere", "notes.txt")),
        ("README.md", ("", "home", "somebody", "notes.txt")),
        ("README.md", ("", "tmp", "notes.txt")),
        ("README.md", ("..", "shared")),
        ("docs/user/safety.md", ("..", "..", "..", "notes")),
        ("docs/user/safety.md", ("..", "nowhere")),
        ("tools/golden.py", (".nowhere", "notes")),
        ("tools/golden.py", ("shared", "nowhere")),
        ("tools/golden.py", ("nowhere" + ".md",)),
    ],
)
def test_what_is_elsewhere_is_found(place, parts):
    name = "/".join(parts)
    for line in (f"see {name}", f'"{name}"', f"# ({name})"):
        assert outside(ROOT / place, line), line


@pytest.mark.parametrize(
    "line",
    [
        "see ../user/safety.md and docs/user/safety.md",
        "`/etc/acupacer/config.toml`, `/dev/ttyACM0`, `/routines.json`",
        ".venv/bin/acupacer, ~/.config/acupacer, shared/routines.json",
        "https://example.org/nowhere/notes, 5 km/h, and/or, 1/2/3",
    ],
)
def test_what_is_here_or_anywhere_is_let_be(line):
    assert outside(ROOT / "docs" / "user" / "safety.md", line) == []

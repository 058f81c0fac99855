"""The Debian package without a Debian to install it on; tests/booted installs it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import build_deb

PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
    "import acupacer.boards.pi.oled, acupacer.boards.pi.store, acupacer.boards.pi.devices\n"
    "from importlib.resources import files\n"
    "from acupacer.boards.pi.main import main\n"
    "assert (files('acupacer_data') / 'routines.json').is_file()\n"
    "main(['config'])\n"
    "sys.exit(main(['setup', '--root', sys.argv[1]]))\n"
)


@pytest.fixture(scope="module")
def unpacked(package, tmp_path_factory):
    """The files of the package, and dpkg's own in DEBIAN."""
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    return folder


def test_lintian_finds_nothing(package):
    if shutil.which("lintian") is None:
        pytest.skip("lintian is not installed: sudo apt install lintian")
    root = ["--allow-root"] * (os.geteuid() == 0)
    command = ["lintian", *root, "--fail-on", "warning,error", package]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_what_it_carries_is_roots_and_not_for_others_to_write(package):
    listed = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    modes, owners = zip(*(line.split()[:2] for line in listed.splitlines()), strict=True)
    assert set(modes) == {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x"}
    assert set(owners) == {"root/root"}
    names = {line.split()[-1] for line in listed.splitlines()}
    assert not [name for name in names if name.startswith(("./etc/", "./opt/", "./var/"))]


def test_it_builds_again_to_the_same_bytes(package, tmp_path):
    built = build_deb.build(tmp_path, int(package_date(package)))
    assert built.read_bytes() == package.read_bytes()


def package_date(package):
    """When the archive says it was made: the date of its first member."""
    return package.read_bytes()[8:][16:28].decode().strip()


def test_its_scripts_are_sound_shell(unpacked):
    for name in build_deb.SCRIPTS:
        subprocess.run(["sh", "-n", unpacked / "DEBIAN" / name], check=True)


def test_a_bare_python_finds_all_that_no_other_package_brings(unpacked, tmp_path):
    """``-I -S``: neither this checkout nor anything installed is seen."""
    root = unpacked / build_deb.PACKAGED.lstrip("/")
    command = [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, root, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    assert re.search(r"^motor\.pin +BCM 18$", done.stdout, re.MULTILINE)
    assert done.returncode == 1 and "nothing is installed in" in done.stderr

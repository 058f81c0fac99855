"""The wheel: installed from the folder alone, everything it is for is in it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import clean
import pytest
from acupacer import __version__

WHEEL_MOST_BYTES = 1_600_000
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GUIDE = Path(__file__).parents[2] / "docs" / "user" / "install-laptop.md"
SCRIPT = "tap STOP\nwait 500\nquit\n"


def test_the_wheel_is_small_and_has_the_page(wheel):
    assert wheel.stat().st_size <= WHEEL_MOST_BYTES
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for name in ("acupacer_host/site/index.html", "acupacer_data/points.json"):
        assert name in names
    assert any(name.startswith("acupacer_docs/") and name.endswith(".md") for name in names)
    assert not [name for name in names if "__pycache__" in name]


def test_its_metadata_are_those_of_the_project(wheel):
    with zipfile.ZipFile(wheel) as archive:
        paths = {Path(name).name: name for name in archive.namelist()}
        text = archive.read(paths["METADATA"]).decode()
        assert "LICENSE" in paths
    assert f"\nVersion: {__version__}\n" in text
    for line in ("Requires-Python: >=3.11", "License-Expression: MIT"):
        assert f"\n{line}\n" in text
    for python in PYTHONS:
        assert f"\nClassifier: Programming Language :: Python :: {python}\n" in text


@pytest.mark.parametrize("python", PYTHONS)
def test_a_clean_python_installs_and_runs_it(python, wheel, tmp_path):
    box = clean.environment(python, tmp_path)
    box.install(wheel)
    assert f"Python {python}." in box.run("python", "--version")
    assert __version__ in box.run("acupacer", "--version")
    assert "LI4" in box.run("acupacer", "places", "LI4")
    box.run("acupacer", "new", "Evening neck")
    box.run("acupacer", "validate", "evening-neck.txt")
    box.run("acupacer", "page", "--out", "page")
    assert (box.home / "page" / "index.html").is_file()
    listed = json.loads(box.run("python", "-m", "pip", "list", "--format=json"))
    assert "gpiozero" not in {row["name"] for row in listed}
    with pytest.raises(subprocess.CalledProcessError) as refused:
        box.run("acupacer", "simulate", "--headless", "--virtual")
    assert f"'./{wheel.name}[sim]'" in " ".join(refused.value.stderr.split())
    box.install(wheel, "[sim]")
    box.run("acupacer", "simulate", "--headless", "--virtual", input=SCRIPT)


@pytest.mark.parametrize(
    ("tool", "command"), [("pipx", ("pipx", "install")), ("uv", ("uv", "tool", "install"))]
)
def test_it_is_installed_as_documented(tool, command, wheel, tmp_path):
    text = GUIDE.read_text(encoding="utf-8")
    documented = f"    {' '.join(command)} './acupacer-VERSION-py3-none-any.whl[sim]'\n"
    assert documented in text
    box = clean.Here(sys.executable, tmp_path)
    box.run("python", "-m", "pip", "install", "--quiet", tool)
    shutil.copy(wheel, tmp_path)
    box.run(*command, f"./{wheel.name}[sim]")
    program = tmp_path / ".local" / "bin" / "acupacer"
    assert __version__ in clean.say(program, "--version")
    clean.say(program, "simulate", "--headless", "--virtual", input=SCRIPT)

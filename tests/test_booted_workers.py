"""The scenarios of one booted system stay in one worker, however many workers there are."""

import subprocess
import sys

TWO_SYSTEMS = """
import pytest
from by_system import BySystem


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return BySystem(config, log)
"""
SCENARIOS = """
import os
import pytest


@pytest.mark.parametrize("system", ["bookworm", "trixie"])
@pytest.mark.parametrize("number", range(6))
def test_scenario(system, number):
    with open(os.environ["RAN"], "a") as ran:
        ran.write(f"{system} {os.environ['PYTEST_XDIST_WORKER']}\\n")
"""


def test_each_system_has_a_worker_of_its_own(tmp_path, request):
    (tmp_path / "conftest.py").write_text(TWO_SYSTEMS)
    for name in ("test_one.py", "test_two.py"):
        (tmp_path / name).write_text(SCENARIOS)
    booted = request.config.rootpath / "tests" / "booted"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"]
    ran = tmp_path / "ran.txt"
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(booted), "RAN": str(ran)}
    done = subprocess.run(
        [*command, "."],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = ran.read_text().splitlines()
    assert len(lines) == 24
    assert sorted({line.split()[0] for line in lines}) == ["bookworm", "trixie"]
    assert len(set(lines)) == 2, lines

"""A day of the page's device in node, in virtual time: nothing grows."""

import json
import subprocess
from pathlib import Path

import pytest
from acupacer_host import site

RUN = Path(__file__).with_name("soak.mjs")
MOST = 1.05  # what is in use at the end of an hour depends on what runs then


def lived(hours, seed):
    """Bytes in use and objects held at the end of each hour, and how often each screen came."""
    command = ["node", RUN, site.folder(), str(hours), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3000)
    assert done.returncode == 0, done.stderr[-1500:]
    told = json.loads(done.stdout)
    assert len(told["hours"]) == hours
    return told


@pytest.mark.parametrize(
    ("hours", "settled", "seed"), [(4, 3, 1), pytest.param(24, 12, 2, marks=pytest.mark.soak)]
)
def test_nothing_grows(hours, settled, seed):
    """Not after ``settled`` hours, when everything there is was seen once."""
    told = lived(hours, seed)
    used = [each for each, _, _ in told["hours"]]
    held = [each for _, each, _ in told["hours"]]
    assert max(used[settled:]) <= MOST * max(used[:settled]), used
    assert max(held[settled:]) <= max(held[:settled]), held
    for screen in ("hold", "rest", "done", "home"):
        assert told["screens"][screen] > 2, told["screens"]

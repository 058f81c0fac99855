"""What ``make demo`` brings: the simulator's packages and no more."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement

MAKEFILE = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")
PACKAGES_MOST = 40


def needed(name, extra, found):
    """``found`` with all that ``name[extra]`` brings to this computer."""
    try:
        texts = requires(name) or []
    except PackageNotFoundError:
        texts = []
    for requirement in map(Requirement, texts):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            key = re.sub(r"[-_.]+", "-", requirement.name).lower()
            if key not in found:
                found.add(key)
                for inner in requirement.extras or {""}:
                    needed(requirement.name, inner, found)
    return found


def test_the_demo_needs_few_packages():
    found = needed("acupacer", "sim", set())
    assert {"click", "gpiozero", "textual"} <= found
    assert len(found) <= PACKAGES_MOST, sorted(found)


def test_make_demo_installs_what_the_simulator_needs_and_says_its_stages():
    rule = MAKEFILE.partition("\n$(DEMO_STAMP):")[2].partition("\n\n")[0]
    assert "'.[sim]'" in rule and "'.[dev]'" not in rule
    stages = re.findall(r"(\d) of 3:", MAKEFILE)
    assert sorted(set(stages)) == ["1", "2", "3"]

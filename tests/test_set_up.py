"""What ``make demo`` brings: the simulator's packages and no more; nobody waits in silence."""

import ast
import os
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from acupacer_deploy import patience
from acupacer_deploy.patience import Patience
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
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
    stages = re.findall(r"(\d) of 3:", MAKEFILE + patience.INSTALLING)
    assert sorted(set(stages)) == ["1", "2", "3"]


# --- patience -------------------------------------------------------------------------


def test_a_line_comes_every_three_seconds():
    now_s, said = [100.0], []
    waiting = Patience(said.append, now_s=lambda: now_s[0])
    assert waiting.left_s() == patience.QUIET_S < 3
    now_s[0] += 2.0
    waiting.mind()
    assert (said, waiting.left_s()) == ([], 0.5)
    waiting.say("a package")
    assert waiting.left_s() == patience.QUIET_S
    now_s[0] += 3.0  # it was late
    waiting.mind()
    assert (said, waiting.left_s()) == (["a package", "    ... 5 s"], patience.QUIET_S)


def test_of_pip_a_line_for_each_package():
    said = [
        "Obtaining file:///acupacer",
        "Collecting click>=8.2 (from acupacer==0.2.0)",
        "  Downloading click-8.5.1-py3-none-any.whl (110 kB)",
        "Requirement already satisfied: pip",
        "Installing collected packages: click, acupacer",
        "Successfully installed acupacer-0.2.0 click-8.5.1",
    ]
    heard = [line for line in map(patience.of_pip, said) if line is not None]
    assert heard == ["    fetching click", "3 of 3: putting them in place"]


def test_what_a_program_says_is_passed_on_and_so_is_its_end():
    said = []
    code = patience.run(
        [sys.executable, "-c", "print('one\\ntwo'); exit(3)"], patience=Patience(said.append)
    )
    assert (said, code) == (["one", "two"], 3)


def test_a_silent_program_does_not_leave_one_in_silence(tmp_path):
    gate, said = tmp_path / "gate", []
    os.mkfifo(gate)

    def say(text):
        if not said:
            gate.write_text("go on")  # it is silent until it was told to be alive
        said.append(text)

    waiting = Patience(say, lambda waited_s: "still", quiet_s=0.01)
    code = patience.run(
        [sys.executable, "-c", f"print(open({str(gate)!r}).read())"], patience=waiting
    )
    assert (said[0], code) == ("still", 0) and set(said) == {"still", "go on"}


def test_whatever_takes_long_in_the_makefile_is_waited_for_with_patience():
    slow = re.findall(r"^\t.*(?:-m venv|PIP_INSTALL\)|npm ci).*$", MAKEFILE, re.MULTILINE)
    assert len(slow) == 6
    assert all(line.startswith("\t@$(PATIENT) ") for line in slow)


def test_the_page_is_built_with_what_make_page_brings():
    names = set()
    for tool in ("build_page", "shortening", "lowering"):
        tree = ast.parse((ROOT / "tools" / f"{tool}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").partition(".")[0])
    own = {"acupacer", "acupacer_host", "shortening", "lowering"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = {each.partition(">")[0] for each in project["optional-dependencies"]["pack"]}
    assert names - own - sys.stdlib_module_names == brought
    assert re.search(r"^page: \$\(PACK_STAMP\)", MAKEFILE, re.MULTILINE)

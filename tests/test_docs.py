"""What the documents say of the code is true: names, figures of limits, commands.

A name of the code stands between backticks: a path (``core/routine/safety.py``), a module's
name (``levels.STEP_BACK_DAYS``), a class's (``Device.step``) or a test's. A line that names
a constant states its value, in a unit people use.
"""

import ast
import importlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import click
import pytest
from acupacer_host import cli
from acupacer_host.content import documents

ROOT = Path(__file__).parent.parent
CODE = ("firmware", "host", "tests", "tools", "benchmarks", "shared")
# Where a path in a document may begin, besides the repository's root.
STARTS = (".", "firmware/acupacer", "host/acupacer_host", "tests", "firmware/pico")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"[\w./-]+/[\w.-]+\.(?:py|c|h|cmake|json|txt|jsonl|toml)|[\w./-]+\.py")
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?")
FILE = re.compile(r".*\.(?:json|jsonl|toml|txt|md|sqlite|uf2|cmake|py|c|h|z|log|pbm|sh)")
IDENTIFIER = re.compile(r"[a-z]\w*_\w+|(?:[A-Z][a-z0-9]+){2,}|[A-Z]+_[A-Z_]+")
# Settings of systemd that the unit does without, and a code put together from two words.
ELSEWHERE = {"MemoryDenyWriteExecute", "ProcSubset", "storage_read_only"}
PACKAGES = {"acupacer", "acupacer_host", "core", "boards"}
FOREIGN = {"machine", "sys", "os", "time"}  # modules of the interpreters
CONSTANT = re.compile(r"`([a-z_]\w*)\.([A-Z][A-Z0-9_]+)`")
# How a limit is told: the suffix of its name -> what it is divided by for each unit.
UNITS = {
    "_MS": {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000},
    "_S": {"s": 1, "min": 60, "h": 3600},
    "_MIN": {"min": 1, "h": 60},
    "_BYTES": {"bytes": 1, "KB": 1024},
    "_DAYS": {"days": 1},
    "_PCT": {"%": 1},
    "_US": {"µs": 1, "ms": 1000},
}


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


# The CHANGELOG speaks of versions that are gone, with the names they had.
DOCUMENTS = [path for path in tracked("*.md") if path.name != "CHANGELOG.md"]
by_name = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def names_in(body):
    """Every name that statements bind, those inside classes as (class, name)."""
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                names |= {leaf.id for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def attributes_of(node):
    """What a class has: names in its body, and what its methods set."""
    stored = {
        leaf.attr
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Attribute) and isinstance(leaf.ctx, ast.Store)
    }
    return names_in(node.body) | stored


def tuples_in(body):
    """(name, fields) of every namedtuple that a module makes."""
    for node in body:
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "namedtuple":
            yield node.targets[0].id, set(ast.literal_eval(call.args[1]))


@cache
def known():
    """({module: names}, {class: attributes}, {function}) of all code, by last name."""
    modules, classes, functions = {}, {}, set()
    for path in tracked(*[f"{folder}/*.py" for folder in CODE]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.parent.name if path.stem == "__init__" else path.stem
        modules.setdefault(module, set()).update(names_in(tree.body))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, set()).update(attributes_of(node))
            elif isinstance(node, ast.FunctionDef):
                functions.add(node.name)
        for name, fields in tuples_in(tree.body):
            classes.setdefault(name, set()).update(fields)
    return modules, classes, functions


def spans(path):
    """Every text between backticks, outside fenced blocks."""
    return re.findall(r"`([^`\n]+)`", FENCE.sub("", path.read_text(encoding="utf-8")))


def is_known(dotted):
    """Whether a dotted name is one of the code's, or belongs to others (``FOREIGN``)."""
    modules, classes, _ = known()
    parts = dotted.removesuffix("()").split(".")
    if parts[0] in FOREIGN:
        return True
    for at in range(len(parts) - 1):
        head, tail = parts[at], parts[at + 1]
        if head in modules and (tail in modules[head] or tail in modules):
            continue
        if head in classes and tail in classes[head]:
            continue
        if head not in PACKAGES:
            return False
    return True


@by_name
def test_paths_exist(path):
    for span in spans(path):
        if PATH.fullmatch(span) and not span.startswith(("/", "~")):
            if "/" not in span:  # a module's file by its bare name
                found = any(ROOT.rglob(span)) if "." in span else True
            else:
                found = any((ROOT / start / span).exists() for start in STARTS)
            assert found, f"{path.name}: `{span}` does not exist"


@by_name
def test_names_of_code_exist(path):
    for span in spans(path):
        if DOTTED.fullmatch(span) and not FILE.fullmatch(span):
            assert is_known(span), f"{path.name}: there is no `{span}`"


@by_name
def test_named_tests_exist(path):
    functions = known()[2]
    for span in spans(path):
        if re.fullmatch(r"test_\w+", span):
            assert span in functions or any(ROOT.rglob(span + ".py")), f"{path.name}: `{span}`"


@cache
def identifiers():
    """Every word of the code, and of what goes onto a system with it."""
    words = set()
    for path in tracked(*CODE, "web", "packaging", "Makefile", "pyproject.toml"):
        if path.suffix not in (".png", ".gif", ".svg", ".md") and path != Path(__file__):
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return words


@cache
def option_names():
    """Every option of every program here."""
    context = click.Context(cli.cli)
    names = cli.cli.list_commands(context)
    programs = [cli.cli, *(cli.cli.get_command(context, name) for name in names)]
    texts = {text for each in programs for param in each.params for text in all_of(param)}
    for path in tracked("firmware/*.py", "tools/*.py", "benchmarks/*.py"):
        texts |= set(re.findall(r'"(--[a-z-]+)"', path.read_text(encoding="utf-8")))
    no = {text.replace("--", "--no-", 1) for text in texts}  # argparse's way of switching off
    return texts | no | {"--help", "--version"}


def all_of(param):
    return (*param.opts, *param.secondary_opts)


@by_name
def test_words_of_code_exist(path):
    """snake_case, CamelCase and CAPITALS_WITH_LINES between backticks are somebody's name."""
    for span in spans(path):
        if IDENTIFIER.fullmatch(span) and span not in ELSEWHERE:
            assert span in identifiers(), f"{path.name}: nothing is called `{span}`"


@by_name
def test_options_exist(path):
    for span in spans(path):
        option = re.match(r"--[a-z][\w-]*", span)
        if option:
            assert option[0] in option_names(), f"{path.name}: no program takes `{span}`"


def values(module, name):
    """The numbers in a constant, from every module of that name which has it."""
    numbers = []
    for path in tracked("firmware/acupacer/*.py", "host/acupacer_host/*.py"):
        if path.stem != module or f"\n{name}" not in path.read_text(encoding="utf-8"):
            continue  # another module of that name, perhaps for one board only
        base = "firmware" if "firmware" in path.parts else "host"
        dotted = ".".join(path.relative_to(ROOT / base).with_suffix("").parts)
        value = vars(importlib.import_module(dotted)).get(name)
        for part in value.values() if isinstance(value, dict) else [value]:
            numbers += part if isinstance(part, (list, tuple)) else [part]
    return [number for number in numbers if type(number) is int]


def told(number, name):
    """The ways a document may state ``number``, the value of the constant ``name``."""
    for suffix, units in UNITS.items():
        if name.endswith(suffix):
            return [
                f"{number // divisor:,} {unit}"
                for unit, divisor in units.items()
                if number % divisor == 0 and number // divisor
            ] + [f"{number}"]
    return [f"{number:,}", f"{number}"]


@by_name
def test_a_line_that_names_a_limit_states_its_value(path):
    for line in path.read_text(encoding="utf-8").split("\n"):
        for module, name in CONSTANT.findall(line):
            plain = re.sub(r"[\u00a0\u202f]", " ", line)
            numbers = values(module, name)
            if not numbers or not re.search(r"\d", re.sub(r"`[^`]*`", "", plain)):
                continue
            assert any(
                re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d])", plain)
                for number in numbers
                for text in told(number, name)
            ), f"{path.name}: `{module}.{name}` is {numbers}: {line}"


# --- commands ---------------------------------------------------------------------


def command_lines(path):
    """Every command between backticks; those in blocks are test_docs_commands.py's."""
    return [span for span in spans(path) if span.startswith(("acupacer ", "make ", "python "))]


def targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w-]+):", text, re.MULTILINE))


def fault_of(line):
    """What is wrong with an ``acupacer`` command line, as far as names go; "" nothing."""
    words = re.split(r"\s+(?:#|[|>&;<]).*|\s{3,}", line)[0].split()
    context = click.Context(cli.cli)
    while len(words) > 1 and words[1].startswith("-"):  # the tool's own options
        if words[1].split("=")[0] in ("--version", "-V", "--help", "-h"):
            return ""
        del words[1 : 2 if "=" in words[1] else 3]
    if len(words) < 2 or not re.fullmatch(r"[a-z]+", words[1]):
        return ""
    command = cli.cli.get_command(context, words[1])
    if command is None:
        return f"no command {words[1]}"
    options = {
        text for param in command.params for text in (*param.opts, *param.secondary_opts)
    }
    for word in words[2:]:
        option = re.sub(r"[\[\]=].*|[.,;:]$", "", word.lstrip("["))
        if re.fullmatch(r"--?[a-z][\w-]*", option) and option not in options:
            return f"{words[1]} has no option {option}"
    return ""


@by_name
def test_commands_exist(path):
    for line in command_lines(path):
        if line.startswith("acupacer "):
            assert fault_of(line) == "", f"{path.name}: {line}"
        for target in re.findall(r"(?:^|\s|&& )make ([a-z][\w -]*)", line):
            assert set(target.split()) <= targets(), f"{path.name}: {line}"
        for script in re.findall(r"python3? (\w[\w./-]*\.py)", line):
            assert (ROOT / script).is_file(), f"{path.name}: {line}"


def test_the_first_example_of_the_trace_is_a_trace():
    [example] = [
        block for _, block in FENCE.findall(text_of("developer/trace.md")) if "$ " in block
    ]
    command, *lines = example.strip().split("\n")
    script = command.split("'")[1].replace("\\n", "\n")
    run = ["simulate", "--headless", "--virtual"]
    assert command.endswith("| acupacer " + " ".join(run))
    done = subprocess.run(
        [sys.executable, "-m", "acupacer_host", *run],
        input=script,
        capture_output=True,
        text=True,
        check=True,
    )
    said = done.stdout.split("\n")
    assert json.loads(said[0]).keys() == json.loads(lines[0]).keys()
    assert lines[-1] == "…"
    assert said[1 : len(lines) - 1] == lines[1:-1]


def test_acupacer_docs_has_every_guide_and_no_name_twice():
    known = documents.every_name()
    files = [path for path in DOCUMENTS if path.parent.parent == ROOT / "docs"]
    assert sorted(known) == sorted(path.stem for path in files)
    assert len(set(known)) == len(known)
    for path in files:
        assert documents.text(path.stem) == path.read_text(encoding="utf-8")


def text_of(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_what_is_false_is_found(tmp_path, monkeypatch):
    assert not is_known("levels.STEP_BACK_WEEKS")
    assert not is_known("Device.no_such_step")
    assert is_known("levels.STEP_BACK_DAYS") and is_known("Device.step")
    assert is_known("machine.reset()"), "other people's names are let be"
    assert "settle_the_dust" not in identifiers() and "Device" in identifiers()
    assert "--hasten" not in option_names() and "--headless" in option_names()
    assert fault_of("acupacer push --no-such") == "push has no option --no-such"
    assert fault_of("acupacer pusch FILE") == "no command pusch"
    assert fault_of("acupacer --port /dev/ttyACM1 info --json   # of one of two") == ""
    page = tmp_path / "a.md"
    page.write_text("| gap | 40 min | `count_memories.GAP_S` |\n")
    with pytest.raises(AssertionError, match="GAP_S"):
        test_a_line_that_names_a_limit_states_its_value(page)
    page.write_text("| gap | 30 min | `count_memories.GAP_S` |\n")
    test_a_line_that_names_a_limit_states_its_value(page)

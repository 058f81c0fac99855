"""The rooms of the house: who may import whom, type imports included, and no circle."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "firmware" / "acupacer" / "core"
HOST = ROOT / "host" / "acupacer_host"

# room -> rooms it may import. The hall is every module beside the rooms that knows none of
# them: it may be imported by all. What composes (``COMPOSERS``) may import everything.
ARROWS = {
    CORE: {
        "text": set(),
        "clock": set(),
        "input": set(),
        "cue": set(),
        "routine": {"text"},
        "progress": {"text", "clock", "cue", "routine"},
        "screen": {"text", "cue", "routine"},
        "session": {"text", "clock", "input", "cue", "routine", "progress", "screen"},
        "store": {"text", "clock", "routine", "progress"},
        "menu": {
            "text",
            "clock",
            "input",
            "cue",
            "routine",
            "progress",
            "screen",
            "session",
            "store",
        },
        "link": {"text", "clock", "routine", "progress", "screen", "store"},
    },
    HOST: {
        "device": set(),
        "records": {"device"},
        "content": {"device"},
        "pictures": {"content", "records"},
        "page": {"device", "content", "records", "pictures", "image"},
        "trace": {"content"},
        "image": {"content"},
        "doctor": {"device", "content", "trace"},
        "commands": {
            "device",
            "records",
            "content",
            "pictures",
            "trace",
            "image",
            "doctor",
        },
    },
}
COMPOSERS = {
    CORE: {
        "device",
        "device_control",
        "device_sessions",
        "device_settings",
        "device_status",
        "device_view",
        "preferences",
        "stage",
    },
    HOST: {"cli", "__main__"},
}
# Composed of several rooms' parts, and made to be held by others all the same.
SERVICES = {"preferences"}
PARAMETERS = [(base, path) for base in ARROWS for path in sorted(base.rglob("*.py"))]


def module_of(base, path):
    parts = path.relative_to(base).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported(base, path):
    """Every module of ``base`` that ``path`` imports, for types or at run time."""
    here = path.relative_to(base).parts[:-1]
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        if node.level > len(here) + 1:
            continue
        start = here[: len(here) + 1 - node.level]
        start += tuple(node.module.split(".")) if node.module else ()
        for alias in node.names:
            whole = (*start, alias.name)
            is_module = base.joinpath(*whole).with_suffix(".py").is_file()
            modules.add(whole if is_module else start)
    return modules - {()}


def room_of(base, module):
    return module[0] if (base / module[0]).is_dir() else ""


@pytest.mark.parametrize(
    ("base", "path"), PARAMETERS, ids=lambda value: value.stem if value.suffix else ""
)
def test_a_room_imports_only_what_its_door_says(base, path):
    me = module_of(base, path)
    mine = room_of(base, me) if me else ""
    for module in imported(base, path):
        theirs = room_of(base, module)
        if mine and not theirs:
            assert module[0] not in COMPOSERS[base] - SERVICES, f"{path.name} holds {module[0]}"
        elif mine and theirs != mine:
            assert theirs in ARROWS[base][mine], f"{'.'.join(me)} imports {'.'.join(module)}"
        elif theirs and theirs != "text" and me and not mine:
            assert me[0] in COMPOSERS[base], f"{me[0]} in the hall imports {theirs}"


@pytest.mark.parametrize("base", ARROWS, ids=lambda base: base.name)
def test_no_circle_between_modules(base):
    arrows = {module_of(base, path): imported(base, path) for path in base.rglob("*.py")}
    done, under_way = set(), []

    def visit(module):
        if module in done:
            return
        assert module not in under_way, f"a circle: {under_way[under_way.index(module) :]}"
        under_way.append(module)
        for other in sorted(arrows.get(module, ())):
            visit(other)
        under_way.pop()
        done.add(module)

    for module in sorted(arrows):
        visit(module)


@pytest.mark.parametrize("base", ARROWS, ids=lambda base: base.name)
def test_every_room_says_what_it_answers_and_may_import(base):
    rooms = {path.parent.name for path in base.glob("*/__init__.py")}
    assert rooms == set(ARROWS[base])
    for room in rooms:
        text = ast.get_docstring(ast.parse((base / room / "__init__.py").read_text()))
        assert text and "ay import" in " ".join(text.split()), room
        allowed = ARROWS[base][room]
        if "every room" not in text:
            assert {
                name
                for name in ARROWS[base]
                if f"``{name}``" in " ".join(text.split()).split("ay import")[1]
            } == allowed


def test_every_room_is_packed():
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    for base in ARROWS:
        for path in base.rglob("__init__.py"):
            name = ".".join((*base.parts[len(ROOT.parts) + 1 :], *module_of(base, path)))
            assert name in packages["packages"], name

"""New names in a packed program: it does the same, or is refused with a clear error."""

import ast
import contextlib
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from acupacer_host import pico_names
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program
from acupacer_host.pico_uses import uses
from naming_traps import BASE, MORE, REFUSED, SAME

MICROPYTHON = Path(sys.executable).with_name("micropython")
BOOT = "def is_safe_mode():\n    return False\n"
START = """
PARTS = ()
def start(safe):
    for name in PARTS:
        __import__(name)
    from ...core.main import main
    print(main())
"""
OLD = "from program.boards.pico.start import start; start(False)"
NEW = "from acupacer_start import start; start(False)"
PACK = """
from pathlib import Path
from acupacer_host.pico_inline import inline
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import Program
program = Program(Path("program"))
inline(program)
print(pack(program))
"""


def write(folder, modules):
    """Write a program; a text alone is that of its module core/main."""
    modules = {"core/main": modules} if isinstance(modules, str) else modules
    whole = {"__init__": "", "boards/pico/boot": BOOT, "boards/pico/start": START}
    whole |= modules
    for name, text in whole.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def said(interpreter, code, folder, **environment):
    command = [str(interpreter), "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_same(texts, folder):
    """The packed texts say what the program in ``folder`` says."""
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    wanted = said(sys.executable, OLD, folder)
    assert said(sys.executable, NEW, folder) == wanted
    if MICROPYTHON.exists():
        assert said(MICROPYTHON, NEW, folder) == wanted


@pytest.mark.parametrize("case", SAME.values(), ids=SAME.keys())
def test_it_does_the_same(tmp_path, case):
    write(tmp_path / "program", case)
    assert_same(pack(Program(tmp_path / "program")), tmp_path)


def test_all_of_them_are_the_same_every_time(tmp_path):
    """In one program, where names are short, and functions are written out as well."""
    texts = [text for text in SAME.values() if isinstance(text, str)]
    names = [f"case{number}" for number in range(len(texts))]
    calls = ", ".join([f"{name}.main()" for name in names])
    main = f"from . import {', '.join(names)}\ndef main():\n    return [{calls}]\n"
    cases = {f"core/{name}": text for name, text in zip(names, texts, strict=True)}
    write(tmp_path / "program", {"core/main": main, **cases})
    made = [said(sys.executable, PACK, tmp_path, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert made[0] == made[1]
    assert_same(ast.literal_eval(made[0]), tmp_path)


def make_cheap(monkeypatch, names):
    """Have them be the best new names there are, of whatever kind."""
    more = Counter(dict.fromkeys(names, 1000))
    monkeypatch.setattr(pico_names, "FIXED", " ".join(names))
    monkeypatch.setattr(pico_names, "uses", lambda tree: uses(tree) + more)


@pytest.mark.parametrize("names", ["const super micropython", "start is_safe_mode"])
def test_names_that_mean_more(tmp_path, monkeypatch, names):
    """They are not given to anything of ours, however cheap they are."""
    make_cheap(monkeypatch, names.split())
    write(tmp_path / "program", MORE)
    assert_same(pack(Program(tmp_path / "program")), tmp_path)


def written(text):
    """Every name and one-word text in a program."""
    nodes = list(ast.walk(ast.parse(text)))
    fields = ("id", "attr", "name", "arg", "value")
    found = {getattr(node, field, None) for node in nodes for field in fields}
    return {name for name in found if isinstance(name, str) and name.isidentifier()}


def said_here(texts, monkeypatch):
    """What a packed program of two parts prints, run in this process."""
    for title in ("acupacer_start", "acupacer_part"):
        monkeypatch.setitem(sys.modules, title, ModuleType(title))
        exec(texts[title], sys.modules[title].__dict__)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        sys.modules["acupacer_start"].start(False)
    return printed.getvalue()


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # what fills the table of names
@pytest.mark.parametrize("case", SAME.values(), ids=SAME.keys())
def test_no_new_name_is_one_that_stays(tmp_path, monkeypatch, case):
    """Whichever of them were the cheapest one."""
    write(tmp_path / "program", case)
    wanted = said(sys.executable, OLD, tmp_path)
    texts = [case] if isinstance(case, str) else case.values()
    made = pack(Program(tmp_path / "program"))
    for name in sorted(written("".join(made.values())) & written("\n".join(texts))):
        make_cheap(monkeypatch, [name])
        made = pack(Program(tmp_path / "program"))
        assert said_here(made, monkeypatch) == wanted, (name, made["acupacer_part"])


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused(tmp_path, monkeypatch, text, message):
    main = f"from .base import grow\n{text}\ndef main():\n    return [grow(), more]\n"
    write(tmp_path, {"core/main": main, "core/base": BASE})
    with pytest.raises(PackError, match=message):
        pack(Program(tmp_path))


def test_what_is_counted_as_a_name():
    """What only looks like one of those yet to be chosen is not."""
    text = "import sys as _0\nx = [_0, 'a:b', '%1', 'plain', 'much longer than that']"
    assert uses(ast.parse(text)) == {"sys": 1, "x": 1, "plain": 1}

"""New names in a packed program: it does the same, or is refused with a clear error."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from acupacer_host import pico_names, pico_pack
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program
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
    """Write a program of modules below core."""
    whole = {"__init__": "", "boards/pico/boot": BOOT, "boards/pico/start": START}
    whole |= {f"core/{name}": text for name, text in modules.items()}
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


@pytest.mark.parametrize("parts", [1, pico_pack.PART_COUNT])
@pytest.mark.parametrize("case", SAME.values(), ids=SAME.keys())
def test_it_does_the_same(tmp_path, monkeypatch, case, parts):
    monkeypatch.setattr(pico_pack, "PART_COUNT", parts)
    write(tmp_path / "program", {"main": case} if isinstance(case, str) else case)
    assert_same(pack(Program(tmp_path / "program")), tmp_path)


def test_all_of_them_are_the_same_every_time(tmp_path):
    """In one program, where names are short, and functions are written out as well."""
    texts = [text for text in SAME.values() if isinstance(text, str)]
    names = [f"case{number}" for number in range(len(texts))]
    calls = ", ".join([f"{name}.main()" for name in names])
    main = f"from . import {', '.join(names)}\ndef main():\n    return [{calls}]\n"
    write(tmp_path / "program", {"main": main, **dict(zip(names, texts, strict=True))})
    made = [said(sys.executable, PACK, tmp_path, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert made[0] == made[1]
    assert_same(ast.literal_eval(made[0]), tmp_path)


@pytest.mark.parametrize("names", ["const super micropython", "start is_safe_mode"])
def test_names_that_mean_more(tmp_path, monkeypatch, names):
    """They are not given to anything of ours, however cheap they are."""
    monkeypatch.setattr(pico_names, "FIXED", names)
    write(tmp_path / "program", {"main": MORE})
    assert_same(pack(Program(tmp_path / "program")), tmp_path)


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused(tmp_path, monkeypatch, text, message):
    monkeypatch.setattr(pico_pack, "PART_COUNT", 1)
    main = f"from .base import grow\n{text}\ndef main():\n    return [grow(), more]\n"
    write(tmp_path, {"main": main, "base": BASE})
    with pytest.raises(PackError, match=message):
        pack(Program(tmp_path))

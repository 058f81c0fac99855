"""New names in a packed program: it does the same, or is refused with a clear error."""

import subprocess
import sys
from pathlib import Path

import pytest
from acupacer_host import pico_pack
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program
from naming_traps import BASE, REFUSED, SAME

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


def write(folder, modules):
    """Write a program of modules below core."""
    whole = {"__init__": "", "boards/pico/boot": BOOT, "boards/pico/start": START}
    whole |= {f"core/{name}": text for name, text in modules.items()}
    for name, text in whole.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def said(interpreter, code, folder):
    command = [str(interpreter), *(["-S"] if interpreter != MICROPYTHON else []), "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("parts", [1, pico_pack.PART_COUNT])
@pytest.mark.parametrize("case", SAME.values(), ids=SAME.keys())
def test_it_does_the_same(tmp_path, monkeypatch, case, parts):
    monkeypatch.setattr(pico_pack, "PART_COUNT", parts)
    write(tmp_path / "program", {"main": case} if isinstance(case, str) else case)
    wanted = said(sys.executable, OLD, tmp_path)
    for name, text in pack(Program(tmp_path / "program")).items():
        (tmp_path / f"{name}.py").write_text(text)
    assert said(sys.executable, NEW, tmp_path) == wanted
    if MICROPYTHON.exists():
        assert said(MICROPYTHON, NEW, tmp_path) == wanted


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused(tmp_path, monkeypatch, text, message):
    monkeypatch.setattr(pico_pack, "PART_COUNT", 1)
    main = f"from .base import grow\n{text}\ndef main():\n    return [grow(), more]\n"
    write(tmp_path, {"main": main, "base": BASE})
    with pytest.raises(PackError, match=message):
        pack(Program(tmp_path))

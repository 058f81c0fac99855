"""Every command as it runs on Windows and on macOS, as far as that can be tried on Linux."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from acupacer_host.cli import COMMANDS, cli
from acupacer_host.content import routine_files
from acupacer_host.content.forms import JSON, TABLE, TEXT
from acupacer_host.content.written import written
from acupacer_host.letters import ERRORS
from click.testing import CliRunner

HELPER = Path(__file__).with_name("foreign_system.py")

# A line for every command, and its exit code. On Windows a terminal's letters are few.
LINES = {
    "page --out site": None,  # 1 where the page was not built
    "open hands-li4": 0,
    "pause": 0,
    "stop": 0,
    "watch --for 0": 0,
    "new Neck": 0,
    "places LI4": 0,
    "validate mine.txt mine.json mine.csv": 0,
    "preview hands-li4": 0,
    "explain hands-li4 --all": 0,
    "show mine.txt --text": 0,
    "add mine.txt": 0,
    "edit hands-li4": 0,
    "pull pulled.txt": 0,
    "diff mine.txt": 0,
    "routines": 0,
    "remove desk-break": 0,
    "push mine.json --replace": 0,
    "plan hands-li4 --at 8:30 --zone Europe/Berlin --ics plan.ics": 0,
    "history": 0,
    "report report.html": 1,  # there is no session
    "replay": 1,
    "card card.png hands-li4": 0,
    "devices": 0,
    "info": 0,
    "status": 0,
    "settings sound=off": 0,
    "profile": 0,
    "clock": 0,
    "flash": 1,  # that device is no Pico
    "doctor --report device.txt": 0,
    "docs cli": 0,
    "screenshot screen.png": 0,
    "completion zsh": 0,
}
NOT_HERE = ("demo", "simulate", "screens")  # tried below, or no system's business


def run(system: str, folder: Path, lines: list[str]) -> list[tuple[int, str, str]]:
    """Exit code, standard output and standard error of each line."""
    done = subprocess.run(
        [sys.executable, HELPER, system, folder],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with routines in files whose lines end as Windows' editors end them."""
    data = routine_files.packaged()
    for name, form in (("mine.json", JSON), ("mine.txt", TEXT), ("mine.csv", TABLE)):
        lines = written(data, form).splitlines()
        (tmp_path / name).write_bytes("\r\n".join([*lines, ""]).encode())
    return tmp_path


def test_every_command_is_tried() -> None:
    assert {line.split()[0] for line in LINES} | set(NOT_HERE) == set(COMMANDS)


@pytest.mark.parametrize(("system", "port"), [("windows", "COM3"), ("macos", "/dev/cu.usb1")])
def test_every_command_runs(system: str, port: str, folder: Path) -> None:
    told = run(system, folder, [f"--port {port} {line}" for line in LINES])
    for (line, expected), (code, out, err) in zip(LINES.items(), told, strict=True):
        assert expected is None or code == expected, (line, out, err)
        assert code == 0 or err.splitlines()[-1].startswith("acupacer: "), (line, err)
        assert out or err or line.startswith("watch"), line


def test_a_terminal_shows_what_is_most_alike(folder: Path) -> None:
    [(_, out, _), (_, mirror, _)] = run(
        "windows", folder, ["--port COM3 places LI4", "--port COM3 watch --for 0.1"]
    )
    drawing = out.partition("where ")[0].splitlines()[2:]
    assert "".join(drawing).strip() and set("".join(drawing)) <= set(" #'.")
    assert "??" not in mirror and "####" in mirror


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("cp1252", "20° > ... #'. – “yes” ##"), ("ascii", '20? > ... #\'. - "yes" ##')],
)
def test_letters_that_a_terminal_lacks(encoding: str, shown: str) -> None:
    text = "20° → ... █▀▄ – “yes” \u28ff\u2801"
    assert text.encode(encoding, ERRORS).decode(encoding) == shown


@pytest.mark.parametrize(
    "command", ["demo", "demo --headless", "simulate", "simulate --headless"]
)
def test_windows_is_told_of_the_page_where_there_is_no_simulator(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    result = CliRunner().invoke(cli, command.split())
    assert (result.exit_code, result.stderr) == (
        1,
        "acupacer: the simulator needs Linux or macOS; on Windows acupacer page has the whole "
        "device, in the browser\n",
    )


def test_a_device_is_simulated_on_macos(folder: Path) -> None:
    script = "wait 100\ntap STOP\nwait 500\nquit\n"
    (folder / "script").write_text(script)
    [(code, out, err)] = run("macos", folder, ["simulate --headless --virtual < script"])
    assert (code, err) == (0, "")
    assert json.loads(out.splitlines()[0])["dev_id"] == "simulator"
    assert any('"screen"' in line for line in out.splitlines())

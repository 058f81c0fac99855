"""The commands that talk about routines and state: what they say, do, and return."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from acupacer_host import console
from acupacer_host.cli import COMMANDS, cli
from acupacer_host.content import routine_files
from acupacer_host.content.gesture_map import gesture_map
from acupacer_host.device import connection, states, transport
from acupacer_host.whole_file import write_whole
from cli_rig import Rig
from click.testing import CliRunner

FACTORY = routine_files.packaged()
ROUTINE_COUNT = len(json.loads(FACTORY)["routines"])


def sent(data: bytes) -> bytes:
    """The form of a document that a device gets."""
    return json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode()


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    return Rig(monkeypatch, tmp_path)


def changed(edit: "dict[str, object] | None" = None, **routine: object) -> bytes:
    """The factory routines with fields of the first one, or of its hold, changed."""
    document = json.loads(FACTORY)
    document["routines"][0].update(routine)
    document["routines"][0]["steps"][0]["hold"].update(edit or {})
    return json.dumps(document).encode()


# --- the command itself -----------------------------------------------------------


def shell(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "acupacer_host", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        check=False,
    )


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom acupacer_host.cli import cli\n"
        "try:\n    cli.main(['--version'], prog_name='acupacer')\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'rich', 'serial', 'textual', 'PIL', 'sqlite3', 'platformdirs', 'gpiozero'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "acupacer 0.2.0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("redirection", "why"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")]
)
def test_a_result_that_cannot_be_written_is_said_in_one_line(
    redirection: str, why: str, tmp_path: Path
) -> None:
    script = f'"$0" -m acupacer_host validate "$1" {redirection}'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable, str(tmp_path / "none")],
        capture_output=True,
        text=True,
        check=False,
    )
    expected = f"acupacer: the result cannot be written: {why}\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_files_and_pipes_get_utf_8_whatever_the_system_says(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "acupacer_host", "validate", "--json", "Übung.json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        cwd=tmp_path,
        check=False,
    )
    assert json.loads(done.stdout.decode("utf-8"))[0]["file"] == "Übung.json"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR)
    write_whole(pipe, b"words")
    assert os.read(end, 99) == b"words" and pipe.is_fifo()
    os.close(end)


def test_exit_codes_of_the_real_command(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert shell("validate", "--help").returncode == 0
    assert shell("no-such-command").returncode == 2
    failed = shell("validate", str(bad))
    assert failed.returncode == 1 and "Traceback" not in failed.stderr
    gone = shell("--port", str(tmp_path / "nothing"), "info")
    assert gone.returncode == 1
    assert gone.stderr.startswith(f"acupacer: {tmp_path}/nothing: no such port")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert f"  acupacer {name}" in result.output.split("Examples:")[1]


def test_help_lists_every_command_once() -> None:
    lines = CliRunner().invoke(cli, ["--help"]).output.splitlines()
    for name in COMMANDS:
        assert len([line for line in lines if line.startswith(f"  {name} ")]) == 1, name


def test_every_command_is_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "user" / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert re.search(rf"^\|.*`{name}[ `]", docs, re.MULTILINE), name


def test_what_takes_long_says_in_lines_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now_s = [100.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: now_s[0])
    with console.progress("sending") as show:
        for done in range(0, 101, 10):
            show(done, 100)
            now_s[0] += 1.25
    said = capsys.readouterr().err
    assert said == "".join(f"sending: {done} %\n" for done in range(20, 101, 20))


# --- which port -------------------------------------------------------------------


class UsbPort:
    vid, pid, serial_number, product = 0x1D6B, 0x0104, "1", "acupacer"

    def __init__(self, device: str) -> None:
        self.device = device


candidates = transport.candidates


def connect(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    found = candidates([UsbPort(path) for path in paths])
    monkeypatch.setattr(transport, "candidates", lambda ports=None: found)


def test_no_port_named_takes_the_one_device(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, "/dev/ttyACM0")
    result = CliRunner().invoke(cli, ["info", "--json"])
    assert json.loads(result.stdout)["dev_id"] == "ab12"


def test_several_devices_are_listed(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, "/dev/ttyACM0", "/dev/ttyACM1")
    result = CliRunner().invoke(cli, ["info"])
    assert result.exit_code == 2
    assert "/dev/ttyACM0, /dev/ttyACM1; choose one with --port" in result.stderr


def test_a_port_that_does_not_answer_does_not_count(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(monkeypatch, "/dev/ttyACM0", "/dev/ttyACM1")
    device = connection.open_transport

    def open_transport(url: str) -> transport.Transport:
        line = device(url)
        if url == "/dev/ttyACM0":
            monkeypatch.setattr(line, "write", lambda data: None)
        return line

    monkeypatch.setattr(connection, "open_transport", open_transport)
    result = CliRunner().invoke(cli, ["info", "--json"])
    assert json.loads(result.stdout)["dev_id"] == "ab12"


def test_no_device_says_what_to_do(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch)
    result = CliRunner().invoke(cli, ["info"])
    assert result.exit_code == 1
    assert result.stderr == (
        "acupacer: no device found; plug it in, name its port with --port or ACUPACER_PORT, or "
        "start one with acupacer simulate (acupacer doctor looks for the reason)\n"
    )


def test_devices(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, "/dev/ttyACM0")
    result = CliRunner().invoke(cli, ["devices", "--json"])
    assert json.loads(result.stdout) == [
        {
            "port": "/dev/ttyACM0",
            "dev_id": "ab12",
            "model": "fake",
            "firmware": "0.1.0",
            "trouble": "",
        }
    ]
    connect(monkeypatch)
    assert "no device found" in CliRunner().invoke(cli, ["devices"]).stderr
    monkeypatch.setenv("ACUPACER_PORT", "socket://localhost:7")
    assert "socket://localhost:7  ab12" in CliRunner().invoke(cli, ["devices"]).stdout


# --- reading ----------------------------------------------------------------------


def test_info(rig: Rig) -> None:
    result = rig.run("info")
    assert result.stdout.splitlines() == [
        "device    ab12",
        "model     fake",
        "firmware  0.1.0",
        "on for    0:01:40",
        "clock     2026-02-01T00:00:00+01:00",
        "routines  the built-in ones (room for 64 KB)",
    ]


def test_status_in_a_hold(rig: Rig) -> None:
    rig.port.now.update(state="hold", routine="hands-li4", method="hands", point="LI4")
    rig.port.now.update(side="left", step=1, steps=1, repetition=2, repetitions=3)
    rig.port.now.update(remaining_s=7, notice="notice_builtin")
    assert rig.run("status").stdout.splitlines() == [
        "state       paces a hold",
        "routine     hands-li4",
        "step        1 of 1",
        "method      by hand",
        "place       LI4 Joining Valley, left",
        "repetition  2 of 3",
        "remaining   7 s",
        "routines    8 routines",
        "notice      built-in routines",
        "screen      found",
        "clock       set",
    ]
    assert json.loads(rig.run("status", "--json").stdout) == rig.port.now


def test_status_is_told_in_sentences(rig: Rig) -> None:
    rig.port.now.update(state="done", routine="hands-li4")
    text = rig.run("status").stdout
    assert text.startswith("state     shows that the session is over\n")
    assert "step" not in text
    assert set(states.SENTENCES) == set(gesture_map())
    assert set(states.STEPS) <= set(gesture_map())


def test_routines_name_what_the_profile_refuses(rig: Rig) -> None:
    rig.store(FACTORY)
    rig.port.flags["hip_replacement"] = True
    found = {
        row["id"]: row["refused"] for row in json.loads(rig.run("routines", "--json").stdout)
    }
    assert len(found) == ROUTINE_COUNT
    assert found["hands-li4"] is None
    assert found["hands-gb30"] == "step 1: Not over a hip replacement."
    lines = rig.run("routines").stdout.splitlines()
    assert lines[0].split() == ["id", "title", "min", "methods", "places"]
    assert len(lines) == 1 + ROUTINE_COUNT


def test_routines_of_a_device_without_a_file(rig: Rig) -> None:
    result = rig.run("routines", "--json")
    assert len(json.loads(result.stdout)) == ROUTINE_COUNT
    assert "ab12 uses its built-in routines" in result.stderr


# --- validate, diff, push, pull ---------------------------------------------------


def test_validate(rig: Rig, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(FACTORY)
    bad.write_bytes(changed({"max_s": 300}, colour="red"))
    result = rig.run("validate", str(good), str(bad), str(tmp_path / "none.json"))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{good}: all right, {ROUTINE_COUNT} routines, {len(sent(FACTORY))} bytes to send",
        *[line for line in result.stdout.splitlines() if line.startswith(f"{bad}: ")],
        f"{tmp_path / 'none.json'}: cannot be read: No such file or directory",
    ]
    assert f"{bad}: routines[0].steps[0].hold.max_s: 300 exceeds 180" in result.stdout
    assert f"{bad}: routines[0].colour: " in result.stdout
    verdict = json.loads(rig.run("validate", "--json", str(good)).stdout)[0]
    assert verdict["is_ok"] and verdict["faults"] == []


def test_push_verifies_and_says_what_changes(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(changed({"max_s": 45}))
    result = rig.run("push", str(file))
    assert result.exit_code == 0
    assert rig.stored() == sent(file.read_bytes())
    assert result.stdout.splitlines()[:3] == [
        "changes against the built-in ones:",
        "  ~ hands-li4",
        "      steps[0].hold.max_s: 60 -> 45",
    ]
    assert "ab12 has 8 routines" in result.stdout and "verified: SHA-256" in result.stdout


def test_what_is_changed_in_a_file_is_said_by_every_command(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    text = sent(changed(title="Übung, Nǚ")).decode()
    odd = "\ufeff// for the evening\n" + unicodedata.normalize("NFD", text)
    file.write_text(odd, encoding="utf-8")
    notes = [
        f"{file}: the byte order mark at its beginning is left out",
        f"{file}: comments are not sent to the device (1 left out)",
        f"{file}: letters and their marks, which were apart, are put together "
        "(in routines[0].title)",
    ]
    assert rig.run("validate", str(file)).stderr.splitlines() == notes
    assert json.loads(rig.run("validate", "--json", str(file)).stdout)[0]["notes"] == notes
    pushed = rig.run("push", str(file))
    assert pushed.exit_code == 0
    assert pushed.stderr.splitlines()[:3] == notes
    assert rig.stored() == sent(text.encode())
    explained = rig.run("explain", "hands-li4", "--file", str(file))
    assert explained.stdout.startswith("Übung, Nǚ (hands-li4")
    assert explained.stderr.splitlines()[:3] == notes
    assert rig.run("diff", str(file)).stdout == "no difference\n"


def test_what_is_pulled_is_laid_out_and_pushed_back_as_it_was(rig: Rig, tmp_path: Path) -> None:
    file, back = tmp_path / "mine.json", tmp_path / "back.json"
    file.write_bytes(changed(title="Hand"))
    rig.run("push", str(file))
    assert rig.run("pull", str(back)).exit_code == 0
    assert back.read_text().splitlines()[:2] == ["{", '  "format": "acupacer-routines",']
    assert "has this file already" in rig.run("push", str(back)).stdout
    assert rig.run("explain", "hands-li4", "--file", str(back)).exit_code == 0


def test_push_of_the_same_file_costs_one_exchange(rig: Rig) -> None:
    rig.store(FACTORY)
    result = rig.run("push", "--no-clock")
    assert "has this file already (8 routines); nothing to do" in result.stdout
    assert rig.requests == 1


def test_push_does_not_read_back_a_file_it_knows(rig: Rig, tmp_path: Path) -> None:
    rig.run("push")
    file = tmp_path / "mine.json"
    file.write_bytes(changed(title="Hand"))
    assert "changes against those on the device" in rig.run("push", str(file)).stdout
    written = rig.lines[-1].written
    rig.store(FACTORY)
    (routine_files.cache_folder() / f"{rig.port.sha.hex()}.json").write_bytes(b"damaged")
    assert "title" in rig.run("push", str(file)).stdout  # read from the device instead
    assert len(rig.lines[-1].written) > len(written)


def test_push_names_what_the_profile_refuses(rig: Rig) -> None:
    rig.port.flags.update(hip_replacement=True, pregnancy=None)
    lines = rig.run("push").stdout.splitlines()
    assert "the device will refuse hands-gb30: step 1: Not over a hip replacement." in lines
    assert lines[-1].startswith("the safety questions are not answered yet")


def test_push_says_how_factory_routines_come_back(rig: Rig, tmp_path: Path) -> None:
    rig.store(FACTORY)
    document = json.loads(FACTORY)
    del document["routines"][0]
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document))
    how = "acupacer push without a file brings the factory routines back"
    lines = rig.run("push", "--replace", str(file)).stdout.splitlines()
    assert lines[:3] == ["changes against those on the device:", "  - hands-li4", how]
    assert how not in rig.run("push").stdout


def test_push_refuses_a_file_with_faults(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(changed({"max_s": 300}, id="L 14"))
    result = rig.run("push", str(file))
    assert result.exit_code == 1
    assert "acupacer: 2 faults:" in result.stderr
    assert f"{file}: routines[0].steps[0].hold.max_s: 300 exceeds 180" in result.stderr
    assert not rig.lines  # the device was not even asked


def test_push_dry_run_sends_nothing(rig: Rig) -> None:
    assert "dry run: nothing was sent" in rig.run("push", "--dry-run").stdout
    assert "routines.json" not in rig.bench.store.files


def test_push_while_a_session_runs(rig: Rig) -> None:
    rig.port.busy = 40
    result = rig.run("push", "--no-wait")
    assert result.exit_code == 1
    assert "a session runs, about 40 s left" in result.stderr
    ends_with_second_try = iter([40, -1])
    rig.port.busy_s = lambda: next(ends_with_second_try, -1)  # type: ignore[method-assign]
    result = rig.run("push")
    assert result.exit_code == 0 and "waiting for its end" in result.stderr


def test_pull(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "copy.json"
    result = rig.run("pull", str(file))
    assert result.exit_code == 0 and "uses its built-in routines" in result.stderr
    assert file.read_bytes() == FACTORY
    rig.store(FACTORY)
    assert "the same already" in rig.run("pull", str(file)).stderr
    file.write_bytes(b"precious")
    assert rig.run("pull", str(file)).exit_code == 1
    assert file.read_bytes() == b"precious"
    assert rig.run("pull", "--force", str(file)).exit_code == 0
    assert file.read_bytes() == FACTORY
    assert rig.run("pull", "-").stdout_bytes == FACTORY


def test_diff(rig: Rig, tmp_path: Path) -> None:
    document = json.loads(changed({"step_s": 3}))
    removed = document["routines"].pop(1)["id"]
    document["routines"].append({**document["routines"][0], "id": "mine"})
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document))
    rig.store(FACTORY)
    assert rig.run("diff", str(file)).stdout.splitlines() == [
        "+ mine",
        f"- {removed}",
        "~ hands-li4",
        "    steps[0].hold.step_s: 5 -> 3",
    ]
    assert rig.run("diff", str(file), str(file)).stdout == "no difference\n"
    found = json.loads(rig.run("diff", "--json", str(file)).stdout)
    assert found["added"] == ["mine"] and found["removed"] == [removed]

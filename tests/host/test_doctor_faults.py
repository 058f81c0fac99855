"""``acupacer doctor`` and a device's faults: in its file, on its line, in a bug report."""

import json

import pytest
from acupacer import __version__
from acupacer_host.device import clock, connection
from acupacer_host.doctor import device_report, diagnosis, fault_text
from acupacer_host.doctor.gathered import Gathered
from acupacer_host.trace import session_log
from cli_rig import Rig
from test_cli_device import NOW

FAULT = """acupacer: fault in 0.2.0, 81 s after power-up
Traceback (most recent call last):
  File "acupacer/boards/loop.py", line 96, in run
  File "acupacer/core/device.py", line 161, in step
ValueError: GP26: planted fault
acupacer: end of fault
"""

UP_S, ECHO_MS = 100, 6.08  # 35 bytes there and 35 back, at 11,520 a second


@pytest.fixture
def rig(monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(diagnosis, "modem_manager", lambda: iter(()))
    return Rig(monkeypatch, tmp_path)


def test_kept_faults_are_fetched_and_printed_whole(rig):
    rig.bench.store.files["fault.txt"] = FAULT.encode()
    told = rig.run("doctor")
    assert told.exit_code == 0  # it runs again
    assert told.stdout.splitlines()[-8:] == [
        "hint     the device keeps faults of its program",
        *["         | " + line for line in FAULT.splitlines()],
        "         to report it, send the file that acupacer doctor --report FILE writes",
    ]
    [row] = [row for row in json.loads(rig.run("doctor", "--json").stdout) if row["detail"]]
    assert row["detail"] + "\n" == FAULT


def test_pulses_that_were_cut_are_a_problem_with_what_to_do(rig):
    rig.port.now.update(motor_capped=1, tone_capped=3)
    told = rig.run("doctor")
    assert told.exit_code == 1
    assert [line[9:] for line in told.stdout.splitlines() if line.startswith("PROBLEM")] == [
        "the motor was cut off once since power-up: a pulse did not end",
        "the tone was cut off 3 times since power-up: a pulse did not end",
    ]
    assert f"         {diagnosis.CAPPED_ADVICE}\n" in told.stdout


def test_records_that_found_no_room_are_told(rig):
    rig.port.now.update(dropped=7, notice="notice_history_gone")
    told = rig.run("doctor")
    assert "hint     the device says: history is gone\n" in told.stdout
    assert "hint     records that found no room on the device and are gone: 7\n" in told.stdout


def test_a_report_holds_the_fault_and_where_asked_for_a_log_that_replays(rig, tmp_path):
    rig.bench.store.files["fault.txt"] = FAULT.encode()
    rig.port.log = b"session [1]\n5 end\n"
    file = tmp_path / "bug.txt"
    told = rig.run("doctor", "--report", str(file), "--session")
    assert f"{file}: {file.stat().st_size} bytes; read it, then send it" in told.stderr
    text = file.read_text()
    assert text.startswith(
        f"acupacer device report 1\n{device_report.HEAD_WITH_LOG}\nacupacer "
    )
    assert "".join("    " + line + "\n" for line in FAULT.splitlines()) in text
    assert text.endswith(f"\n{session_log.LOG_HEADING}\nsession [1]\n5 end\n")


@pytest.mark.parametrize(
    ("log", "options"), [(b"", ["--session"]), (b"session [1]\n5 end\n", [])]
)
def test_a_report_has_no_log_that_is_not_there_or_was_not_asked_for(
    rig, tmp_path, log, options
):
    rig.port.log = log
    file = tmp_path / "bug.txt"
    rig.run("doctor", "--report", str(file), *options)
    assert session_log.LOG_HEADING not in file.read_text()
    with pytest.raises(ValueError, match="does not begin with a session"):
        session_log.read(file.read_bytes())


def test_a_report_measures_the_device_and_tells_no_names(rig, tmp_path, monkeypatch):
    monkeypatch.setattr(diagnosis, "__version__", "0.1.0")  # the fake device's
    monkeypatch.setattr(device_report.platform, "platform", lambda: "Linux-6.1")
    monkeypatch.setattr(device_report.platform, "python_version", lambda: "3.11.2")
    rig.line = {"bytes_per_s": 11520.0}
    rig.port.flags["pregnancy"] = None
    rig.port.now.update(motor_capped=2)
    file = tmp_path / "device.txt"
    port = "socket://sam.local:4000"
    assert rig.run_unnamed("--port", port, "doctor", "--report", str(file)).exit_code == 1
    *lines, last = file.read_text().splitlines()
    assert lines == [
        "acupacer device report 1",
        "Read it before you send it. It tells nothing of you.",
        f"acupacer {__version__}, Python 3.11.2, Linux-6.1",
        "",
        "ok: (its port): fake (its name) answers",
        "ok: firmware 0.1.0, protocol 1",
        "ok: clock 2026-02-01T00:00:00+01:00",
        "ok: the screen answers",
        "problem: the motor was cut off 2 times since power-up: a pulse did not end",
        "hint: safety questions are not answered yet",
        "",
        "measured",
        "    model           fake",
        "    firmware        0.1.0",
        "    protocol        1",
        f"    up_s            {UP_S}",
        f"    echo_ms         {ECHO_MS}",
        f"    worst_echo_ms   {ECHO_MS}",
        "    message_bytes   4096",
        "    deflate         yes",
        "    loader          no",
        "    panel           yes",
        "    motor_cut       2",
        "    tone_cut        0",
        "    records_dropped 0",
        "    fault_bytes     0",
        "",
    ]
    facts = json.loads(last)
    assert facts["format"] == "acupacer device report" and facts["version"] == 1
    assert facts["findings"][0] == ["ok", "(its port): fake (its name) answers"]
    assert facts["device"]["echo_ms"] == ECHO_MS and facts["device"]["motor_cut"] == 2
    for name in ("sam", "ab12", "pregnancy", "hands-li4"):
        assert name not in file.read_text()


@pytest.mark.parametrize("name", ["e", "1", "ok", "protocol", "its", "format"])
def test_a_name_that_is_like_a_part_of_the_report_is_left_out_and_no_more(
    rig, tmp_path, monkeypatch, name
):
    monkeypatch.setattr(diagnosis, "__version__", "0.1.0")
    rig.port.config.dev_id = name
    file = tmp_path / "device.txt"
    rig.run_unnamed("--port", "socket://sam:1", "doctor", "--report", str(file))
    lines = file.read_text().splitlines()
    assert lines[0] == "acupacer device report 1" and lines[1] == device_report.HEAD
    assert "ok: (its port): fake (its name) answers" in lines
    assert "    firmware        0.1.0" in lines
    facts = json.loads(lines[-1])
    assert facts["findings"][0] == ["ok", "(its port): fake (its name) answers"]
    assert facts["findings"][1][1].startswith("firmware 0.1.0, ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("box: lost", "(it): lost"),
        ("box, box.", "(it), (it)."),
        ("boxes, sandbox, box-2, my-box, box.py", "boxes, sandbox, box-2, my-box, box.py"),
        ("/dev/box/1 and box/1", "(port) and (it)/1"),
    ],
)
def test_names_are_whole_words(text, told):
    names = {"box": "(it)", "/dev/box/1": "(port)"}
    finding = diagnosis.Finding(diagnosis.OK, text, "", text)
    data = device_report.compose([finding], Gathered(names=names)).decode()
    assert f"\nok: {told}\n    {told}\n" in data


def test_a_report_without_the_log_that_was_asked_for_says_so(rig, tmp_path):
    rig.port.log = b""
    file = tmp_path / "bug.txt"
    lines = rig.run("doctor", "--report", str(file), "--session").stderr.splitlines()
    assert lines[-1] == f"{file}: the log of the last session is not in it: it keeps none"
    assert "not in it" not in rig.run("doctor", "--report", str(file)).stderr


@pytest.mark.parametrize("name", ["", "-"])
def test_a_report_that_names_no_file_is_refused_before_anything_is_done(rig, tmp_path, name):
    (tmp_path / "here").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "here")
        told = rig.run("doctor", "--report", name)
    assert (told.exit_code, told.stdout) == (2, "")
    assert (
        f"{name!r}: name a file; it is plain text (see acupacer doctor --help)" in told.stderr
    )
    assert rig.urls == [] and list((tmp_path / "here").iterdir()) == []


class Talking:
    """A line where text comes: ``pieces`` are (seconds after a newline, bytes)."""

    name = "fake"

    def __init__(self, *pieces):
        self.pieces = pieces
        self.waiting = []
        self.now = 0.0
        self.written = b""

    def now_s(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds

    def close(self):
        pass

    def write(self, data):
        self.written += data
        self.waiting += [(self.now + after_s, text) for after_s, text in self.pieces]

    def read(self, timeout_s):
        due = [pair for pair in self.waiting if pair[0] <= self.now + timeout_s]
        if not due:
            self.now += timeout_s
            return b""
        first = min(due)
        self.waiting.remove(first)
        self.now = max(self.now, first[0])
        return first[1]


WIRE = FAULT.replace("\n", "\r\n").encode()


def test_a_stopped_device_is_heard_on_its_line(rig, monkeypatch):
    line = Talking((0.05, WIRE))
    monkeypatch.setattr(connection, "open_transport", lambda url: line)
    told = rig.run("doctor")
    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        "PROBLEM  fake: the device stopped at a fault",
        *["         | " + row for row in FAULT.splitlines()],
        "         switch it off and on again; to report it, send the file that acupacer "
        "doctor --report FILE writes",
    ]
    assert line.written.endswith(b"\n\n")


@pytest.mark.parametrize(
    ("pieces", "heard", "took_s"),
    [
        ([(0.1, WIRE[:40]), (0.2, WIRE[40:])], FAULT.strip(), 0.2),
        ([(0.1, WIRE[-60:] + WIRE)], FAULT.strip(), 0.1),  # the end of the one before
        ([(0.1, b"panel: lost\n" + WIRE[:-30])], FAULT[:-28].strip(), 1.5),
        ([(0.1, b"\r\n>>> \x1b[1mhi\x07")], ">>>  [1mhi", 1.5),
        ([(0.1, b"".join(b"%d\n" % n for n in range(30)))], "10", 1.5),
        ([(2.0, WIRE)], "", 1.5),
        ([], "", 1.5),
    ],
)
def test_what_is_heard_is_one_fault_or_the_last_lines(pieces, heard, took_s):
    line = Talking(*pieces)
    text = fault_text.hear(line)
    assert text == heard or text.splitlines()[0] == heard
    assert fault_text.is_fault(text) == heard.startswith("acupacer: fault")
    assert line.written == b"\n"
    assert line.now_s() == pytest.approx(took_s)


def test_a_line_that_never_ends_is_given_up():
    line = Talking(*[(0.01, b"x" * 1000)] * 100)
    fault_text.hear(line)
    assert len(line.waiting) == 100 - 17


def test_another_text_is_shown_as_it_is(rig, monkeypatch):
    line = Talking((0.0, b"\r\n>>> "))
    monkeypatch.setattr(connection, "open_transport", lambda url: line)
    told = rig.run("doctor").stdout
    assert "PROBLEM  fake: nobody says hello, but this text comes\n         | >>>" in told
    assert "acupacer flash" in told

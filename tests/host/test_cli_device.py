"""The commands about the device itself: clock, settings, control, mirror, doctor."""

import errno
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.watch import EventRing
from acupacer_host.commands import doctor
from acupacer_host.content.wording import WORDS
from acupacer_host.device import (
    clock,
    connection,
    mirror,
    port_holder,
    states,
    transport,
    zone,
)
from acupacer_host.device.client import Client
from acupacer_host.device.replies import DeviceClock, Events, Screen, State
from acupacer_host.doctor import diagnosis
from acupacer_host.errors import PortError
from acupacer_host.pictures.formats import SUFFIXES
from cli_rig import DEVICE_NOW, FLAGS, Rig
from fake_link_device import FakeLine
from PIL import Image

if TYPE_CHECKING:
    from acupacer_host.device.wants import Steps

NOW = DEVICE_NOW + timedelta(seconds=30)


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    rig = Rig(monkeypatch, tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return rig


# --- clock, settings, profile -----------------------------------------------------


def test_clock_says_how_far_it_is_off(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rig.run("clock").stdout == (
        "2026-02-01T00:00:00+01:00 (0:00:30 behind this computer's; "
        "acupacer clock --set corrects it)\n"
    )
    assert json.loads(rig.run("clock", "--json").stdout) == {
        "clock": "2026-02-01T00:00:00+01:00",
        "off_s": -30.0,
    }
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(seconds=31))
    assert rig.run("clock").stdout == "2026-02-01T00:00:00+01:00 (as this computer's)\n"
    rig.port.time = (0, 0, False)
    assert rig.run("clock").stdout == "not set; set it with acupacer clock --set\n"


def test_clock_is_set_with_its_zone(rig: Rig) -> None:
    rig.run("clock", "--set")
    assert rig.port.calls == [["set_clock", int(NOW.timestamp()), 60]]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ((0, 0, False), "was not set; now it is: 2026-02-01T00:00:30+01:00"),
        (
            (1_769_900_400 - 3600, 60, True),
            "was wrong (2026-01-31T23:00:00+01:00); now it is right: 2026-02-01T00:00:30+01:00",
        ),
        ((1_769_900_400, 0, True), "has this computer's zone now: 2026-02-01T00:00:30+01:00"),
    ],
)
def test_whoever_talks_to_a_device_sets_its_clock(
    rig: Rig, time: tuple[int, int, bool], said: str
) -> None:
    for command in ("status", "push", "history", "routines", "settings", "watch --for 0"):
        rig.port.time = time
        result = rig.run(*command.split())
        assert result.exit_code == 0
        assert f"(the device's clock {said})\n" in result.stderr, command
        assert ["set_clock", int(NOW.timestamp()), 60] in rig.port.calls
        assert said not in rig.run(*command.split()).stderr  # it is right by now


SPRING_S, AUTUMN_S = 1774746000, 1792890000  # 2026-03-29, 2026-10-25 01:00 UTC
CHANGES = [[SPRING_S, 120], [AUTUMN_S, 60], [1806195600, 120], [1824944400, 60]]


def berlin(epoch_s: int) -> int:
    local = datetime.fromtimestamp(epoch_s, ZoneInfo("Europe/Berlin"))
    return round((local.utcoffset() or timedelta()) / timedelta(minutes=1))


def test_the_next_changes_of_a_zone() -> None:
    now_s = int(NOW.timestamp())
    assert zone.changes(now_s, berlin) == CHANGES
    assert zone.changes(SPRING_S - 1, berlin) == CHANGES
    assert zone.changes(SPRING_S, berlin)[:3] == CHANGES[1:]
    assert zone.changes(now_s, lambda epoch_s: 330) == []


@pytest.fixture
def home_is_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_offset_min", berlin)


@pytest.mark.usefixtures("home_is_berlin")
def test_a_device_is_told_what_becomes_of_the_zone_once(rig: Rig) -> None:
    told = ["set_clock", int(NOW.timestamp()), 60, *CHANGES]
    for _ in range(3):
        result = rig.run("status")
        assert (result.exit_code, result.stderr) == (0, "")
        assert rig.port.calls == [told]


@pytest.mark.usefixtures("home_is_berlin")
@pytest.mark.parametrize(
    ("known", "is_told"),
    [
        (CHANGES, False),
        ([[SPRING_S - 86400 * 90, 60], *CHANGES[:2]], False),  # some are over
        (CHANGES[:1], False),
        ([[SPRING_S - 86400 * 90, 60]], True),  # all are over
        ([[SPRING_S, 0]], True),
        ([], True),
    ],
)
def test_a_device_that_knows_its_zone_is_left_alone(
    rig: Rig, known: list[list[int]], is_told: bool
) -> None:
    fields = Map([("datetime", NOW.isoformat()), ("zone_changes", known)])
    assert rig.bench.request(smp.WRITE, smp.OS, smp.DATETIME, fields) == {}
    rig.run("status")
    assert len(rig.port.calls) == 1 + is_told


@pytest.mark.usefixtures("home_is_berlin")
def test_firmware_that_takes_no_zone_is_told_none(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Client, "clock", lambda client: DeviceClock(DEVICE_NOW.isoformat(), None)
    )
    assert rig.run("status").exit_code == 0
    assert rig.port.calls == []


def test_a_clock_is_left_alone_when_asked_or_when_it_is_only_looked_at(rig: Rig) -> None:
    rig.port.time = (0, 0, False)
    assert rig.run("status", "--no-clock").stderr == ""
    for command in ("clock", "devices", "doctor", "pause", "stop"):
        rig.run(command)
    assert rig.port.time == (0, 0, False)


def test_a_clock_that_cannot_be_set_is_said_once(rig: Rig) -> None:
    rig.port.time, rig.port.takes_clock = (1_769_900_400 - 3600, 60, True), False
    assert rig.run("status").stderr == (
        "(the device's clock stays at 2026-01-31T23:00:00+01:00: something there keeps its "
        "time; is this computer's right?)\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [("--port", "fake", "info"), ("info", "--port", "fake"), ("info", "--json", "--port=fake")],
)
def test_the_port_may_stand_anywhere(rig: Rig, arguments: tuple[str, ...]) -> None:
    assert "ab12" in rig.run_unnamed(*arguments).stdout
    assert rig.urls == ["fake"]


def test_the_last_port_named_counts(rig: Rig) -> None:
    rig.run_unnamed("--port", "other", "info", "--port", "fake")
    assert rig.urls == ["fake"]


def test_settings(rig: Rig) -> None:
    lines = rig.run("settings").stdout.splitlines()
    assert lines[1] == "sound       on       on, off"
    assert len(lines) == 11
    assert json.loads(rig.run("settings", "--json").stdout) == rig.port.choices
    rig.run("settings", "strength=low", "sound=off", "long_press=1500", "ticks=yes")
    [[_, changes, _]] = rig.port.calls
    assert dict(changes) == {
        "long_press": 1500,
        "sound": False,
        "strength": "low",
        "ticks": True,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("settings", "sound=loud"), "sound: 'loud' is no choice; choose from on, off"),
        (("settings", "volume=1"), "'volume=1': no such name; choose from sound,"),
        (("profile", "pregnancy=maybe"), "pregnancy: 'maybe' is neither yes nor no"),
        (("profile", "pregnancy"), "'pregnancy': say what it is to be, as pregnancy=VALUE"),
        (("simulate", "--speed", "nan"), "--speed: nan is no number of times"),
        (("simulate", "--virtual"), "--virtual goes with --headless"),
        (("history", "--device", "x"), "--device goes with --offline"),
    ],
)
def test_wrong_usage_is_2(rig: Rig, arguments: tuple[str, ...], message: str) -> None:
    result = rig.run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert rig.port.calls == []


def test_profile(rig: Rig) -> None:
    rig.port.flags["osteoporosis"] = None
    result = rig.run("profile")
    assert "osteoporosis       not answered  Do you have brittle bones" in result.stdout
    assert "not every question is answered" in result.stderr
    rig.run("profile", "osteoporosis=yes", "pregnancy=no")
    assert rig.port.calls == [["configure", [], [("osteoporosis", True), ("pregnancy", False)]]]


# --- control ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["settings sound=off", "profile pregnancy=no"])
def test_changes_wait_for_a_session_or_not(rig: Rig, command: str) -> None:
    rig.port.busy = 40
    result = rig.run(*command.split(), "--no-wait")
    assert result.exit_code == 1
    said = "acupacer: a session runs, about 40 s left. Nothing was changed.\n"
    assert result.stderr == said
    assert rig.port.calls == []


def test_waiting_is_said_once_and_what_a_pause_needs(rig: Rig) -> None:
    seconds = iter([*[40] * 38, -1])
    rig.port.busy_s = lambda: next(seconds, -1)  # type: ignore[method-assign]
    rig.port.now["state"] = "paused"
    result = rig.run("settings", "sound=off")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "a session runs on the device, about 40 s left; waiting for its end (Ctrl-C: give up)",
        "paused on the device: press START there to go on or STOP to end",
    ]


def test_of_a_session_that_is_over_it_is_not_said_that_it_runs(rig: Rig) -> None:
    seconds = iter([0] * 38)
    rig.port.busy_s = lambda: next(seconds, -1)  # type: ignore[method-assign]
    rig.port.now["state"] = "too_much"
    result = rig.run("settings", "sound=off")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "the device's session is over; waiting until it is stored (Ctrl-C: give up)",
        "the device asks whether it was too much; answer there: STOP yes, START no",
    ]


def test_open_says_what_the_device_waits_for(rig: Rig) -> None:
    rig.port.opens = "cautions"
    assert rig.run("open", "hands-li4").stdout == (
        "hands-li4: read the cautions on the device first: NEXT turns the page, START accepts\n"
    )
    rig.port.opens = "home"
    result = rig.run("open", "hands-li4")
    assert result.exit_code == 1
    assert result.stderr == (
        "acupacer: hands-li4 is not opened: the device shows the list of routines\n"
    )


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("question", "answer the safety questions on the device, or acupacer profile FLAG="),
        ("stop_check", "press STOP once on the device"),
        ("red_flags", "read the warning signs on the device: NEXT turns the page"),
        ("starting", "it is still starting; try again in a moment"),
        ("hold", "the device paces a hold; end that with STOP there, then try again"),
    ],
)
def test_an_open_at_the_wrong_time_says_the_next_step(rig: Rig, state: str, step: str) -> None:
    rig.port.opens = state
    for code in ("not_home", "refused_unanswered"):
        rig.port.control_reason = f"{code}: the device is in state {state}"
        result = rig.run("open", "hands-li4")
        assert result.exit_code == 1
        assert result.stderr.startswith(f"acupacer: hands-li4 is not opened: {step}")


def test_open_pause_stop(rig: Rig) -> None:
    assert "hands-li4 is open; press START" in rig.run("open", "hands-li4").stdout
    assert rig.run("pause").exit_code == 0
    assert rig.run("stop").stdout == "no session runs\n"
    rig.port.now["routine"] = "hands-li4"
    assert rig.run("stop").stdout.startswith("hands-li4 is stopped")
    rig.port.now["state"] = "helped"
    said = "hands-li4 is over already; the device asks whether it helped\n"
    assert rig.run("stop").stdout == said
    assert rig.port.calls == [
        ["control", "open", "hands-li4"],
        ["control", "pause", ""],
        ["control", "stop", ""],
        ["control", "stop", ""],
        ["control", "stop", ""],
    ]


def test_a_refused_open_says_why_in_words(rig: Rig) -> None:
    rig.port.control_reason = "refused_gap: the device's screen says why"
    result = rig.run("open", "hands-li4")
    assert result.exit_code == 1
    why = WORDS.say("refused_gap")
    assert "30 minutes" in why
    assert result.stderr == f"acupacer: hands-li4 is not opened: {why}\n"
    rig.port.control_reason = "not_running: no timed phase is under way"
    assert rig.run("pause").stderr == (
        "acupacer: nothing to pause: no timed phase is under way\n"
    )
    rig.port.control_reason = "unknown_routine: x: see the list of routines"
    assert "no routine 'x'; acupacer routines lists them" in rig.run("open", "x").stderr
    assert "did you mean hands-li4 or hands-bl60?" in rig.run("open", "hands-l4").stderr


# --- mirror -----------------------------------------------------------------------


def test_mirror_follows_events_and_screen(rig: Rig) -> None:
    rig.bench.note("cue", "ask")
    watcher = mirror.Mirror()
    watcher.look_through(Client(FakeLine(rig.bench)))
    assert watcher.state == "home"
    assert watcher.follow(0) == []  # what was before does not count
    rig.bench.note("state", "hold")
    rig.bench.note("cue", "press")
    rig.port.page = (8, b"\x01" * 1024)
    told = [(event.what, event.value) for event in watcher.follow(0)]
    assert told == [("state", "hold"), ("cue", "press")]
    assert (watcher.state, watcher.page) == ("hold", b"\x01" * 1024)
    assert [event.value for event in watcher.cues] == ["press"]


def test_mirror_asks_for_a_screen_it_has_not() -> None:
    asked = []

    class Dialogue:
        def events(self, since: int, wait_ms: int) -> "Steps[Events]":
            yield from ()
            return Events([], 1, 0)

        def state(self) -> "Steps[State]":
            yield from ()
            return State("home", "", "", "", "", "", 0, 0, 0, 0, 0, 7, "", True, True)

        def screen(self, have: int | None) -> "Steps[Screen]":
            yield from ()
            asked.append(have)
            return Screen(7, None if have == 7 else bytes(1024))

    watcher = mirror.Mirror()
    for steps in (watcher.looking(Dialogue()), watcher.following()):  # type: ignore[arg-type]
        assert list(steps) == []
    assert asked == [None, 7]
    assert watcher.page == bytes(1024)


def test_mirror_survives_a_restart_and_counts_what_it_lost(rig: Rig) -> None:
    watcher = mirror.Mirror()
    for _ in range(5):
        rig.bench.note("cue", "turn")
    watcher.look_through(Client(FakeLine(rig.bench)))
    rig.bench.link.watch.ring = EventRing(2)  # powered off and on
    for name in ("press", "turn", "release"):
        rig.bench.note("cue", name)
    told = watcher.follow(0)
    assert [event.value for event in told] == ["turn", "release"]
    assert watcher.lost == 1


def test_cues_have_the_shape_they_are_felt_in() -> None:
    assert mirror.shape("release") == "▪▪▬"
    assert mirror.shape("switch_side") == "▪▪ ▪▪"
    assert mirror.shape("of the future") == ""


def test_watch_prints_events_where_there_is_no_terminal(rig: Rig) -> None:
    rig.port.state_calls = 0  # type: ignore[attr-defined]

    def state() -> list[tuple[str, object]]:
        rig.bench.note("cue", "press")  # happens right after the watch began
        return list(rig.port.now.items())

    rig.port.state = state  # type: ignore[method-assign]
    lines = rig.run("watch", "--json", "--for", "0.05").stdout.splitlines()
    assert {**json.loads(lines[0]), "at_ms": 0} == {"at_ms": 0, "what": "cue", "value": "press"}
    text = rig.run("watch", "--for", "0.05").stdout
    assert re.fullmatch(r" +\d+\.\d{3}  cue    press ▬\n", text)


def test_screenshot(rig: Rig, tmp_path: Path) -> None:
    rig.port.page = (3, b"\x01" + bytes(1023))  # the top left pixel
    file = tmp_path / "screen.png"
    assert rig.run("screenshot", str(file), "--scale", "1").exit_code == 0
    with Image.open(file) as picture:
        seen = picture.convert("L")
        assert seen.size == (128 + 20, 64 + 20)
        left, top = 10, 10
        assert seen.getpixel((left, top)) > 200
        assert max(seen.getpixel((left + 1, top)), seen.getpixel((left, top + 1))) < 40


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".pdf"])
def test_a_picture_has_the_format_of_its_ending(rig: Rig, tmp_path: Path, suffix: str) -> None:
    for command in ("screenshot", "preview hands-li4 --picture", "card"):
        file = tmp_path / f"{command.split()[0]}{suffix}"
        assert rig.run(*command.split(), str(file)).exit_code == 0
        with Image.open(file) as picture:
            assert Image.registered_extensions()[suffix] == picture.format


# --- doctor -----------------------------------------------------------------------


@pytest.fixture
def no_modem_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "modem_manager", lambda: iter(()))


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_finds_nothing_wrong(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "__version__", "0.1.0")  # the fake device's
    result = rig.run("doctor")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ok       fake: fake ab12 answers",
        "ok       firmware 0.1.0, protocol 1",
        "ok       clock 2026-02-01T00:00:00+01:00",
        "ok       the screen answers",
    ]


def test_doctor_breaks_lines_between_words_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = diagnosis.Finding("problem", "the screen does not answer", "check its four wires")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "26")
    doctor._show(finding)
    assert capsys.readouterr().out.splitlines() == [
        "PROBLEM  the screen does",
        "         not answer",
        "         check its four",
        "         wires",
    ]


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_finds_what_is_wrong_inside(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    monkeypatch.setattr(diagnosis, "__version__", "9.0")
    monkeypatch.setattr(diagnosis, "PROTOCOL", 2)
    rig.port.now.update(has_panel=False, notice="notice_builtin")
    rig.port.flags = dict.fromkeys(FLAGS)
    result = rig.run("doctor", "--json")
    assert result.exit_code == 1
    found = {(row["verdict"], row["what"].split(":")[0]) for row in json.loads(result.stdout)}
    assert found == {
        ("ok", "fake"),
        ("problem", "the device speaks protocol 1, this program 2"),
        ("problem", "the clock is off"),
        ("problem", "the screen does not answer"),
        ("hint", "the device says"),
        ("hint", "safety questions are not answered yet"),
    }


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_says_everything_once(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))
    rig.port.config.dev_id = "fake"  # as a simulator's is its model
    lines = rig.run("doctor").stdout.splitlines()
    assert lines[0] == "ok       fake: fake answers"
    [at] = [number for number, line in enumerate(lines) if "the clock is off" in line]
    assert lines[at : at + 2] == [
        "PROBLEM  the clock is off: 2026-02-01T00:00:00+01:00 (0:05:30 behind this computer's)",
        "         acupacer clock --set corrects it",
    ]
    assert sum("clock --set" in line for line in lines) == 1


@pytest.mark.usefixtures("no_modem_manager")
@pytest.mark.parametrize("notice", states.KEEPS_NOTHING)
def test_doctor_says_what_a_device_no_longer_does(rig: Rig, notice: str) -> None:
    rig.port.now.update(notice=notice)
    result = rig.run("doctor")
    what, advice = states.KEEPS_NOTHING[notice]
    assert result.exit_code == 1
    assert f"PROBLEM  {what}\n         {advice}\n" in result.stdout
    assert "the device says" not in result.stdout


@pytest.mark.parametrize(
    ("command", "notice", "is_kept"),
    [
        (["profile", "pregnancy=yes"], "notice_no_history", False),
        (["profile", "pregnancy=yes"], "notice_not_stored", False),
        (["profile", "pregnancy=yes"], "notice_builtin", True),
        (["profile"], "notice_no_history", True),
        (["settings", "sound=off"], "notice_no_history", True),
        (["settings", "sound=off"], "notice_not_stored", False),
        (["settings"], "notice_not_stored", True),
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_change_that_a_restart_forgets_is_said_to_be_one(
    rig: Rig, command: list[str], notice: str, is_kept: bool, options: list[str]
) -> None:
    rig.port.now.update(notice=notice)
    result = rig.run(*command, *options)
    assert result.stdout
    assert result.exit_code == (0 if is_kept else 1)
    said = "acupacer: this holds only until the device is switched off: the device cannot "
    assert (said in result.stderr) == (not is_kept)


def test_history_says_that_the_device_cannot_read_its_own(rig: Rig) -> None:
    rig.port.now.update(notice="notice_no_history")
    told = rig.run("history")
    assert (told.exit_code, told.stdout) == (0, "ab12: no session yet\n")
    assert "the device cannot read its history: " in told.stderr


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception, text: str) -> None:
    def open_transport(url: str) -> transport.Transport:
        raise PortError(f"{url}: {text}") from error

    monkeypatch.setattr(connection, "open_transport", open_transport)


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_names_the_missing_permission(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, OSError(errno.EACCES, "denied"), "no permission")
    monkeypatch.setattr(diagnosis.sys, "platform", "linux")
    result = rig.run("doctor")
    assert result.exit_code == 1
    assert "PROBLEM  fake: no permission to open it\n" in result.stdout
    assert "run: sudo usermod -aG dialout $USER, then log out" in result.stdout


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_names_who_holds_the_port(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "41" / "fd").mkdir(parents=True)
    (tmp_path / "41" / "comm").write_text("minicom\n")
    (tmp_path / "41" / "cmdline").write_text("minicom\0-D\0ttyACM0\0")
    (tmp_path / "41" / "fd" / "3").symlink_to(tmp_path / "ttyACM0")
    (tmp_path / "42" / "fd").mkdir(parents=True)
    assert port_holder.holder_of(str(tmp_path / "ttyACM0"), tmp_path) == "minicom (process 41)"
    assert port_holder.holder_of(str(tmp_path / "ttyACM1"), tmp_path) == ""
    for number, words in (
        (40, "python\0-m\0acupacer_host\0simulate"),
        (43, "acupacer\0screenshot"),
    ):
        (tmp_path / f"{number}" / "fd").mkdir(parents=True)
        (tmp_path / f"{number}" / "cmdline").write_text(words + "\0")
        (tmp_path / f"{number}" / "fd" / "3").symlink_to(tmp_path / "pts9")
    holder = port_holder.holder_of(str(tmp_path / "pts9"), tmp_path)
    assert holder == "acupacer screenshot (process 43)"  # a simulator keeps nobody out
    refuse(monkeypatch, OSError(errno.EBUSY, "busy"), "another program has it")
    assert "PROBLEM  fake: another program has it open" in rig.run("doctor").stdout


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_meets_another_firmware(rig: Rig) -> None:
    rig.bench.link.receive = lambda data: None  # type: ignore[method-assign]
    result = rig.run("doctor")
    assert result.exit_code == 1
    assert "PROBLEM  fake: nobody says hello" in result.stdout


@pytest.mark.usefixtures("no_modem_manager")
def test_doctor_without_a_device(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    found = list(diagnosis.diagnose(None))
    assert [finding.what for finding in found] == ["no connected device was recognised"]
    assert "use a cable that carries data" in found[0].advice
    monkeypatch.setattr(diagnosis.simulator_port, "find", lambda: "/dev/pts/9")
    found = list(diagnosis.diagnose(None))
    assert [finding.verdict for finding in found][:2] == ["hint", "ok"]
    assert "a simulator is on /dev/pts/9" in found[0].what


def test_modem_manager_is_noticed_unless_a_rule_keeps_it_off(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "comm").write_text("ModemManager\n")
    rules = tmp_path / "rules.d"
    rules.mkdir()
    found = list(diagnosis.modem_manager(tmp_path, (str(rules),)))
    assert [finding.verdict for finding in found] == ["hint"]
    (rules / "70-acupacer.rules").touch()
    assert list(diagnosis.modem_manager(tmp_path, (str(rules),))) == []

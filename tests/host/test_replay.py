"""A session's log replays to exactly the effects the session had."""

import json
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "portable"))

import cli_rig
from acupacer.core import events
from acupacer_host.doctor import device_report
from acupacer_host.doctor.diagnosis import HINT, Finding
from acupacer_host.doctor.gathered import Gathered
from acupacer_host.trace import replay, session_log
from gestures_data import GUN, HOLD, PROMPT, ROUTINES
from history_lines import Writer
from rig import Rig

FILES = {events.FACTORY_FILE: ROUTINES}
TEXTS = {routine_id: text for routine_id, _, text in replay.routine_texts([ROUTINES])}


class Recorder(Rig):
    """A rig that keeps the effects of its session, timed from the session's start."""

    def power_up(self):
        self.effects = []
        super().power_up()

    def apply(self, effect):
        super().apply(effect)
        if self.device.session or self.effects:
            self.effects.append((self.now_ms, effect))

    def log(self):
        return self.device.current.log.data()


def comparable(effects, start_ms, end_ms):
    """What a user or the history gets, up to the session's last instant."""
    found = []
    for at_ms, effect in effects:
        if at_ms - start_ms > end_ms:
            break
        if isinstance(effect, events.Append):
            found.append((at_ms - start_ms, "append", effect.data))
        elif isinstance(effect, events.ShowView):
            if effect.view.screen not in ("home", "dark", "stuck"):
                found.append((at_ms - start_ms, "show", effect.view))
        elif isinstance(effect, events.SetMotor | events.SetTone | events.SetPanel):
            found.append((at_ms - start_ms, repr(effect).split("at_ms")[0]))
    return found


def assert_replays(rig, routine_id, start_ms):
    log = session_log.read(rig.log())
    assert log.start.routine == routine_id
    again = replay.Replay(log, TEXTS[routine_id])
    again.run()
    end_ms = log.lines[-1].ms
    effects = [(at_ms - start_ms, effect) for at_ms, effect in rig.effects]
    played = comparable(effects, 0, end_ms)
    first = next(n for n, row in enumerate(played) if row[1] == "show")
    replayed = comparable(again.effects, 0, end_ms)
    begin = next(n for n, row in enumerate(replayed) if row[1] == "show")
    assert replayed[begin:] == played[first:]
    return again


def begin(before):
    """A recorder in a session, and when that began on the rig's clock."""
    rig = Recorder(dict(FILES))
    rig.run(before)
    assert rig.device.session
    return rig, rig.base_ms + session_log.read(rig.log()).start.start_ms


def to_the_end(rig):
    for _ in range(200):
        if rig.device.session is None:
            return
        if rig.device.state == "prompt":
            rig.tap("START")
        rig.wait(20_000)
    raise AssertionError("the session does not end")


@pytest.mark.parametrize(("before", "routine_id"), [(HOLD, "hold"), (GUN, "gun")])
def test_a_whole_session_replays_exactly(before, routine_id):
    rig, start_ms = begin(before)
    to_the_end(rig)
    again = assert_replays(rig, routine_id, start_ms)
    assert again.records[-1].kind == "ended"
    assert again.device.current.log.data() == rig.log()
    assert session_log.read(rig.log()).is_whole


def test_the_second_worse_running_replays_with_its_advice():
    worse = "tap START\nwait 9000\nlong NEXT\nwait 4000\ntap START\nwait 3000\nlong NEXT\n"
    rig, _ = begin(GUN)
    rig.run(worse + "wait 3000\n")
    rig.effects.clear()
    rig.run("tap START\nwait 4000\n")
    start_ms = rig.base_ms + session_log.read(rig.log()).start.start_ms
    rig.run(worse + "wait 3000\n")
    assert rig.device.state == "advice"
    to_the_end(rig)
    again = assert_replays(rig, "gun", start_ms)
    assert [record.kind for record in again.records][-2:] == ["ended", "helped"]


def mishap(chance):
    return chance.choice(
        [
            events.StoreFailed(-1, "io"),
            events.PanelChanged(False),
            events.PanelChanged(True),
            events.PulseCapped("motor"),
            events.PulseCapped("tone"),
        ]
    )


@pytest.mark.parametrize("seed", range(30))
def test_sessions_of_random_users_replay_exactly(seed):
    chance = random.Random(seed)
    rig, start_ms = begin(chance.choice((PROMPT, HOLD, GUN)))
    routine_id = rig.device.session.routine.id
    for _ in range(25):
        if rig.device.session is None:
            break
        what = chance.randrange(13)
        if what < 5:
            rig.tap(chance.choice(("START", "NEXT")))
        elif what < 7:
            rig.long(chance.choice(("START", "NEXT")))
        elif what == 7 and chance.random() < 0.3:
            rig.tap("STOP")
        elif what in (8, 9, 12):
            rig.give(mishap(chance))
        elif what == 10 and chance.random() < 0.4:  # the device was asleep
            rig.now_ms += chance.randrange(1, 9000)
            rig.settle()
        elif what == 11:
            rig.settle()
            rig.device.link.control.control(chance.choice(("pause", "stop")), "")
            rig.settle()
        rig.wait(chance.randrange(0, 15_000))
    to_the_end(rig)
    assert_replays(rig, routine_id, start_ms)


def test_a_session_taken_up_after_a_power_loss_replays():
    rig, _ = begin(HOLD)
    rig.wait(60_000)
    rig.run("power\ntap STOP\nwait 2000\ntap START\nwait 500")
    assert rig.device.state == "prompt"
    start_ms = rig.base_ms + session_log.read(rig.log()).start.start_ms
    to_the_end(rig)
    assert_replays(rig, "hold", start_ms)
    assert session_log.read(rig.log()).start.taken_up


def test_the_log_tells_no_safety_answers():
    rig, _ = begin(HOLD)
    assert b"pregnancy" not in rig.log()
    assert b"acute" not in rig.log()


def test_a_log_that_was_cut_plays_to_its_end():
    rig, _ = begin(HOLD)
    whole = rig.log()
    log = session_log.read(whole)
    assert not log.is_whole
    again = replay.Replay(log, TEXTS["hold"])
    again.run()
    assert again.device.session is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "does not begin"),
        (b"hello\n", "does not begin"),
        (b"session [1,2]\n", "line 1 is damaged or of another version: 13 values"),
        (b"session nonsense\n", "line 1 is damaged: 'session nonsense': it is not JSON"),
        (b"session " + b"[" * 9000, "line 1 is damaged: .*: it is not JSON"),
        (b"x" * 65537, "longer than any log or bug report, 65536 bytes"),
    ],
)
def test_what_is_no_log_is_said(data, message):
    with pytest.raises(ValueError, match=message):
        session_log.read(data)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("x", "a line is a time in ms, a word and its values"),
        ("", "a line is a time in ms, a word and its values"),
        ("-5 buttons 1", "a line is a time in ms"),
        ("² buttons 1", "a line is a time in ms"),
        ("3100 foo bar", "no line says 'foo'; there are buttons, panel, "),
        ("3100 buttons", "after 'buttons' comes the contacts as bits, 0 to 7"),
        ("3100 buttons 8", "after 'buttons' comes the contacts as bits, 0 to 7"),
        ("3100 buttons 1 1", "after 'buttons' comes the contacts as bits, 0 to 7"),
        ("3100 panel 2", "after 'panel' comes 0 or 1"),
        ("3100 capped tape", "after 'capped' comes motor or tone"),
        ("3100 clock 5 5", "after 'clock' comes Unix seconds, minutes east of UTC, 0 or 1"),
        ("3100 host start", "after 'host' comes pause or stop"),
        ("3100 late soon", "after 'late' comes ms from the session's start"),
        ("3100 end 5", "after 'end' comes nothing more"),
        ("2999 buttons 0", "its time is before that of the line above, 3000"),
    ],
)
def test_a_damaged_line_is_named_with_what_is_wrong(line, why):
    rig, _ = begin(HOLD)
    rows = rig.log().decode().splitlines()
    assert rows[1] == "3000 buttons 1"
    log = "\n".join([*rows[:2], line, "216700 end"]).encode()
    with pytest.raises(ValueError) as caught:
        session_log.read(log)
    assert str(caught.value).startswith(f"line 3 is damaged: {line!r}: {why}")


@pytest.mark.parametrize("last", ["5000 end", "full"])
def test_nothing_follows_the_last_line(last):
    rig, _ = begin(HOLD)
    log = rig.log() + f"{last}\n".encode()
    assert session_log.read(log + b"\r\n\n").is_whole == (last != "full")
    with pytest.raises(ValueError, match="line 5 is damaged: '6000 panel 1': nothing may"):
        session_log.read(log + b"6000 panel 1\n")


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("7400,10,1", "-9,10,1", "start_ms cannot be -9"),
        ('"hold"', "7", "routine cannot be 7"),
        ("[0,0,0,0,60,100],", "", "buttons cannot be [[0, 0, 0, 0, -3140"),
        ('[20,0,1,["left"],0,0]', '[20,0,"1",["left"],0,0]', "doses cannot be"),
        ('"strength","high"', '"strength","hihg"', "settings cannot be"),
        (',["dose_start","20","3"]]', "]", "it has not a reason for every dose"),
    ],
)
def test_a_damaged_first_line_says_what_cannot_be(was, becomes, why):
    rig, _ = begin(HOLD)
    text = rig.log().decode()
    assert was in text
    with pytest.raises(ValueError) as caught:
        session_log.read(text.replace(was, becomes, 1).encode())
    assert str(caught.value).startswith("line 1 is damaged: 'session ")
    assert why in str(caught.value)


def finished_log():
    rig, _ = begin(HOLD)
    to_the_end(rig)
    return rig.log()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda rows: [*rows[:3], "9000 end"], "goes on after line 4 (9000 end)"),
        (
            lambda rows: [*rows[:3], "9000 buttons 4", "9100 buttons 0", *rows[3:]],
            "is over before line 6 (130100 buttons)",
        ),
    ],
)
def test_lines_that_contradict_each_other_give_no_result(monkeypatch, tmp_path, damage, why):
    rows = finished_log().decode().splitlines()
    log, document = tmp_path / "session.log", tmp_path / "mine.json"
    log.write_text("\n".join(damage(rows)))
    document.write_bytes(ROUTINES)
    told = cli_rig.Rig(monkeypatch, tmp_path).run(
        "replay", str(log), "--routines", str(document)
    )
    assert (told.exit_code, told.stdout) == (1, "")
    assert f"{log}: no session log: played again, the session {why}" in told.stderr


@pytest.mark.parametrize("seed", range(8))
def test_no_damage_ends_in_a_traceback(seed):
    chance = random.Random(seed)
    whole = finished_log()
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 9))):
            data[chance.randrange(len(data))] = chance.choice(b'0123456789",[]{}- \nabz')
        try:
            log = session_log.read(bytes(data))
            replay.Replay(log, TEXTS["hold"]).run()
        except ValueError:
            pass


def test_a_bug_report_is_read_as_the_log_in_it():
    rig, _ = begin(HOLD)
    findings = [Finding(HINT, "a fault", "", "Traceback\nsession 9")]
    report = device_report.compose(findings, Gathered(session_log=rig.log()))
    assert session_log.read(report) == session_log.read(rig.log())
    assert len(report) < session_log.REPORT_BYTES
    damaged = report.replace(rig.log(), rig.log().split(b"\n")[0] + b"\nx\n")
    with pytest.raises(ValueError, match="line 13 is damaged"):
        session_log.read(damaged)


# --- the commands ------------------------------------------------------------------------


def test_the_command_tells_the_session_cue_by_cue(monkeypatch, tmp_path):
    rig, _ = begin(HOLD)
    rig.run("wait 5000\ntap STOP\nwait 3000\ntap NEXT\nwait 500\ntap START\nwait 300")
    log, document = tmp_path / "session.log", tmp_path / "mine.json"
    log.write_bytes(rig.log())
    document.write_bytes(ROUTINES)
    ran = cli_rig.Rig(monkeypatch, tmp_path)
    told = ran.run("replay", str(log), "--routines", str(document))
    assert told.exit_code == 0, told.output
    assert "press L" in told.output
    assert "ask LS" in told.output
    assert "hold: stopped, 0 pauses" in told.output
    alone = ran.run("replay", str(log))
    assert alone.exit_code == 1
    assert "give the file with --routines" in alone.output


def test_a_log_that_is_none_is_refused(monkeypatch, tmp_path):
    file = tmp_path / "x.log"
    file.write_bytes(b"x\n")
    told = cli_rig.Rig(monkeypatch, tmp_path).run("replay", str(file))
    assert told.exit_code == 1
    assert "no session log" in told.output


def test_history_shows_which_cues_were_mixed_up(monkeypatch, tmp_path):
    written = Writer()
    written.session()
    written.note("trained", ["press", "press"])
    written.note("trained", ["release", "turn"])
    ran = cli_rig.Rig(monkeypatch, tmp_path)
    ran.has_history(written.lines)
    assert "cues in the trainer: 1 of 2 right" in ran.run("history").output
    told = ran.run("history", "--trainer").output
    assert "most often release for turn, 1 ×" in told
    felt = json.loads(ran.run("history", "--offline", "--trainer", "--json").stdout)
    assert felt["felt"][1][2] == 1

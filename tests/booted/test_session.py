"""A session by button: what is on the lines, on the panel and in the history."""

import json

import pytest
import scenes
from pi import STATE
from scenes import SESSION_PATTERN, SESSION_S, SHORT_FILE

LATE_S, LENGTH_S = 0.003, 0.004  # a PWM with pauses of 2 ms ends as much too early
LENGTHS_S = {"S": 0.12, "L": 0.5}
SESSIONS, REST_S, WAIT_S = 5, 2 * 3600, 1800  # as many as a day allows, over its eight hours


def test_a_session_by_button_is_on_the_line_as_told(home):
    scenes.session(home)
    check_pulses(home)
    scenes.leave(home)
    (record,) = json.loads(home.laptop("history", "--json"))
    said = (record["routine"], record["ended"], record["helped"])
    assert said == ("short-hand", "finished", "better")
    (place,) = record["places"]
    assert (place["place"], place["side"]) == ("LI4", "left")
    assert (place["prescribed_s"], place["delivered_s"]) == (5, 5)


def check_pulses(pi):
    """The motor did what a session of one 5 s hold asks for, when and for as long."""
    pulses = pi.line("motor").pulses()
    assert pi.line("motor").pattern() == SESSION_PATTERN
    offsets_s = [start - due for (start, _), due in zip(pulses, SESSION_S, strict=True)]
    late_s = [offset - min(offsets_s) for offset in offsets_s]
    letters = zip(pulses, SESSION_PATTERN, strict=True)
    off_s = [end - start - LENGTHS_S[letter] for (start, end), letter in letters]
    print("late:", *(f"{seconds * 1000:.1f}" for seconds in late_s), "ms")
    print("too long:", *(f"{seconds * 1000:.1f}" for seconds in off_s), "ms")
    assert max(late_s) <= LATE_S
    assert max(map(abs, off_s)) <= LENGTH_S


def test_the_pushed_file_is_on_the_card(home):
    assert home.sh(f"cmp {SHORT_FILE} {STATE}/routines.json") == ""


def test_a_second_instance_says_why_it_cannot_run(home):
    said = home.sh("cd /tmp && sudo -u acupacer LG_WD=/tmp acupacer-device run", code=1)
    assert "GPIO busy" in said, said
    assert "does no other acupacer-device run" in said, said
    assert "Traceback" not in said, said
    assert home.shows("Short hand")


@pytest.mark.soak
def test_a_day_leaves_the_service_at_its_size(home):
    _session(home)
    before = _size(home)
    for _ in range(SESSIONS - 1):
        for _ in range(REST_S // WAIT_S):
            home.wait(WAIT_S)
        home.tap("START", "Short hand")  # the panel was dark
        _session(home)
    after = _size(home)
    print("size:", before, after)
    assert after["files"] == before["files"]
    assert after["kb"] - before["kb"] <= 256, (before, after)


def _session(home):
    scenes.session(home)
    scenes.leave(home)


def _size(pi):
    pid = pi.service("MainPID")
    kb = pi.sh(f"grep VmRSS /proc/{pid}/status").split()[1]
    return {"files": pi.sh(f"ls /proc/{pid}/fd | wc -l").strip(), "kb": int(kb)}

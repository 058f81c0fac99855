"""STOP, once or hammered, in every state of a session: low, silent, and the right answer.

Walked by a script: 1 to 12 contacts, 50 ms to 2 s apart, from each state. What has to be on
record is worked out here, from the number of contacts and the time between them alone.
"""

import io
import json
import pickle
import sys
from pathlib import Path

import pytest
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.input.buttons import SETTLED_MS

sys.path.insert(0, str(Path(__file__).parents[1]))

from cue_contexts import Copier
from gestures_data import BALLS, GUN, HOLD, PROMPT, ROUTINES
from rig import Rig, motor_pulses

DONE = BALLS + "tap START\nwait 9000\n" + "long NEXT\nwait 7000\n" * 2
WORSE = "tap START\nwait 2000\nlong NEXT\n"
BALLS_AGAIN = (
    "wait 1900000\ntap START\nwait 500\ntap START\nwait 4000\n"
    "tap START\nwait 9000\n" + "long NEXT\nwait 7000\n" * 2
)
# State -> the script that leads there, and whether pressure was given before.
STATES = {
    "prompt": (PROMPT, False),
    "get_ready": (PROMPT + "tap START\nwait 2000\n", False),
    "hold": (HOLD + "wait 3000\n", True),
    "rest": (HOLD + "wait 21000\n", True),
    "switch_side": (HOLD + "wait 54000\n", True),
    "paused": (HOLD + "wait 3000\ntap START\nwait 3000\n", True),
    "movement": (BALLS + "tap START\nwait 9000\n", True),
    "window": (GUN + "tap START\nwait 9000\n", True),
    "spot": (GUN + "tap START\nwait 9000\ntap NEXT\nwait 7000\n", True),
    "done": (DONE, True),
    "helped": (DONE + "tap START\nwait 300\n", True),
    "advice": (DONE + WORSE + BALLS_AGAIN + WORSE + "wait 300\n", True),
}
WORSE_BEFORE = {"advice": ["worse", "worse"]}  # what was answered on the way there
APART_MS = (50, 90, 120, 400, 700, 990, 1010, 1500, 2000)
SILENCE_MS = 1000
DOWN_MS = 25


@pytest.fixture(scope="module")
def rigs():
    """State -> a rig that is in it, to be copied by ``pickle.loads``."""
    found = {}
    for name, (script, _) in STATES.items():
        rig = Rig({FACTORY_FILE: ROUTINES}).run(script)
        assert rig.device.state == name
        written = io.BytesIO()
        Copier(written).dump(rig)
        found[name] = written.getvalue()
    return found


def hammer(rig, count, apart_ms):
    """Press STOP so often; the times of the contacts."""
    contacts = []
    for _ in range(count):
        contacts.append(rig.now_ms)
        rig.run(f"press STOP\nwait {DOWN_MS}\nrelease STOP\nwait {apart_ms - DOWN_MS}")
    return contacts


def is_yes(count, apart_ms):
    """Two more contacts in the silence, or one once the question is up."""
    if apart_ms - DOWN_MS < SETTLED_MS:  # a spring that bounces: one press
        count = 1
    return count >= 3 or (count == 2 and apart_ms > SILENCE_MS)


@pytest.mark.parametrize("apart_ms", APART_MS)
@pytest.mark.parametrize("state", STATES)
def test_stop_in_every_state_however_often(rigs, state, apart_ms):
    for count in range(1, 13):
        rig = pickle.loads(rigs[state])
        since = len(rig.trace)
        contacts = hammer(rig, count, apart_ms)
        rig.wait(45_000)
        pulses = motor_pulses(rig.trace[since:])
        certain = 3 if SETTLED_MS + DOWN_MS <= apart_ms < SILENCE_MS else 1
        for contact_ms in contacts[:certain]:
            quiet = [pulse for pulse in pulses if pulse.end_ms > contact_ms]
            assert all(pulse.start_ms >= contact_ms + SILENCE_MS for pulse in quiet), count
        assert not rig.device.player.is_on, count
        was_pressed = STATES[state][1]
        rows = [json.loads(line) for line in rig.files[HISTORY_FILE].decode().splitlines()]
        answers = [row["answer"] for row in rows if "answer" in row]
        assert [row["helped"] for row in rows if "helped" in row] == WORSE_BEFORE.get(state, [])
        assert ("yes" in answers) == (was_pressed and is_yes(count, apart_ms)), (
            count,
            rows[-3:],
        )


def test_a_key_before_the_yes_is_felt_keeps_the_silence():
    rig = Rig({FACTORY_FILE: ROUTINES}).run(HOLD + "wait 3000\ntap STOP\nwait 2000\npress STOP")
    assert rig.device.session.answer == "yes"
    since = len(rig.trace)
    rig.run("wait 300\nrelease STOP\nwait 300\ntap START\nwait 1000")
    first = motor_pulses(rig.trace[since:])[0]
    assert first.start_ms == rig.now_ms - 1700 + SILENCE_MS


def test_stop_once_more_before_the_yes_puts_it_off():
    rig = Rig({FACTORY_FILE: ROUTINES}).run(HOLD + "wait 3000\ntap STOP\nwait 2000\ntap STOP")
    since = len(rig.trace)
    rig.run("wait 200\npress STOP")
    contact_ms = rig.now_ms
    rig.run("wait 100\nrelease STOP\nwait 400\ntap START\nwait 1200")
    assert rig.device.state == "done"
    pulses = motor_pulses(rig.trace[since:])
    assert [pulse.start_ms - contact_ms for pulse in pulses][:1] == [SILENCE_MS]
    rig.run("wait 2000\ntap STOP\nwait 500")
    assert rig.device.state == "home"

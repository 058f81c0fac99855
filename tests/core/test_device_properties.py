"""Whatever happens: no exception, outputs low when they must be, sums that add up."""

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "portable"))

from acupacer.core import events
from acupacer.core.events import FACTORY_FILE
from acupacer.core.input.buttons import FIRM_MS
from acupacer.core.link import cbor, frames
from acupacer_host.content.gesture_map import gesture_map
from gestures_data import CAUTIONS, GUN, HOLD, HOME, PROMPT, ROUTINES
from rig import Rig

BITS = st.integers(0, 7)
STATES = set(gesture_map())


def frame(group, command, op, fields, seq):
    """One valid request on the wire."""
    body = cbor.encode(cbor.Map(fields))
    head = bytes([1 << 3 | op, 0, len(body) >> 8, len(body) & 255, 0, group, seq, command])
    return frames.encode(head + body)


PUSHED = ROUTINES.replace(b'"Sit."', b'"Sat."')
FIELDS = st.one_of(
    st.tuples(st.just("do"), st.sampled_from(["open", "pause", "stop"])),
    st.tuples(st.just("routine"), st.sampled_from(["hold", "gun", "balls", "none"])),
    st.tuples(st.just("nonce"), st.integers(0, 1 << 31)),
    st.tuples(st.just("name"), st.sampled_from(["/routines.json", "/history.jsonl", "/etc"])),
    st.tuples(st.just("off"), st.sampled_from([0, 7, 400])),
    st.tuples(st.just("data"), st.sampled_from([PUSHED, ROUTINES[:400], b""])),
    st.tuples(st.just("len"), st.sampled_from([len(PUSHED), len(ROUTINES), 70_000])),
    st.tuples(st.just("since"), st.integers(0, 40)),
    st.tuples(st.just("id"), st.integers(0, 40)),
    st.tuples(st.just("datetime"), st.sampled_from(["2026-11-23T10:00:00+01:00", "x"])),
)
REQUESTS = st.builds(
    frame,
    st.sampled_from([0, 8, 100, 100, 100]),
    st.integers(0, 8),
    st.sampled_from([0, 2]),
    st.lists(FIELDS, max_size=4, unique_by=lambda pair: pair[0]),
    st.integers(0, 255),
)
GUN_WINDOW = GUN + "tap START\nwait 12000\n"
OUTSIDE = st.one_of(
    st.tuples(st.just("buttons"), BITS),
    st.tuples(st.just("tap"), st.sampled_from(["START", "NEXT", "STOP"])),
    st.tuples(st.just("long"), st.sampled_from(["START", "NEXT", "STOP"])),
    st.tuples(st.just("wait"), st.integers(0, 40_000)),
    st.tuples(st.just("jump"), st.integers(0, 400_000)),
    st.tuples(st.just("bytes"), st.binary(max_size=300)),
    st.tuples(st.just("bytes"), REQUESTS),
    st.tuples(st.just("panel"), st.booleans()),
    st.tuples(st.just("capped"), st.sampled_from(["motor", "tone"])),
    st.tuples(st.just("store"), st.sampled_from(["", "full", "read_only", "io"])),
    st.tuples(st.just("clock"), st.integers(0, 4_000_000_000)),
    st.tuples(st.just("edge"), st.integers(-5000, 90_000)),
)


class Watch(Rig):
    """A rig that checks, after every step, what must always hold."""

    def settle(self):
        super().settle()
        self.check()

    def apply(self, effect):
        super().apply(effect)
        if isinstance(effect, events.SetMotor) and effect.duty_pct:
            self.on_since_ms = self.now_ms

    def check(self):
        device = self.device
        assert device.state in STATES
        assert device.next_ms > self.at_ms()
        if self.motor_pct:
            # the off edge is on its way, no later than the longest pulse
            assert device.player.next_ms is not None
            assert device.player.next_ms - self.at_ms() <= 500
        session = device.session
        if session and session.is_running:
            assert 0 <= session.left_ms(self.at_ms()) <= session.total_ms


TOLD = {
    "bytes": events.BytesReceived,
    "panel": events.PanelChanged,
    "capped": events.PulseCapped,
}


def do(rig, what, value):
    if what == "buttons":
        rig.hold(value)
    elif what == "tap":
        rig.tap(value)
    elif what == "long":
        rig.long(value)
    elif what == "wait":
        rig.wait(value)
    elif what == "jump":  # the device was asleep: one step, far too late
        rig.now_ms += value
        rig.settle()
    elif what in TOLD:
        rig.give(TOLD[what](value))
    elif what == "store":
        rig.store.failure = value
    elif what == "clock":
        rig.give(events.ClockRead(value, 60, True))
    else:
        rig.give(events.EdgeApplied(rig.at_ms(), value))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([HOME, CAUTIONS, PROMPT, HOLD, GUN + "tap START\nwait 9000\n"]),
    st.lists(OUTSIDE, max_size=25),
)
def test_anything_goes_and_the_motor_ends_low(before, happenings):
    rig = Watch({FACTORY_FILE: ROUTINES}).run(before)
    for what, value in happenings:
        do(rig, what, value)
    rig.hold(0)
    rig.wait(30)
    rig.run("tap NEXT")  # wakes a dark panel
    rig.press("STOP")
    assert (rig.motor_pct, rig.tone_hz) == (0, 0)
    rig.wait(900)
    assert (rig.motor_pct, rig.tone_hz) == (0, 0) or rig.device.session is None


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([HOME, PROMPT, HOLD + "tap START\nwait 3000\n", GUN_WINDOW]),
    st.lists(
        st.tuples(
            st.sampled_from(["START", "NEXT"]), st.integers(1, FIRM_MS - 1), st.integers(1, 200)
        ),
        max_size=30,
    ),
)
def test_contacts_that_no_finger_makes_never_lead_to_pressure(before, brushes):
    rig = Watch({FACTORY_FILE: ROUTINES}).run(before)
    for button, closed_ms, open_ms in brushes:
        rig.tap(button, closed_ms)
        rig.wait(open_ms)
        assert rig.device.state not in ("get_ready", "hold", "movement", "spot")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([PROMPT, HOLD, HOLD + "wait 20000\n", GUN + "tap START\nwait 9000\n"]),
    st.lists(
        st.tuples(st.sampled_from(["tap", "long", "wait"]), st.integers(0, 30_000)), max_size=20
    ),
)
def test_every_state_has_a_way_home(before, moves):
    rig = Watch({FACTORY_FILE: ROUTINES}).run(before)
    for what, value in moves:
        do(rig, what, value if what == "wait" else ("START", "NEXT", "STOP")[value % 3])
    for _ in range(4):
        rig.run("tap STOP\nwait 4000\ntap NEXT\nwait 500")
    assert rig.device.session is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(0, 20_000)), max_size=6))
def test_delivered_and_remaining_add_up_through_any_pauses(pauses):
    rig = Watch({FACTORY_FILE: ROUTINES}).run(PROMPT + "tap START\nwait 5000\n")
    session = rig.device.session
    for held_ms, paused_ms in pauses:
        if session.state != "hold":
            break
        rig.wait(held_ms)
        if session.state != "hold":
            break
        before_ms = session.left_ms(rig.at_ms())
        rig.tap("START")
        if session.paused_state != "hold":
            break
        assert session.paused_ms == before_ms
        delivered_ms = session.ledger.delivered[0][2]
        assert delivered_ms + session.paused_ms == 20_000
        rig.wait(paused_ms)
        rig.tap("START")
        rig.wait(3200)
        session = rig.device.session


def stop_latency(rig):
    rig.press("STOP")
    return rig.motor_pct, rig.tone_hz


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 120_000))
def test_stop_is_low_in_its_own_step_at_any_instant(at_ms):
    rig = Rig({FACTORY_FILE: ROUTINES}).run(PROMPT + "tap START\n")
    rig.wait(at_ms)
    assert stop_latency(rig) == (0, 0)

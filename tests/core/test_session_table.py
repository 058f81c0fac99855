"""Every row of the session's table is taken, and what has no row changes nothing.

Random routines are played with random keys at random times, seeded and on a fake clock,
until every row was taken: a row that nobody can reach is named and fails.
"""

import random

import pytest
from acupacer.core.cue.player import Player
from acupacer.core.input import gestures
from acupacer.core.input.transitions import row_of, rows_of
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine.model import Dose, Movement, Routine, Step, Window
from acupacer.core.routine.places import built_in
from acupacer.core.session import course, plan
from acupacer.core.session.session import Session
from acupacer.core.session.transitions import (
    EXCLUDED,
    RAN_OUT,
    STALLED,
    TRANSITIONS,
    UNANSWERED,
)

KEYS = (
    gestures.START,
    gestures.START_DOWN,
    gestures.START_LONG,
    gestures.NEXT,
    gestures.NEXT_LONG,
    gestures.STOP,
)
TIME = (RAN_OUT, UNANSWERED)
EVENTS = (*KEYS, *TIME, STALLED, EXCLUDED)
ROWS = {(state, row) for state in TRANSITIONS for row in rows_of(TRANSITIONS, state)}
ENDED = ("silence", "too_much", "done", "helped", "advice", "over")
SESSIONS = 5000  # several times what it takes
MOVES = 300  # in one session, at most
# What the plan's phase may be in a state that is not named after it.
PHASES = {
    "get_ready": ("hold", "movement", "window"),
    "spot": ("window",),
    "paused": ("hold", "movement", "window", "rest", "switch_side"),
}


def name_of(state, row):
    event, when, act, to = row
    return f"{state}: {event}, {when.__name__ if when else 'always'}: {act.__name__}, {to}"


def last_row(state, event):
    return [row for row in rows_of(TRANSITIONS, state) if row[0] == event][-1]


def random_step(chance):
    """A step of one of the methods, and a dose of it."""
    method = chance.choice(["hands", "ball", "move", "balls", "roller", "gun"])
    rest_s, switch_side_s = chance.randint(2, 8), chance.randint(3, 8)
    hold = movement = window = None
    sides, repetitions, alternate, most_s = ("both",), 1, False, 0
    if method in ("hands", "ball", "move"):
        hold = Dose(10, 10, 0, 1)
        sides = chance.choice([("left",), ("left", "right")])
        repetitions = chance.randint(1, 3)
        alternate = len(sides) == 2 and chance.random() < 0.5
        most_s = chance.choice([0, 20])
    if method in ("balls", "roller"):
        arms = chance.choice([("left",), ("left", "right")]) if method == "balls" else ()
        movement = Movement(1, chance.randint(2, 8), 1, 4, arms)
        repetitions = chance.randint(1, 2)
    if method == "gun" or (method == "roller" and chance.random() < 0.5):
        window = Window(20, 20, 0, 1, method == "roller", chance.choice([0, 5]))
    step = Step(
        *(method, built_in("BL23"), None, 1, "lying", sides, alternate, ("Sit.",)),
        *(4, rest_s, switch_side_s, repetitions),
        *(hold, movement, window, None),
    )
    return step, Prescription(
        chance.randint(3, 12), chance.randint(12, 24), repetitions, sides, 0, most_s
    )


class Play:
    """One random session; ``taken`` collects the rows, as (state, row)."""

    def __init__(self, chance, taken):
        self.chance = chance
        self.taken = taken
        self.now_ms = 0
        self.player = Player()
        steps = [random_step(chance) for _ in range(chance.randint(1, 3))]
        routine = Routine("r", "R", "", (), tuple(step for step, _ in steps))
        doses = [dose for _, dose in steps]
        self.session = Session(routine, doses, self.player, 0, chance.random() < 0.5)
        self.session.was_worse = chance.random() < 0.5

    def run(self):
        for _ in range(MOVES):
            self.pass_time()
            if self.chance.random() < 0.1:
                self.refuse_what_has_no_row()
            if self.chance.random() < 0.5:
                self.press()
            if self.session.is_over:
                self.press()
                return

    # --- time -------------------------------------------------------------------------

    def pass_time(self):
        """A little; in a phase also until shortly before its end, or on through it."""
        ends_ms = max(self.session.ends_ms, self.now_ms)
        choice = self.chance.random()
        if choice < 0.4 or (not self.session.is_running and choice < 0.95):
            self.wait_until(min(ends_ms, self.now_ms + self.chance.randint(0, 4000)))
        elif choice < 0.6:
            self.wait_until(max(self.now_ms, ends_ms - self.chance.randint(1, 1500)))
        else:
            self.wait_until(ends_ms)

    def wait_until(self, until_ms):
        while not self.session.is_over and self.session.next_event_ms() <= until_ms:
            self.play_until(self.session.next_event_ms())
            self.one_event()
        self.play_until(until_ms)

    def play_until(self, until_ms):
        while self.player.next_ms is not None and self.player.next_ms <= until_ms:
            self.player.step(self.player.next_ms, [])
        self.now_ms = until_ms

    def one_event(self):
        """What is due at this very instant: a cue, or the one row that time takes."""
        session, state = self.session, self.session.state
        is_cue = bool(session.due) and session.due[0][0] == self.now_ms
        rows = [row_of(TRANSITIONS, session, event, self.now_ms) for event in TIME]
        course.advance(session, self.now_ms)
        if is_cue and session.state == state:
            return
        [row] = [row for row in rows if row]
        self.note(state, row)

    # --- events -----------------------------------------------------------------------

    def press(self):
        """One of the events that have a row now, rather one that is new."""
        told = (*KEYS, STALLED, EXCLUDED)
        rows = [row_of(TRANSITIONS, self.session, event, self.now_ms) for event in told]
        rows = [row for row in rows if row]
        if rows:
            weights = [self.weight(row) for row in rows]
            self.happen(self.chance.choices(rows, weights)[0])

    def weight(self, row):
        """A new row counts most; an end that is known comes seldom, pressure often."""
        if (self.session.state, row) not in self.taken:
            return 100
        if row[3] in ENDED and not self.session.ended:
            return 0.1
        return 3 if row[3] in ("get_ready", "window") else 1

    def happen(self, row):
        state, event = self.session.state, row[0]
        if event == STALLED:
            slept_ms = self.now_ms
            self.now_ms += self.chance.randint(2001, 100_000)
            course.stall(self.session, slept_ms, self.now_ms)
        else:
            assert course.happen(self.session, event, self.now_ms) == row
        self.player.step(self.now_ms, [])
        if event == gestures.STOP:
            assert not self.player.is_on
        self.note(state, row)

    def refuse_what_has_no_row(self):
        before = facts(self.session)
        for event in EVENTS:
            if row_of(TRANSITIONS, self.session, event, self.now_ms) is None:
                assert course.happen(self.session, event, self.now_ms) is None
        assert facts(self.session) == before

    def note(self, state, row):
        self.taken.add((state, row))
        session = self.session
        assert session.state == row[3], name_of(state, row)
        if not session.ended:
            kinds = PHASES.get(session.state, (session.state,))
            assert session.phase.kind in kinds, name_of(state, row)
        assert bool(session.ended) == (session.state in ENDED)
        if session.is_running:
            assert 0 < session.left_ms(self.now_ms) <= session.total_ms, name_of(state, row)
            assert session.window.is_running <= (session.phase.kind == "window")


def facts(session):
    """All that a session knows, its player, clocks and ledger included, to be compared."""
    return {
        name: repr(vars(value) if hasattr(value, "__dict__") else value)
        for name, value in vars(session).items()
    }


def test_every_row_is_taken():
    taken = set()
    for seed in range(SESSIONS):
        Play(random.Random(seed), taken).run()
        if taken == ROWS:
            break
    missing = sorted(name_of(state, row) for state, row in ROWS - taken)
    assert missing == [], "rows nobody can reach"


@pytest.mark.parametrize("state", TRANSITIONS)
def test_stop_is_answered_everywhere_without_a_condition(state):
    assert last_row(state, gestures.STOP)[1] is None


@pytest.mark.parametrize("state", sorted(set(TRANSITIONS) - {"over"}))
def test_time_always_has_a_row(state):
    is_timed = state in plan.RUNNING or state == "silence"
    assert last_row(state, RAN_OUT if is_timed else UNANSWERED)[1] is None


def test_what_time_runs_in_is_what_the_device_may_sleep_through():
    assert {state for state in TRANSITIONS if _has(state, STALLED)} == set(plan.RUNNING)
    assert {state for state in TRANSITIONS if _has(state, gestures.START_DOWN)} == set(
        plan.RUNNING
    )


def _has(state, event):
    return any(row[0] == event for row in rows_of(TRANSITIONS, state))


def test_every_row_leads_to_a_state():
    assert {row[3] for _, row in ROWS} == set(TRANSITIONS)

"""Every row of the menu's table is taken on a seeded walk; what has no row changes nothing."""

import random

from acupacer.core.input.gestures import NEXT, NEXT_LONG, START, START_LONG, STOP
from acupacer.core.input.transitions import rows_of
from acupacer.core.menu import happenings
from acupacer.core.menu.menu import Menu
from acupacer.core.menu.transitions import TRANSITIONS
from acupacer.core.routine.safety import FLAGS
from gestures_data import ROUTINES
from menu_room import NOON, MenuRoom

SEED = 13
LIVES = 6000
LIFE_EVENTS = 50
GESTURES = (START, START_LONG, NEXT, NEXT_LONG, STOP)
EVENTS = GESTURES + tuple(value for name, value in vars(happenings).items() if name.isupper())
PAGED = ("red_flags", "cautions")
EVERY_ROW = {
    (state, number)
    for state in TRANSITIONS
    for number, _ in enumerate(rows_of(TRANSITIONS, state))
}
ANOTHER = ROUTINES.replace(b'"title":"', b'"title":"New ')


def looks(room):
    """All that an event could change."""
    here = room.here
    parts = (here, here.questions, here.home, here.settings, here.power_loss, here.opener)
    parts += (room.progress.profile,)
    values = [repr(sorted(vars(part).items())) for part in parts]
    values.append(repr(sorted(vars(here.trainer).items())))
    values.append(repr(sorted(vars(room.player).items())))
    values.append(repr((room.preferences.values, room.recorder.noted, room.orders)))
    return [*values, len(room.sessions), room.power_offs]


class WatchedMenu(Menu):
    """Says which row each event took."""

    def __init__(self, *services):
        self.taken = set()
        super().__init__(*services)

    def take(self, event, at_ms):
        state = self.situation.state
        row = super().take(event, at_ms)
        if row is not None:
            self.taken.add((state, list(rows_of(TRANSITIONS, state)).index(row)))
            assert self.situation.state == row[3]
        return row


class Life:
    """One power-up and what comes after it, at random."""

    def __init__(self, chance, taken):
        self.chance = chance
        self.room = MenuRoom(WatchedMenu)
        self.room.menu.taken = taken
        self.told = [self.read_settings, lambda now_ms: self.room.load()]
        self.begin_with_a_history()

    def read_settings(self, now_ms):
        self.room.menu.settings_read(self.likely(0.5), now_ms)

    def likely(self, share):
        return self.chance.random() < share

    def begin_with_a_history(self):
        room = self.room
        entry = self.chance.choice(room.contents.entries[:2])
        if self.likely(0.3):
            room.set_clock()
        if self.likely(0.8):
            room.answer_all()
        if self.likely(0.2):
            room.recorder.note("profile", [self.chance.choice(FLAGS), True])
        for number in range(self.chance.choice((0, 0, 0, 1, 5))):
            room.clock.now_ms = number * 1_800_000
            room.finish_session(entry)
        room.clock.now_ms += self.chance.choice((0, 1_800_000))
        if self.likely(0.5):
            room.lose_session(entry)
        if self.likely(0.1):
            _, method, place, _, _ = entry.places[0]
            room.recorder.note("answer", ["not_said", method, place], 1)
        for other in room.contents.entries:
            if self.likely(0.5):
                room.recorder.note("accepted", [other.id, other.cautions_hash])
        room.contents.has_failed = self.likely(0.05)
        if self.likely(0.6):
            self.told.clear()
            room.power_up()

    def live(self):
        for _ in range(LIFE_EVENTS):
            self.room.forget()
            self.chance.choice([self.key, self.key, self.key, self.news, self.world])()
            self.room.menu.view()

    def key(self):
        """A key, mostly one that leads on."""
        room = self.room
        has_more = room.menu.state in PAGED and room.here.page + 1 < len(room.here.pages)
        leading = (NEXT,) * 12 if has_more else (START, START, NEXT, NEXT)
        key = self.chance.choice(leading + GESTURES)
        was_on = room.player.is_on
        room.press(key)
        room.player.step(room.clock.now_ms, [])
        assert not (key == STOP and was_on and room.player.is_on)

    def news(self):
        """Something that other parts tell."""
        room, now_ms = self.room, self.room.clock.now_ms
        if self.told and self.likely(0.7):
            self.told.pop(0)(now_ms)
        else:
            self.chance.choice(
                [
                    lambda: room.menu.stuck(2, now_ms),
                    lambda: room.menu.freed(now_ms),
                    lambda: room.menu.pulse_capped(now_ms),
                    lambda: room.menu.receiving(50, now_ms),
                    lambda: room.menu.receiving(50, now_ms),
                    lambda: room.menu.receiving(-1, now_ms),
                    lambda: room.menu.open(self.chance.choice(room.contents.entries), now_ms),
                    lambda: room.menu.refuse_step(
                        "Hold", (1, "hands", "LI4", "pregnancy"), now_ms
                    ),
                    lambda: room.menu.routines_replaced(now_ms),
                    self.answer_by_host,
                    lambda: room.read(self.chance.choice(("", "", "", "io"))),
                    lambda: room.read(),
                ]
            )()

    def answer_by_host(self):
        if self.likely(0.5):
            self.room.recorder.note("profile", [self.chance.choice(FLAGS), self.likely(0.3)])
        self.room.menu.configured(self.room.clock.now_ms)

    def world(self):
        """Something that no event tells, but that guards ask for."""
        room = self.room
        what = self.chance.choice(("time", "time", "clock", "panel", "stop", "routines"))
        if what == "time":
            room.wait(self.chance.choice((100, 350, 3000, 60_000, 120_000)))
            room.player.step(room.clock.now_ms, [])
        elif what == "clock":
            room.set_clock(NOON + self.chance.choice((0, 7200)))
        elif what == "panel":
            room.is_all_shown = self.likely(0.6)
        elif what == "stop":
            room.is_stop_stuck = self.likely(0.1)
        else:
            room.put_routines(self.chance.choice((ROUTINES, ROUTINES, ANOTHER)))
            room.menu.routines_replaced(room.clock.now_ms)


def test_every_row_can_be_reached():
    chance = random.Random(SEED)
    taken = set()
    for _ in range(LIVES):
        Life(chance, taken).live()
        if taken == EVERY_ROW:
            break
    missing = [
        (state, event, getattr(when, "__name__", "always"), act.__name__, to)
        for state, number in sorted(EVERY_ROW - taken)
        for event, when, act, to in [list(rows_of(TRANSITIONS, state))[number]]
    ]
    assert missing == []


def test_an_event_without_a_row_changes_nothing():
    chance = random.Random(SEED)
    refused = set()
    for _ in range(80):
        life = Life(chance, set())
        for _ in range(LIFE_EVENTS):
            life.chance.choice([life.key, life.key, life.news, life.world])()
            room, now_ms = life.room, life.room.clock.now_ms
            before = looks(room)
            for event in EVENTS:
                if not room.menu.can_happen(event, now_ms):
                    refused.add((room.menu.state, event))
                    assert not room.menu.happen(event, now_ms)
            assert looks(room) == before, room.menu.state
    assert len({state for state, _ in refused}) > len(TRANSITIONS) // 2


def test_where_a_row_leads_there_are_rows():
    reached = {to for state in TRANSITIONS for _, _, _, to in rows_of(TRANSITIONS, state)}
    assert reached == set(TRANSITIONS)

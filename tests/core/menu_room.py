"""The menu with the services it uses, and no device: a fake clock, a store in memory."""

from __future__ import annotations

from typing import Any

from acupacer.core.clock.clock import Clock
from acupacer.core.cue.player import Player
from acupacer.core.device_config import DeviceConfig
from acupacer.core.events import ROUTINES_FILE, ReadDone, StoreFailed
from acupacer.core.input.buttons import Buttons
from acupacer.core.input.gestures import NEXT, START, STOP
from acupacer.core.menu.menu import Menu
from acupacer.core.preferences import Preferences
from acupacer.core.progress.progress import Progress
from acupacer.core.routine import safety
from acupacer.core.routine.document import Scanner
from acupacer.core.routine.model import Entry
from acupacer.core.screen.painter import Painter
from acupacer.core.store.journal import Journal
from acupacer.core.store.recorder import Recorder
from acupacer.core.store.store import Store
from gestures_data import ROUTINES

NOON = 1760011200  # 2025-10-09 12:00 UTC
DOSE = [0, 20, 0, 2, ["left", "right"], 3, 8]  # level and so on: see records.StepDose


class WatchedRecorder(Recorder):
    """Keeps what it notes, for the test to look at."""

    def __init__(self, journal: Journal, progress: Progress, clock: Clock) -> None:
        super().__init__(journal, progress, clock)
        self.noted: list[tuple[Any, ...]] = []

    def note(self, kind: str, values: list[Any], session: int = 0) -> None:
        self.noted.append((kind, *values))
        super().note(kind, values, session)


class MenuRoom:
    """``menu`` and all around it. ``sessions``: (routine, digest) of those begun."""

    def __init__(self, menu_class: type[Menu] = Menu) -> None:
        self.clock = Clock()
        self.player = Player()
        self.progress = Progress()
        self.orders: list[Any] = []  # to the store, unanswered
        config = DeviceConfig("room")
        store = Store(config, self.clock, self.progress, self.orders.append, lambda: False)
        self.recorder = WatchedRecorder(store.journal, self.progress, self.clock)
        store.recorder = self.recorder
        self.storage, self.contents = store.storage, store.contents
        self.painter = Painter()
        self.saved: list[dict[str, Any]] = []  # settings
        self.preferences = Preferences(
            self.player,
            Buttons(),
            self.painter,
            self.clock.wall,
            True,
            lambda values: self.saved.append({**values}),
        )
        self.is_stop_stuck = False
        self.is_all_shown = True
        self.power_offs = 0
        self.sessions: list[tuple[str, str]] = []
        self.put_routines(ROUTINES)
        self.menu = menu_class(
            config,
            self.clock,
            self.player,
            self.progress,
            self.preferences,
            store,
            self.painter.caution_pages,
            lambda: self.is_stop_stuck,
            lambda: self.is_all_shown,
            lambda session, digest: self.sessions.append((session.routine.id, digest)),
            self.power_off,
            lambda: "",
            lambda: False,
        )
        self.here = self.menu.situation

    def power_off(self) -> None:
        self.power_offs += 1

    # --- what happens -----------------------------------------------------------------------

    def put_routines(self, text: bytes) -> None:
        """These routines from now on; the menu is not told."""
        self.text = text
        scanner = Scanner()
        scanner.feed(text)
        assert scanner.finish() == []
        self.contents.replace_routines(scanner.entries, b"", len(text))

    def press(self, *keys: str) -> bool:
        """Short gestures, one after the other; whether the last one meant anything."""
        meant = False
        for key in keys:
            self.menu.overtake()
            meant = self.menu.happen(key, self.clock.now_ms) is not None
        return meant

    def wait(self, ms: int) -> None:
        self.clock.now_ms += ms
        self.menu.advance(self.clock.now_ms)

    def read(self, reason: str = "") -> None:
        """The store answers what it was asked to read, or fails for ``reason``."""
        orders, self.orders[:] = list(self.orders), []
        for order in orders:
            assert order.name == ROUTINES_FILE
            data = self.text[order.offset : order.offset + order.length]
            failed, done = StoreFailed(order.ticket, reason), ReadDone(order.ticket, data)
            self.storage.answer(failed if reason else done)

    def set_clock(self, epoch_s: int = NOON) -> None:
        self.clock.wall.read(self.clock.now_ms, epoch_s, 0, True)

    # --- getting there ----------------------------------------------------------------------

    def answer_all(self) -> None:
        """Every profile answer is no, the red flags are accepted."""
        for flag in safety.FLAGS:
            self.recorder.note("profile", [flag, False])
        self.here.questions.accept_red_flags()

    def power_up(self) -> None:
        """To what is due when nothing is left to ask."""
        self.answer_all()
        self.menu.settings_read(False, self.clock.now_ms)
        self.press(STOP)
        self.forget()
        self.load()

    def load(self) -> None:
        """All is read."""
        self.contents.is_loaded = True
        self.menu.loaded(self.clock.now_ms)

    def at_home(self) -> MenuRoom:
        """Home, on the first routine, with nothing left to ask."""
        self.power_up()
        assert (self.menu.state, self.here.home.index) == ("home", 0)
        return self

    def to_last_page(self) -> None:
        self.press(*[NEXT] * (len(self.here.pages) - 1))

    def accept(self) -> bool:
        self.to_last_page()
        return self.press(START)

    def lose_session(self, entry: Entry) -> None:
        """The history of a session of ``entry`` that a power loss has cut in its first hold."""
        number = self.progress.next_session
        _, method, point, _, _ = entry.places[0]
        doses = [[0, method, point, *DOSE]]
        asked = [[point, "left", 40000], [point, "right", 40000]]
        self.recorder.note("started", [entry.id, entry.digest, doses, asked], number)
        self.recorder.note("begin", [0, 2, point, "left"], number)

    def finish_session(self, entry: Entry) -> None:
        """The history of a session of ``entry`` that has just finished."""
        self.lose_session(entry)
        number, point = self.progress.next_session - 1, entry.places[0].place
        self.recorder.note("end", [0, 2, point, "left", 20000], number)
        given = [[point, "left", 20000]]
        self.recorder.note("ended", ["finished", given, [], 0, None], number)

    # --- what came of it --------------------------------------------------------------------

    def noted(self) -> list[tuple[Any, ...]]:
        """What went on record since it was asked last."""
        noted, self.recorder.noted = self.recorder.noted, []
        return noted

    def cues(self) -> list[str]:
        """The cues started since it was asked last."""
        names = [name for _, name in self.player.started]
        self.player.started.clear()
        return names

    def forget(self) -> None:
        self.noted()
        self.cues()

"""Which cues can meet: found by pressing every key in every state the device gets into.

The real device runs on the rig. From power-up on, each state found is copied and left by
every gesture of the map, by waiting, by a store that fails, by a power cut and, at "did it
help?", as one after which it was worse before; whatever cue starts on the way is noted for
the state before and the state after it, by method. Nothing is listed by hand.
"""

from __future__ import annotations

import io
import pickle
import sys
from collections import deque
from pathlib import Path
from types import FunctionType
from typing import Any, ClassVar

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "portable"))

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events, settings
from acupacer.core.screen.brightness import DARK_MS
from gestures_data import STOPPED
from legibility import where_name
from rig import Rig

ROUTINES = b"""{"format":"acupacer-routines","version":2,
"places":[{"id":"sole","name":"Sole","region":"sole"}],"routines":[
{"id":"hands","title":"Hands","steps":[
 {"method":"hands","point":"LI4","sides":["left","right"],"text":["Sit."],"get_ready_s":15,"repetitions":2,
  "hold":{"start_s":40,"max_s":60,"step_s":5,"every":3}},
 {"method":"hands","area":"a sore spot","sides":["both"],"repetitions":1,
  "hold":{"start_s":10,"max_s":60,"step_s":5,"every":3}}]},
{"id":"gun","title":"Gun","steps":[{"method":"gun","point":"BL23","get_ready_s":15,
  "window":{"start_s":90,"max_s":600,"step_s":60,"every":3,"gap_s":30},
  "spot":{"start_s":15,"max_s":30,"step_s":5,"every":3}}]},
{"id":"floor","title":"Floor","steps":[{"method":"balls","point":"BL23","get_ready_s":15,
  "movement":{"repetitions":2,"out_s":4,"stay_s":2,"back_s":4,"arms":["left","right"]}},
  {"method":"roller","point":"GB21",
  "movement":{"repetitions":2,"out_s":4,"stay_s":2,"back_s":4},
  "window":{"start_s":60,"max_s":60,"step_s":0,"every":3,"optional":true},
  "spot":{"start_s":40,"max_s":40,"step_s":0,"every":3}}]},
{"id":"short","title":"Short","steps":[
 {"method":"hands","point":"LI4","sides":["left"],"hold":3,"rest_s":2,"repetitions":2},
 {"method":"move","exercise":"chin tuck","hold":3,"rest_s":2,"repetitions":2}]},
{"id":"turns","title":"Turns","steps":[
 {"method":"hands","area":"a knot","sides":["left","right"],"alternate":true,"repetitions":2,
  "hold":{"open":true,"start_s":20,"max_s":30},"switch_side_s":3},
 {"method":"ball","place":"sole","sides":["left","right"],
  "movement":{"repetitions":2,"out_s":4,"stay_s":2,"back_s":4}}]}]}
"""
GESTURES = ("tap START", "long START", "tap NEXT", "long NEXT", "tap STOP")
MOVES = (*GESTURES, "pass", "fail", "power", "later", "was worse")
BEFORE_MS = 1200  # a gesture: what played on arrival is over
LATER_MS = 5600  # NEXT when a tick is too near for "where am I?"
SETTLE_MS = 2600  # after a gesture: every cue is over, the phase runs
PAGED = ("red_flags", "cautions", "help")  # states of the menu
COUNTED = range(1, 21)  # repetitions: the most a step may ask for
PATIENCE_MS = 40_000
AT_ONCE_MS = 500  # a cue that starts so soon is felt as belonging to the state before, too
STILL_MS = 3000  # in a state that waits for ever


class Remembering(list[tuple[int, str]]):
    """A list that remembers what was cleared out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[int, str]] = []

    def clear(self) -> None:
        self.kept += self
        super().clear()


class Copier(pickle.Pickler):
    """Makes copies of a rig, much faster than ``copy.deepcopy``."""

    # What no copy has of its own; pickle asks for such things by name, which some have not.
    shared: ClassVar[list[Any]] = []

    def reducer_override(self, found: object) -> Any:
        if found is shared_at or not isinstance(found, (FunctionType, type)):
            return NotImplemented
        if found not in self.shared:
            self.shared.append(found)
        return shared_at, (self.shared.index(found),)


def shared_at(index: int) -> Any:
    return Copier.shared[index]


class Listener(Rig):
    """A rig that notes which cue starts in which states; it keeps no trace."""

    apply = VirtualBoard.apply

    def __init__(self, files: dict[str, bytes], contexts: dict[str, set[str]]) -> None:
        self.contexts = contexts
        super().__init__(files)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy has of its own: not the notes, which are everybody's."""
        return {**self.__dict__, "contexts": None}

    def step(self) -> None:
        before = self.context()
        started = self.device.player.started = Remembering()
        super().step()
        for at_ms, name in started.kept:
            is_next = at_ms - self.at_ms() <= AT_ONCE_MS
            for context in [before] * is_next + [self.context()]:
                self.contexts.setdefault(context, set()).add(self.variant(name))

    def context(self) -> str:
        """The state, and within a session the method."""
        session = self.device.session
        if session is None or session.ended:
            return self.device.state
        return f"{self.device.state} {session.step.method}"

    def variant(self, name: str) -> str:
        session = self.device.session
        if name == "where_am_i" and session:
            return where_name(session.phase.side, session.repetition(self.at_ms()))
        if name in ("press", "release") and self.device.player.is_gun:
            return name + "_twice"
        return name

    def key(self) -> tuple[Any, ...]:
        """What makes this state another one than those seen."""
        device, session = self.device, self.device.session
        if session is None:
            menu = device.menu.situation
            progress = device.progress
            entry = menu.home.entry()
            known = (
                menu.questions.is_stop_checked,
                len(progress.profile.unanswered()),
                len(progress.profile.flags()) > 0,
                menu.questions.is_review_due(),
                menu.questions.has_red_flags_accepted(),
                entry is not None and progress.profile.accepted(entry.id) != "",
                menu.power_loss.can_go_on(self.at_ms()),
            )
            item = {  # elsewhere these are left from the last time and lead nowhere
                "settings": menu.settings.index,
                "question": menu.questions.index,
                "trainer": (
                    menu.trainer.played,
                    menu.trainer.has_answer(),
                    menu.trainer.is_lesson,
                ),
                **dict.fromkeys(PAGED, menu.page),
            }.get(menu.state, 0)
            return (device.state, menu.state, menu.home.index, item, known)
        phase = session.phase
        place = (session.routine.id, phase.kind, phase.step, phase.side, phase.arm)
        ready = session.target[0] if device.state == "get_ready" else ""
        ended = (session.answer, session.was_worse)
        waits = session.paused_state if device.state == "paused" else ""
        has_gap = session.window.gap_ends_ms > self.at_ms()
        return (device.state, place, phase.repetition, ready, waits, ended, has_gap)

    def let_pass(self) -> None:
        """Wait until the state changes, or long enough to see that it does not."""
        before = self.key()
        waited_ms = 0
        patience_ms = PATIENCE_MS if self.device.session else STILL_MS
        if before[0] == "home":
            patience_ms = DARK_MS
        while waited_ms <= patience_ms:
            waited_ms += self.due_ms() - self.now_ms
            self.advance()
            if self.key() != before:
                break
        self.wait(SETTLE_MS)


def find() -> dict[str, set[str]]:
    """State -> the cues that can be felt in it."""
    contexts: dict[str, set[str]] = {}
    chosen = settings.defaults()
    chosen.update({"sound": False, "ticks": True})  # every cue is felt, also ``rejected``
    files = {
        events.FACTORY_FILE: ROUTINES,
        events.SETTINGS_FILE: settings.encode(chosen),
    }
    first = Listener(files, contexts)
    first.wait(1000)
    seen = {first.key()}
    waiting = deque([_moves_from(first)])
    while waiting:
        here, moves = waiting.popleft()
        for move in moves:
            there: Listener = pickle.loads(here)
            there.contexts = contexts
            _leave(there, move)
            if there.key() not in seen:
                seen.add(there.key())
                waiting.append(_moves_from(there))
    return contexts


def _moves_from(rig: Listener) -> tuple[bytes, tuple[str, ...]]:
    """The rig, to be copied, and the ways to leave the state it is in."""
    written = io.BytesIO()
    Copier(written).dump(rig)
    return written.getvalue(), MOVES if rig.device.session else MOVES[: len(GESTURES) + 1]


def _leave(rig: Listener, move: str) -> None:
    if move == "pass":
        rig.let_pass()
    elif move == "fail":
        rig.give(events.StoreFailed(-1, "io"))
        rig.let_pass()
    elif move == "was worse":
        session = rig.device.session
        if session and session.state == "helped":
            session.was_worse = True
    elif move == "power":
        rig.power_up()
        rig.run(STOPPED)
        rig.wait(SETTLE_MS)
    else:
        rig.wait(LATER_MS if move == "later" else BEFORE_MS)
        rig.run("tap NEXT" if move == "later" else move)
        rig.wait(SETTLE_MS)


def widened(contexts: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same with every repetition a step may ask for, not only those played here."""
    found = {}
    for context, names in contexts.items():
        found[context] = set(names)
        for name in names:
            side, _, repetition = name.removeprefix("where_am_i_").partition("_")
            if name.startswith("where_am_i_") and repetition != "0":
                found[context] |= {where_name(side, number) for number in COUNTED}
    return found


def pairs(contexts: dict[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """Two different cues (in order) -> the contexts in which they meet."""
    found: dict[tuple[str, str], list[str]] = {}
    for context in sorted(contexts):
        names = sorted(contexts[context])
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                found.setdefault((one, other), []).append(context)
    return found

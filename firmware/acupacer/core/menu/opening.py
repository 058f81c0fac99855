"""How a routine is opened: every check before the first prompt, then the session.

The order of the checks is the menu's rule; the first that objects is shown. Reading
the routine from the store takes a moment, so opening goes on when its bytes arrive.
"""

from ..errors import RoutineError
from ..progress import prescriptions
from ..progress.prescriptions import Prescription
from ..routine import safety
from ..routine.document import parse_routine
from ..session.record import given_rows
from ..session.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..device import Device
    from ..progress.counts import Refusal
    from ..routine.model import Entry, Routine, Step


class RoutineOpener:
    """Opens routines for ``device``. Blocks: never."""

    def __init__(self, device: "Device") -> None:
        self._device = device
        self.entry: "Entry | None" = None  # the routine being opened
        self._reading = 0  # counts readings; one that was overtaken does nothing
        self._lost: "Any" = None  # the session a power loss has cut, when offered

    # --- checks -----------------------------------------------------------------------

    def open(self, entry: "Entry", now_ms: int) -> str:
        """Open ``entry``: checks, cautions, prompt. Returns "" or the reason it may not.

        The reason is a words key; the screen says it already.
        """
        device = self._device
        self.entry = entry
        if device.contents.has_failed:
            device.menu.fail("error_history", now_ms)
            return "error_history"
        if device.keys.is_stop_stuck():
            return self._refuse("refused_stuck_stop", entry.title, now_ms)
        menu = device.menu
        is_asked = menu.is_stop_checked and not device.progress.unanswered()
        if not is_asked or not menu.has_red_flags_accepted():
            menu.go_on(now_ms)
            return "refused_unanswered"
        excluded = safety.routine_exclusions(device.progress.flags(), entry.places)
        if excluded:
            self.refuse_excluded(entry.title, excluded[0])
            return "refused_excluded"
        refusal = device.progress.refusal(entry, device.wall, now_ms)
        if refusal:
            return self._refuse_limit(entry, refusal, now_ms)
        self._read(entry)
        return ""

    def refuse_excluded(self, title: str, excluded: "safety.Exclusion") -> None:
        """Show that the profile forbids a step."""
        step, method, point, flag = excluded
        reason = "refused_acute" if flag == "acute_injury" else "refused_excluded"
        facts = {"title": title, "step": step, "method": method, "point": point, "flag": flag}
        self._device.menu.refuse(reason, self._device.now_ms, facts)

    def _refuse(self, reason: str, title: str, now_ms: int) -> str:
        self._device.menu.refuse(reason, now_ms, {"title": title})
        return reason

    def _refuse_limit(self, entry: "Entry", refusal: "Refusal", now_ms: int) -> str:
        reason, step, point, wait_min = refusal
        device = self._device
        if device.progress.can_ask_new_day(entry, device.wall, now_ms):
            device.progress.is_new_day_asked = True
            device.menu.ask_new_day(now_ms)
        else:
            facts = {"title": entry.title, "step": step, "point": point, "wait_min": wait_min}
            device.menu.refuse(reason, now_ms, facts)
        return reason

    # --- reading and starting -----------------------------------------------------------

    def _read(self, entry: "Entry") -> None:
        device = self._device
        self._reading += 1
        number = self._reading
        device.menu.go_home()

        def done(data: bytes, reason: str) -> None:
            if self._reading == number and device.session is None:
                self._opened(entry, data, reason)

        device.storage.read(device.contents.routines_file, entry.offset, entry.length, done)

    def cancel(self) -> None:
        """Another key was pressed: a routine still being read is not opened."""
        self._reading += 1

    def title(self) -> str:
        """The title of the routine being opened."""
        return self.entry.title if self.entry is not None else ""

    def accept(self, now_ms: int) -> None:
        """The cautions shown were accepted; what was shown is what is recorded."""
        if self.entry is not None:
            device = self._device
            device.recorder.note("accepted", [self.entry.id, self.entry.cautions_hash])
            self.open_again(now_ms)

    def open_again(self, now_ms: int) -> None:
        """Go on opening after an answer, if the routine is still there."""
        entry = self._device.menu.entry_of(self.entry.id) if self.entry else None
        if entry is not None:
            self.open(entry, now_ms)
        else:
            self._device.menu.go_home()

    def routines_replaced(self, now_ms: int) -> None:
        """New routines: drop what was begun with the old ones, unless it is unchanged."""
        self.cancel()
        menu = self._device.menu
        shown, lost = self.entry, self._lost
        if menu.state == "cautions" and shown and not self._is_there(shown.id, shown.digest):
            menu.go_home()
        if lost is not None and not self._is_there(lost.routine, lost.digest):
            self._lost = None
            if menu.state == "power_loss_offer":
                menu.go_on(now_ms)

    def _is_there(self, routine_id: str, digest: str) -> bool:
        """The device has the routine, word for word as it was."""
        entry = self._device.menu.entry_of(routine_id)
        return bool(entry is not None and entry.digest == digest)

    def _opened(self, entry: "Entry", data: bytes, reason: str) -> None:
        device = self._device
        is_accepted = device.progress.accepted(entry.id) == entry.cautions_hash
        try:
            routine = None if reason else _sound(data, entry.id)
            session = self._session(entry, routine) if routine and is_accepted else None
        except MemoryError:  # a larger board has room for it: refused, never the end of all
            routine, session = None, None
        if session is not None:
            self._lost = None
            device.menu.select(entry.id)
            device.begin_session(session, entry.digest)
        elif routine:
            lines = safety.caution_lines(entry.places, routine.cautions)
            device.menu.show_cautions(lines, device.now_ms)
        else:
            self._refuse("refused_broken", entry.title, device.now_ms)

    def _session(self, entry: "Entry", routine: "Routine") -> Session:
        """The session that ``routine`` makes today; it goes on where a lost one was cut."""
        device = self._device
        asked = [
            device.progress.prescription(step, device.wall, device.now_ms)
            for step in routine.steps
        ]
        lost = self._lost if self.has_offer(device.now_ms) else None
        if lost is not None and (lost.routine, lost.digest) != (entry.id, entry.digest):
            lost = None
        if lost is not None:
            _keep_sides(asked, lost.doses)
        has_ticks = bool(device.preferences.values["ticks"])
        session = Session(routine, asked, device.player, device.now_ms, has_ticks)
        session.reasons = list(map(self._reason, routine.steps))
        if lost is not None:
            session.take_up(lost.step, lost.side, lost.repetition)
        return session

    def _reason(self, step: "Step") -> "list[str]":
        device = self._device
        return prescriptions.reason_words(device.progress.why(step, device.wall, device.now_ms))

    # --- power loss -----------------------------------------------------------------------

    def mind_power_loss(self) -> None:
        """At power-up: put a session that was cut on record, and see whether to offer it."""
        device = self._device
        lost = device.progress.open_session
        if lost is None:
            return
        can_take_up = lost.is_begun and lost.can_take_up(device.wall, device.now_ms)
        given = given_rows(lost.given)
        device.recorder.note("ended", ["power_lost", given, [], 0, None], lost.session)
        if can_take_up and self._is_there(lost.routine, lost.digest):
            self._lost = lost

    def has_offer(self, now_ms: int) -> bool:
        """Whether a cut session may go on; the clock may have been set since power-up."""
        lost = self._lost
        if lost is not None and not lost.can_take_up(self._device.wall, now_ms):
            self._lost = None
        return self._lost is not None

    def offer_facts(self) -> "dict[str, Any]":
        """What the power-loss offer shows."""
        lost = self._lost
        entry = self._device.menu.entry_of(lost.routine)
        return {
            "title": entry.title,
            "step": lost.step + 1,
            "steps": len(entry.places),
            "repetition": lost.repetition,
            "point": entry.places[lost.step].point,
        }

    def take_up_again(self, now_ms: int) -> None:
        """The user wants to go on: every check again, then the prompt it was in."""
        if not self.has_offer(now_ms):
            self._device.menu.go_on(now_ms)
            return
        entry = self._device.menu.entry_of(self._lost.routine)
        if entry is None or self.open(entry, now_ms):
            self.forget()

    def forget(self) -> None:
        """The offer was declined."""
        self._lost = None


def _sound(data: bytes, place: str) -> "Routine | None":
    """The routine in ``data``; None when it has a fault."""
    try:
        return parse_routine(data, place)
    except RoutineError:
        return None


def _keep_sides(asked: "list[Prescription]", doses: "list[list[Any]]") -> None:
    """A session that goes on keeps the order of sides it had, whatever side is owed."""
    for row in doses:
        step, sides = row[0], tuple(row[7])
        today = asked[step]
        asked[step] = Prescription(
            today.hold_s, today.window_s, today.repetitions, sides, today.level
        )

"""Which buttons lead from power-up through the safety questions into a session."""

from __future__ import annotations

from dataclasses import dataclass

from acupacer.core.routine import duration, safety
from acupacer.core.routine.document import defined_places
from acupacer.core.routine.model import Routine
from acupacer.core.screen.painter import Painter
from acupacer.core.text.wording import pick

from ..content.opened import routine_of
from ..content.validate import Verdict

DONE_MARGIN_S = 30  # more than the leads between phases add up to


@dataclass(frozen=True)
class Key:
    """A press: ``line`` of the simulator's script, meant for the device's ``state``."""

    state: str
    line: str


@dataclass(frozen=True)
class DemoPath:
    """The way into a session of one routine of a file, on a device fresh from the box."""

    verdict: Verdict
    routine_id: str

    @property
    def routine(self) -> Routine:
        """The routine itself."""
        entry = self.verdict.entries[self._index]
        return routine_of(self.verdict.data, entry)

    @property
    def session_s(self) -> int:
        """Seconds after which the session is over for sure."""
        return duration.session_s(self.routine, duration.start_s) + DONE_MARGIN_S

    def presses(self) -> list[Key]:
        """STOP check, questions answered no, review, red flags, home, cautions, prompt."""
        keys = [Key("stop_check", "tap STOP")]
        keys += [Key("question", "tap NEXT") for _ in safety.FLAGS]
        keys.append(Key("review", "tap START"))
        keys += _read_and_accept("red_flags", len(safety.RED_FLAG_PAGES))
        keys += [Key("home", "tap NEXT") for _ in range(self._index)]
        keys.append(Key("home", "tap START"))
        keys += _read_and_accept("cautions", self._caution_pages())
        return [*keys, Key("prompt", "tap START")]

    @property
    def _index(self) -> int:
        return [entry.id for entry in self.verdict.entries].index(self.routine_id)

    def _caution_pages(self) -> int:
        entry, routine = self.verdict.entries[self._index], self.routine
        lines = safety.cautions(entry.places)
        lines += [pick(place.caution, "en") for place in defined_places(routine)]
        lines += routine.cautions
        return len(Painter().caution_pages(list(filter(None, lines))))


def _read_and_accept(state: str, pages: int) -> list[Key]:
    return [Key(state, "tap NEXT")] * (pages - 1) + [Key(state, "tap START")] * bool(pages)

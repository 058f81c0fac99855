"""How a routine is opened: the checks, its bytes, its cautions, then its session.

Reading it from the store takes a moment, so opening goes on when its bytes arrive; a key
pressed meanwhile, or another routine, is newer and wins.
"""

from ..errors import RoutineError
from ..routine import safety
from ..routine.document import parse_place, parse_routine
from ..screen.safety_screens import RefusedView
from ..text import wording
from . import happenings
from .opening_checks import NO_REFUSAL, exclusion_refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..preferences import Preferences
    from ..progress.progress import Progress
    from ..routine.model import Entry, Routine
    from ..routine.places import Place
    from ..session.session import Session
    from ..store.recorder import Recorder
    from ..store.storage import Storage, StoredContents
    from .opening_checks import OpeningChecks
    from .session_maker import SessionMaker

_EDITION = str(safety.CAUTIONS_EDITION)


class RoutineOpener:
    """Opens routines, one at a time. Blocks: never.

    ``tell``: called with what a routine that was read comes to: CAUTIONED, REFUSED or
    READY of ``happenings``. The facts are here by then: ``caution_lines`` (keys of words,
    or texts) that are not accepted yet, ``refusal``, ``session``. ``entry``: the routine
    opened last; ``code``: why it may not be, for whoever asked, or "".
    """

    def __init__(
        self,
        checks: "OpeningChecks",
        storage: "Storage",
        contents: "StoredContents",
        progress: "Progress",
        recorder: "Recorder",
        preferences: "Preferences",
        maker: "SessionMaker",
        tell: "Callable[[str], None]",
    ) -> None:
        self.entry: "Entry | None" = None
        self.code = ""
        self.refusal = NO_REFUSAL
        self.caution_lines: "list[str]" = []
        self.session: "Session | None" = None
        self._checks = checks
        self._storage = storage
        self._contents = contents
        self._progress = progress
        self._recorder = recorder
        self._preferences = preferences
        self._maker = maker
        self._tell = tell
        self._reading = 0  # counts readings; one that was overtaken does nothing

    # --- opening --------------------------------------------------------------------------

    def open(self, entry: "Entry") -> str:
        """Open ``entry``: check it, then read it.

        Returns the event that an objection is (see ``Objection``), or "": it is being read.
        """
        self.cancel()
        self.entry = entry
        objection = self._checks.objection(entry)
        if objection is None:
            self.code = ""
            self._read(entry)
            return ""
        self.code = objection.code
        self.refusal = objection.refusal
        return objection.event

    def cancel(self) -> None:
        """A routine still being read is not opened."""
        self._reading += 1

    def accept_cautions(self) -> None:
        """The cautions shown were accepted; what was shown is what is recorded.

        What concerns a tool or a point has a record of its own: no routine shows it again.
        """
        if self.entry is None:
            return
        for key in safety.cautions(self.entry.places):
            if key in self.caution_lines:
                self._recorder.note("accepted", [key, _EDITION])
        self._recorder.note("accepted", [self.entry.id, self.entry.cautions_hash])

    def take_session(self) -> "Session | None":
        """The session that is ready; it is kept no longer."""
        session, self.session = self.session, None
        return session

    def refuse_step(self, title: str, excluded: "safety.Exclusion") -> None:
        """The profile forbids a step of the routine called ``title``."""
        self.refusal = exclusion_refusal(title, excluded)

    # --- the routine being opened -----------------------------------------------------------

    def title(self) -> str:
        """Its title."""
        return self.entry.title if self.entry is not None else ""

    def entry_now(self) -> "Entry | None":
        """Its entry in the index as it is now, or None when it is gone."""
        return self._contents.entry_of(self.entry.id) if self.entry is not None else None

    def is_gone(self) -> bool:
        """It is not there any more, word for word as it was."""
        entry = self.entry
        return entry is not None and not self._contents.has(entry.id, entry.digest)

    # --- reading --------------------------------------------------------------------------

    def _read(self, entry: "Entry") -> None:
        """Its places one by one, then the routine itself."""
        number = self._reading
        pieces = list(entry.definitions) + [(entry.offset, entry.length)]
        places: "list[Place]" = []

        def read(data: bytes, reason: str) -> None:
            if self._reading != number:
                return
            is_last = len(places) + 1 == len(pieces)
            place = None if reason or is_last else _sound_place(data)
            if place is None:
                self._tell(self._opened(entry, data if is_last and not reason else b"", places))
                return
            places.append(place)
            self._storage.read(file, pieces[len(places)][0], pieces[len(places)][1], read)

        file = self._contents.routines_file
        self._storage.read(file, pieces[0][0], pieces[0][1], read)

    def _opened(self, entry: "Entry", data: bytes, places: "list[Place]") -> str:
        """What ``entry``, whose text is ``data`` and that uses ``places``, comes to."""
        self.session = None
        try:
            routine = _sound(data, entry.id, places)
            if routine is not None:
                self.caution_lines = self._lines_to_accept(entry, routine, places)
                if not self.caution_lines:
                    self.session = self._maker.session(entry, routine)
        except MemoryError:  # a larger board has room for it: refused, never the end of all
            routine = None
        if routine is None:
            self.refusal = RefusedView("refused_broken", entry.title)
            return happenings.REFUSED
        return happenings.READY if self.session is not None else happenings.CAUTIONED

    def _lines_to_accept(
        self, entry: "Entry", routine: "Routine", places: "list[Place]"
    ) -> "list[str]":
        """What nobody accepted yet of what there is to mind: with its methods, places, own."""
        if self._is_accepted(entry):
            return []
        accepted = self._progress.profile.accepted
        known: "set[str]" = set()
        for other in self._contents.entries:
            if self._is_accepted(other):
                known.update(safety.cautions(other.places))
                known.update([each.place for each in other.places if each.method != "move"])
        keys = safety.cautions(entry.places)
        new = [key for key in keys if key not in known and accepted(key) != _EDITION]
        language = str(self._preferences.values["language"])
        for place in places:
            if place.caution and place.id not in known:
                new.append(wording.pick(place.caution, language))
        return new + list(routine.cautions)

    def _is_accepted(self, entry: "Entry") -> bool:
        """All its cautions were accepted as they are now."""
        return self._progress.profile.accepted(entry.id) == entry.cautions_hash


def _sound_place(data: bytes) -> "Place | None":
    """The place in ``data``; None when it has a fault, or there is no room for it."""
    try:
        return parse_place(data)
    except (RoutineError, MemoryError):
        return None


def _sound(data: bytes, name: str, places: "list[Place]") -> "Routine | None":
    """The routine in ``data``; None when it has a fault."""
    try:
        return parse_routine(data, name, places)
    except RoutineError:
        return None

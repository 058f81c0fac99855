"""Files that survive the page: kept by the browser, staged, checked, replaced whole.

How the browser keeps them is ``web/src/files.js``: in its private file system, or in a
database where that is missing. Everything is done there one after the other, and answered
when it is safe; the built-in routines come with the program and are read here.
"""

import _acupacer_page as page

from ...core import events

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES = (events.ROUTINES_FILE, events.HISTORY_FILE, events.SETTINGS_FILE)
FACTORY_PATH = "acupacer/routines.json"  # where the worker puts them


class Store:
    """The named files (see ``boards.board.Store``).

    An order's number is sent along with the page's and comes back with the answer: after a
    restart of the device the old one's answers must not reach the new one.
    """

    def __init__(self) -> None:
        self._renewals = 0
        self._results: "list[object]" = []
        self._factory = b""

    @property
    def has_results(self) -> bool:
        """``results`` has something."""
        return bool(self._results)

    def submit(self, effect: "Any") -> None:
        """Start a StageWrite, Commit, Discard, Read or Append. Blocks: never."""
        kind = type(effect)
        if kind is events.Read and effect.name == events.FACTORY_FILE:
            self._results.append(self._read_factory(effect))
        elif effect.name not in NAMES:
            reason = "absent" if kind is events.Read else "read_only"
            self._results.append(events.StoreFailed(effect.ticket, reason))
        else:
            data = getattr(effect, "data", b"")
            page.store(
                self._renewals,
                effect.ticket,
                kind.__name__,
                effect.name,
                getattr(effect, "offset", 0),
                getattr(effect, "length", 0),
                data.hex() if data else "",  # no digits of none: MicroPython makes bytes of it
            )

    def answer(self, renewals: int, ticket: int, outcome: str, digits: str) -> None:
        """What came of one order: stored, read with its bytes, or the reason of a failure."""
        if renewals != self._renewals:
            return
        if outcome == "stored":
            self._results.append(events.Stored(ticket))
        elif outcome == "read":
            self._results.append(events.ReadDone(ticket, bytes.fromhex(digits)))
        else:
            self._results.append(events.StoreFailed(ticket, outcome))

    def results(self) -> "list[object]":
        """Stored, ReadDone and StoreFailed inputs that came in since the last call."""
        results, self._results = self._results, []
        return results

    def renew(self) -> None:
        """A new device takes over: nobody waits for the old one's answers."""
        self._renewals += 1
        self._results = []

    def _read_factory(self, effect: "events.Read") -> object:
        if not self._factory:
            with open(FACTORY_PATH, "rb") as source:
                self._factory = source.read()
        end = effect.offset + effect.length
        return events.ReadDone(effect.ticket, self._factory[effect.offset : end])

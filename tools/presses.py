"""How many presses and words lead to the first pressure, counted on a virtual board.

Nobody counts by hand: a device in memory is led from power-up, or from home, into a session
of a routine, and every screen on the way is read as it is pressed away.
"""

from typing import NamedTuple

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events, settings
from acupacer_host.content import routine_files
from acupacer_host.content.validate import check_bytes

PRESSED = ("hold", "movement", "window")  # what the first pressure of a session may be
KEYS = {
    "stop_check": "STOP",
    "question": "NEXT",  # no to everything
    "review": "START",
    "home": "START",
    "prompt": "START",
}
STEP_MS = 1500  # between presses
DARK_MS = 125_000


class Way(NamedTuple):
    """What it took: ``presses`` and the ``words`` on the screens they left."""

    presses: int
    words: int


def words_in(line: str) -> int:
    """Words to read in a line of the screen; a key has a sign, its name is not there."""
    key, is_hint, text = line.partition(": ")
    return len((text if is_hint and key in ("START", "NEXT", "STOP") else line).split())


class Walker(VirtualBoard):
    """A device with the factory routines, and somebody who answers and presses."""

    def __init__(self, language: str = "") -> None:
        """``language``: chosen before; otherwise nothing was ever chosen."""
        self.presses = self.words = 0
        files = {events.FACTORY_FILE: routine_files.packaged()}
        if language:
            values = {**settings.defaults(), "language": language}
            files[events.SETTINGS_FILE] = settings.encode(values)
        super().__init__(files)

    def leave_by(self, button: str) -> None:
        """Read the screen, then press."""
        self.presses += 1
        self.words += sum(map(words_in, self.device.painter.lines()))
        self.tap(button)
        self.wait(STEP_MS)

    def to(self, *states: str) -> Way:
        """On, by whatever leads on, until in one of ``states``; what it took."""
        self.presses = self.words = 0
        while self.device.state not in states:
            state = self.device.state
            if state == "get_ready":
                self.wait(STEP_MS)
            else:
                self.leave_by(KEYS.get(state) or self._page_key())
        return Way(self.presses, self.words)

    def _page_key(self) -> str:
        facts = self.device.view.as_dict()
        return "START" if facts["page"] + 1 == facts["pages"] else "NEXT"  # type: ignore[operator]


class Counted(NamedTuple):
    """One routine: its title, the first time ever, as a new one, again, from a dark panel.

    From home on it; NEXT leads to it there, once for each routine before it.
    """

    title: str
    first: Way
    new: Way
    again: Way
    dark: Way


def counted(index: int, language: str = "") -> Counted:
    """What it takes for the factory routine ``index``, counted from 0."""
    board = Walker(language)
    board.run_to("stop_check")
    before = board.to("home")
    for _ in range(index):
        board.leave_by("NEXT")
    title = str(board.device.view.as_dict()["title"])
    new = board.to(*PRESSED)
    _home_again(board)
    again = board.to(*PRESSED)
    _home_again(board)
    board.wait(DARK_MS)
    board.leave_by("START")
    dark = board.to(*PRESSED)
    first = Way(before.presses + new.presses, before.words + new.words)
    return Counted(title, first, new, again, Way(dark.presses + 1, dark.words))


def all_counted(language: str = "") -> list[Counted]:
    """Every factory routine."""
    count = len(check_bytes(routine_files.packaged(), "factory").entries)
    return [counted(index, language) for index in range(count)]


def _home_again(board: Walker) -> None:
    """STOP, not too much, the summary left, and it helped as much as before."""
    board.tap("STOP")
    board.wait(5000)
    for button in ("NEXT", "START", "NEXT"):
        board.tap(button)
        board.wait(2 * STEP_MS)


def table() -> list[str]:
    """The docs' table, line by line."""
    rows = [
        "| routine | first ever | words | new | words | again | from a dark panel |",
        "|---|---|---|---|---|---|---|",
    ]
    for found in all_counted():
        first, new = found.first, found.new
        cells = (found.title, *first, *new, found.again.presses, found.dark.presses)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return rows

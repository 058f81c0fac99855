"""Draws docs/pictures/session.svg: what a session is like, moment by moment.

A device in memory runs the first factory routine. The panels are the pages it drew then, the
traces under them what it had motor and buzzer do; nothing in the picture is made up.
"""

from itertools import pairwise
from typing import NamedTuple

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer_host.content import routine_files
from acupacer_host.pictures import film
from svg_picture import Picture

WINDOW_MS = 4800  # that one moment shows
SCALE = 2.7  # of the panel's pixels
CELL_W, CELL_H, LEFT, TOP, GAP = 346, 356, 30, 66, 48
LOUDEST_HZ = 2500


class Moment(NamedTuple):
    """``begin_ms``: where its window begins, ``look_ms``: when the panel looked so."""

    title: str
    felt: str
    begin_ms: int
    look_ms: int


class Recorder(VirtualBoard):
    """Remembers when the outputs, the page and the buttons changed, and when a state began."""

    def __init__(self) -> None:
        self.motor: list[tuple[int, int]] = []
        self.tone: list[tuple[int, int]] = []
        self.pages: list[tuple[int, bytes]] = []
        self.presses: list[tuple[int, str]] = []
        self.begun: list[tuple[int, str]] = []
        super().__init__({events.FACTORY_FILE: routine_files.packaged()})

    def settle(self) -> None:
        """As the board does; then what is to be seen now."""
        super().settle()
        painter = self.device.painter
        painter.draw()
        self.pages.append((self.now_ms, bytes(painter.page)))
        if not self.begun or self.begun[-1][1] != self.device.state:
            self.begun.append((self.now_ms, self.device.state))

    def press(self, button: str) -> None:
        """As the board does, remembered."""
        self.presses.append((self.now_ms, button))
        super().press(button)

    def apply(self, effect: object) -> None:
        """As the board does, remembered."""
        super().apply(effect)  # type: ignore[arg-type]
        for kind, log, value in (
            (events.SetMotor, self.motor, self.motor_pct),
            (events.SetTone, self.tone, self.tone_hz),
        ):
            if isinstance(effect, kind):
                log.append((self.now_ms, value))

    def page_at(self, at_ms: int) -> bytes:
        """The page that was shown at ``at_ms``."""
        return [page for since_ms, page in self.pages if since_ms <= at_ms][-1]

    def begin_of(self, state: str, number: int = 0) -> int:
        """When ``state`` began, the first time or a later one."""
        return [at_ms for at_ms, name in self.begun if name == state][number]


def record() -> tuple[Recorder, list[Moment]]:
    """A session of the first factory routine, and six moments of it."""
    board = Recorder()
    film.go_home(board)
    film.play_routine(board)
    board.wait(6000)
    board.tap("START")
    board.wait(3000)
    prompt, hold = board.begin_of("prompt"), board.begin_of("hold")
    rest, switch = board.begin_of("rest"), board.begin_of("switch_side")
    done = board.begin_of("done")
    asked = [at_ms for at_ms, _ in board.presses][-1]
    return board, [
        Moment("Find the point", "two long", prompt - 200, prompt + 2000),
        Moment("Get ready, press", "three short, one long", hold - 3300, hold - 900),
        Moment("Let go", "two short, one long", rest - 3300, rest + 900),
        Moment("The other side", "two short, two short", switch + 1000, switch + 2600),
        Moment("Done", "four long", done + 1000, done + 3500),
        Moment("Did it help?", "one long, one short", asked - 600, asked + 2500),
    ]


def draw_session() -> Picture:
    """The picture."""
    board, moments = record()
    title = "Six moments of a session: what the panel shows, the motor and the buzzer do"
    picture = Picture(800, TOP + 3 * (CELL_H + 16) + 46, title)
    picture.text((LEFT, 42), "What a session feels like", 30, is_bold=True)
    start_ms = moments[0].begin_ms + 200
    for number, moment in enumerate(moments):
        x = LEFT + number % 2 * (CELL_W + GAP)
        _draw_moment(picture, board, moment, (x, TOP + number // 2 * (CELL_H + 16)), start_ms)
    y = TOP + 3 * (CELL_H + 16) + 20
    picture.rect((LEFT, y - 14, 30, 16), "motor_trace", corner=2)
    picture.text((LEFT + 40, y), "motor, on the skin", 20, "soft")
    picture.rect((LEFT + 270, y - 14, 30, 16), "sound_trace", corner=2)
    picture.text((LEFT + 310, y), "sound", 20, "soft")
    _draw_press(picture, LEFT + 412, y - 14)
    picture.text((LEFT + 432, y), "you press START", 20, "soft")
    return picture


def _draw_moment(
    picture: Picture, board: Recorder, moment: Moment, at: tuple[float, float], start_ms: int
) -> None:
    """Title, panel and traces of one moment, in a cell whose corner is ``at``."""
    x, y = at
    picture.text((x, y + 22), moment.title, 24, is_bold=True)
    picture.page((x, y + 42), board.page_at(moment.look_ms), SCALE)
    base = y + 42 + 64 * SCALE + 14

    def place(at_ms: int) -> float:
        inside = min(max(at_ms - moment.begin_ms, 0), WINDOW_MS)
        return x + inside / WINDOW_MS * CELL_W

    for row, (log, name, full) in enumerate(
        ((board.motor, "motor_trace", 100), (board.tone, "sound_trace", LOUDEST_HZ))
    ):
        bottom = base + 36 + row * 34
        for since_ms, until_ms, value in _spans(log):
            left, right = place(since_ms), place(until_ms)
            if right > left:
                tall = 28 * value / full
                picture.rect((left, bottom - tall, right - left, tall), name, corner=1)
        picture.line([(x, bottom), (x + CELL_W, bottom)], "line", 2)
    axis = base + 76
    first_s = -((start_ms - moment.begin_ms) // 1000)
    for second in range(first_s, first_s + WINDOW_MS // 1000 + 2):
        at_ms = start_ms + second * 1000
        if moment.begin_ms <= at_ms <= moment.begin_ms + WINDOW_MS:
            picture.line([(place(at_ms), axis), (place(at_ms), axis + 7)], "soft", 2)
    for pressed_ms, _ in board.presses:
        if moment.begin_ms <= pressed_ms <= moment.begin_ms + WINDOW_MS:
            _draw_press(picture, place(pressed_ms), axis - 6)
    begun_s = max(0, moment.begin_ms - start_ms) // 1000
    clock = f"{begun_s // 60}:{begun_s % 60:02d}"
    picture.text((x, axis + 32), clock, 20, "soft")
    picture.text((x + CELL_W, axis + 32), moment.felt, 20, "ink", "end")


def _draw_press(picture: Picture, x: float, y: float) -> None:
    """A finger's mark: a small triangle that points up."""
    picture.path(f"M{x:g} {y:g}l-8 14h16z", "press")


def _spans(log: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(since, until, value) of each time an output was on."""
    return [
        (since_ms, until_ms, value)
        for (since_ms, value), (until_ms, _) in pairwise(log)
        if value
    ]

"""A session filmed: the real core on a clock of its own, and every page it draws."""

from __future__ import annotations

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer.core.screen.safety_screens import CautionsView, RedFlagsView, ReviewView


class Film(VirtualBoard):
    """A device in memory, filmed. ``frames``: (page, ms until the next), as they came.

    ``routines``: the text of a routines file.
    """

    def __init__(self, routines: bytes) -> None:
        self.frames: list[tuple[bytes, int]] = []
        self._since_ms = 0
        self._number = -1
        self._page = b""
        super().__init__({events.ROUTINES_FILE: routines})

    def cut(self) -> None:
        """Forget what was filmed so far: the film begins with the page of now."""
        self.frames = []
        self._since_ms = self.now_ms

    def end(self, hold_ms: int) -> list[tuple[bytes, int]]:
        """The film, its last page standing for ``hold_ms``."""
        return [*self.frames, (self._page, hold_ms)]

    def settle(self) -> None:
        """As the board does, and a look at the panel then."""
        super().settle()
        painter = self.device.painter
        painter.draw()
        if painter.number == self._number:
            return
        if self._page and self.now_ms > self._since_ms:
            self.frames.append((self._page, self.now_ms - self._since_ms))
        self._number, self._since_ms = painter.number, self.now_ms
        self._page = bytes(painter.page)


def film_session(
    routines: bytes, language: str = "en", is_inverted: bool = False, is_large: bool = False
) -> list[tuple[bytes, int]]:
    """The first routine from its opening to its end, on a device that knows its user."""
    film = Film(routines)
    film.device.painter.set_options(language, is_inverted, is_large)
    go_home(film)
    film.cut()
    play_routine(film)
    return film.end(4000)


def go_home(board: VirtualBoard) -> None:
    """From power-up to home: STOP works, every question is answered with no."""
    board.run_to("stop_check")
    _press(board, "STOP", 500)
    while board.device.state in ("question", "review", "red_flags"):
        _answer(board)


def play_routine(board: VirtualBoard) -> None:
    """From home through a session of the routine shown there, until it is done."""
    _press(board, "START", 1500)
    while board.device.state == "cautions":
        _answer(board, 900)
    while board.device.state != "done":
        board.run_to("prompt", "done")
        if board.device.state == "prompt":
            board.wait(2500)
            _press(board, "START")


def _press(board: VirtualBoard, button: str, pause_ms: int = 0) -> None:
    board.tap(button)
    board.wait(pause_ms)


def _answer(board: VirtualBoard, pause_ms: int = 100) -> None:
    """One page on: no to a question, next page, and accept the last."""
    view = board.device.view
    is_last = isinstance(view, ReviewView) or (
        isinstance(view, RedFlagsView | CautionsView) and view.page + 1 == view.pages
    )
    _press(board, "START" if is_last else "NEXT", pause_ms)

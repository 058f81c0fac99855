"""A session filmed: the real core on a clock of its own, and every page it draws."""

from __future__ import annotations

from acupacer.core import events
from acupacer.core.device import Device
from acupacer.core.device_config import DeviceConfig
from acupacer.core.screen.safety_screens import CautionsView, RedFlagsView

BUTTONS = {name: bit for bit, name in events.BUTTONS}
TAP_MS = 100
LONGEST_MS = 45 * 60 * 1000


class Film:
    """A device in memory, filmed. ``frames``: (page, ms until the next), as they came.

    ``routines``: the text of a routines file. Time moves from deadline to deadline.
    """

    def __init__(self, routines: bytes) -> None:
        self.frames: list[tuple[bytes, int]] = []
        self.device = Device(DeviceConfig("film"))
        self._files = {events.ROUTINES_FILE: routines}
        self._stages: dict[str, bytes] = {}
        self._inputs: list[object] = [events.ButtonsChanged(0)]
        self._now_ms = 0
        self._since_ms = 0
        self._number = -1
        self._page = b""
        self._settle()

    def tap(self, button: str, then_ms: int = 0) -> None:
        """Press and let go ``button``, then let ``then_ms`` pass."""
        self._inputs.append(events.ButtonsChanged(BUTTONS[button]))
        self._settle()
        self.wait(TAP_MS)
        self._inputs.append(events.ButtonsChanged(0))
        self._settle()
        self.wait(then_ms)

    def wait(self, ms: int) -> None:
        """Let time pass."""
        until_ms = self._now_ms + ms
        while self.device.next_ms <= until_ms:
            self._now_ms = max(self._now_ms, self.device.next_ms)
            self._settle()
        self._now_ms = until_ms

    def run_to(self, *states: str) -> None:
        """Let time pass until the device is in one of ``states``.

        Raises RuntimeError when it never is.
        """
        ends_ms = self._now_ms + LONGEST_MS
        while self.device.state not in states:
            if self._now_ms > ends_ms:
                raise RuntimeError(f"no {states} within {LONGEST_MS} ms")
            self.wait(max(self.device.next_ms - self._now_ms, 1))

    def cut(self) -> None:
        """Forget what was filmed so far: the film begins with the page of now."""
        self.frames = []
        self._since_ms = self._now_ms

    def end(self, hold_ms: int) -> list[tuple[bytes, int]]:
        """The film, its last page standing for ``hold_ms``."""
        return [*self.frames, (self._page, hold_ms)]

    def _settle(self) -> None:
        while True:
            inputs, self._inputs = self._inputs, []
            for effect in self.device.step(self._now_ms, inputs):
                self._apply(effect)
            if not self._inputs and self.device.next_ms > self._now_ms:
                break
        self._expose()

    def _expose(self) -> None:
        painter = self.device.painter
        painter.draw()
        if painter.number == self._number:
            return
        if self._page and self._now_ms > self._since_ms:
            self.frames.append((self._page, self._now_ms - self._since_ms))
        self._number, self._since_ms = painter.number, self._now_ms
        self._page = bytes(painter.page)

    def _apply(self, effect: object) -> None:
        """Storage answers at once; the outputs are not filmed."""
        if isinstance(effect, events.Read):
            data = self._files.get(effect.name)
            if data is None:
                self._inputs.append(events.StoreFailed(effect.ticket, "absent"))
            else:
                part = data[effect.offset : effect.offset + effect.length]
                self._inputs.append(events.ReadDone(effect.ticket, part))
            return
        if isinstance(effect, events.StageWrite):
            self._stages[effect.name] = self._stages.get(effect.name, b"") + effect.data
        elif isinstance(effect, events.Append):
            self._files[effect.name] = self._files.get(effect.name, b"") + effect.data
        elif isinstance(effect, events.Commit):
            self._files[effect.name] = self._stages.pop(effect.name)
        elif isinstance(effect, events.Discard):
            self._stages.pop(effect.name, None)
        else:
            return
        self._inputs.append(events.Stored(effect.ticket))


def film_session(
    routines: bytes, language: str = "en", is_inverted: bool = False, is_large: bool = False
) -> list[tuple[bytes, int]]:
    """The first routine from its opening to its end, on a device that knows its user."""
    film = Film(routines)
    film.run_to("stop_check")
    film.device.painter.set_options(language, is_inverted, is_large)
    film.tap("STOP", 500)
    while film.device.state in ("question", "red_flags"):
        _answer(film)
    film.cut()
    film.tap("START", 1500)
    while film.device.state == "cautions":
        _answer(film, 900)
    while film.device.state != "done":
        film.run_to("prompt", "done")
        if film.device.state == "prompt":
            film.wait(2500)
            film.tap("START")
    return film.end(4000)


def _answer(film: Film, pause_ms: int = 100) -> None:
    """One page on: no to a question, next page, and accept the last."""
    view = film.device.view
    is_last = isinstance(view, RedFlagsView | CautionsView) and view.page + 1 == view.pages
    film.tap("START" if is_last else "NEXT", pause_ms)

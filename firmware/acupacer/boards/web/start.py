"""What the page's worker calls: begin, and tell the device what happened.

    begin("page-1a2b3c4d", "5e6f7a8b")
    press(1)                 # START is down
    turn()                   # whenever ``_acupacer_page.wake`` asked for it

Every call makes a pass of the loop, so that whatever happened acts at once. Whatever goes
wrong is raised: the worker puts motor and tone off and says so.
"""

import _acupacer_page as page

from ... import __version__
from ...core.device import Device
from ...core.device_config import Capacities, DeviceConfig
from ...core.languages import CODES
from ...core.screen.words import Words
from ..loop import Loop
from . import speech
from .board import WebBoard

MODEL = "web"
BUF_BYTES = 4096  # longest message on the link
EVENT_COUNT = 256


class Runner:
    """One board with one device after another on it (a reset makes a new one)."""

    def __init__(self, dev_id: str, boot_id: str) -> None:
        self._dev_id = dev_id
        self._boot_id = boot_id
        self.board = WebBoard()
        self._is_voiced = False
        self._words = Words("")
        self._unsaid = self._said = ""
        self._told = -1  # number of the picture whose words the page knows
        self.loop = self._new_loop()

    def turn(self) -> None:
        """One pass; has the page come back for the next. Blocks: as long as it computes."""
        loop = self.loop
        loop.turn()
        if loop.ended == "reset":
            self.board.renew()
            self.loop = loop = self._new_loop()
        if loop.ended:
            self.board.panel.set_contrast(0)
            page.ended()
            return
        now_ms = self.board.clock.now_ms()
        painter = loop.device.painter
        if painter.is_up_to_date and painter.number != self._told:
            self._told = painter.number
            self._tell(loop.device)
        if self._unsaid:
            self._speak(now_ms)
        self.board.wait(loop.wants_ms(now_ms), True)

    def set_voice(self, is_on: bool) -> None:
        """Whether what is to be said goes to the page."""
        self._is_voiced = is_on
        self._unsaid = ""

    def _new_loop(self) -> Loop:
        limits = Capacities(BUF_BYTES, event_count=EVENT_COUNT)
        spoken = [code for code in page.languages().split() if code in CODES]
        language = (spoken or CODES)[0]
        config = DeviceConfig(
            self._dev_id, MODEL, __version__, self._boot_id, limits, language=language
        )
        self._told = -1
        return Loop(Device(config), self.board)

    def _tell(self, device: Device) -> None:
        """What the panel says, to the page; it has text where the panel has dots."""
        view = device.view
        language = device.preferences.values["language"]
        if language != self._words.language:
            self._words = Words(language)
        is_over = device.state in ("helped", "advice")  # but for what it asks and tells
        has_session = int(device.session is not None and not is_over)
        lines = "\n".join(device.painter.lines())
        page.say(view.screen, device.state, has_session, language, lines)
        text = speech.text_of(view, self._words)
        if text != self._said:  # what merely counts down is the same text
            self._said = text
            self._unsaid = text if self._is_voiced else ""

    def _speak(self, now_ms: int) -> None:
        """Have the voice say what waits, if no cue comes into it."""
        device = self.loop.device
        session = device.session
        if not device.player.is_idle:
            return
        if session is None or session.free_ms(now_ms) >= speech.duration_ms(self._unsaid):
            page.speak(self._words.language, self._unsaid)
            self._unsaid = ""


RUNNERS: "list[Runner]" = []  # the one that runs


def begin(dev_id: str, boot_id: str) -> None:
    """Power up. ``dev_id``: what the device is called; ``boot_id``: new each time."""
    RUNNERS[:] = [Runner(dev_id, boot_id)]
    turn()


def turn() -> None:
    """Time has passed."""
    RUNNERS[0].turn()


def press(pressed: int) -> None:
    """These contacts are closed now: START | NEXT | STOP bits."""
    RUNNERS[0].board.buttons.pressed = pressed
    turn()


def answer(renewals: int, ticket: int, outcome: str, digits: str) -> None:
    """What came of an order to the store: see ``Store.answer``."""
    RUNNERS[0].board.store.answer(renewals, ticket, outcome, digits)
    turn()


def receive(digits: str) -> None:
    """Bytes for the link, as hexadecimal digits."""
    RUNNERS[0].board.link.take(bytes.fromhex(digits))
    turn()


def voice(is_on: int) -> None:
    """The voice was switched on (1) or off (0): what it says begins with what comes next."""
    RUNNERS[0].set_voice(bool(is_on))

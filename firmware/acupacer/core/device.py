"""The device: inputs in, effects out, and the next moment it wants to be called.

    effects = device.step(now_ms, [ButtonsChanged(START)])
    # apply the effects in order (outputs come first), then draw while nothing is due:
    window = device.next_window(256)
    # sleep until device.next_ms or the next input

A step does bounded work and never blocks. Everything the device knows comes in
through ``step``; it owns no clock, pin, file or socket.
"""

from .clock.clock import Clock
from .cue.player import Player
from .device_config import DeviceConfig
from .device_port import DevicePort
from .device_view import device_view
from .events import (
    ButtonsChanged,
    BytesReceived,
    ClockRead,
    EdgeApplied,
    PanelChanged,
    PowerOff,
    PulseCapped,
    ReadDone,
    SetPanel,
    ShowView,
    Stored,
    StoreFailed,
)
from .input import gestures
from .input.keys import Keys
from .link.link import Link
from .menu.fault_signs import FaultSigns
from .menu.menu import Menu
from .menu.opening import RoutineOpener
from .preferences import Preferences
from .progress.progress import Progress
from .routine.cutter import ROUTINE_MAX_BYTES
from .routine.document import Scanner
from .screen.brightness import Brightness
from .screen.painter import Painter
from .session.input_log import InputLog
from .session.record import SessionRecord
from .session.session import Session
from .store.compaction import Compaction
from .store.index_writer import IndexWriter
from .store.journal import Journal
from .store.loader import PowerUp
from .store.recorder import Recorder
from .store.settings_writer import SettingsWriter
from .store.storage import Storage, StoredContents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .clock.wall_clock import WallClock
    from .routine.document import Entry
    from .screen.raster import Window

STALL_MS = 2000  # a step this much later than promised: the device was asleep
IDLE_MS = 1000  # the longest time between two steps
LINKED_MS = 10_000  # "linked": bytes came in no longer ago than this


class Device:
    """One device from power-up to power-off."""

    def __init__(self, config: DeviceConfig) -> None:
        self.config = config
        self.clock = Clock()
        self.next_ms = 0
        self.view: "dict[str, Any]" = {}
        self.painter = Painter()
        self.player = Player()
        self.storage = Storage(self.emit)
        self.journal = Journal(self.storage)
        self.progress = Progress()
        self.recorder = Recorder(self.journal, self.progress, self.clock)
        self.contents = StoredContents()
        self.power_up: "PowerUp | None" = PowerUp(self)
        self.menu = Menu(self)
        self.opening: RoutineOpener = RoutineOpener(self)
        self.fault_signs = FaultSigns(self.player, self.menu)
        self.saver = SettingsWriter(self)
        self.indexer = IndexWriter(self)
        self.trimmer = Compaction(self)
        self.link = Link(DevicePort(self), config.limits)
        self.session: "Session | None" = None
        self.record: "SessionRecord | None" = None
        self.log = InputLog()
        self.is_panel_found = True
        self.is_powering_off: bool = False
        self.keys = Keys(self)
        self.preferences = Preferences(
            self.player, self.keys.buttons, self.painter, config.has_tone, self.saver.save
        )
        self.light = Brightness()
        self._effects: "list[object]" = []
        # Made once, while memory is in one piece: it is there whenever a routine comes.
        self._routine_buffer = bytearray(ROUTINE_MAX_BYTES)
        self._heard_ms = -LINKED_MS
        self._told_state = ""
        self._has_begun = False
        self._goes_on = False  # the step left something to be done at once
        self.is_loaded = False  # everything the store keeps has been read

    @property
    def now_ms(self) -> int:
        """This step's uptime in ms."""
        return self.clock.now_ms

    @property
    def wall(self) -> "WallClock":
        """The wall clock."""
        return self.clock.wall

    @property
    def state(self) -> str:
        """The state whose row of ``gestures.GESTURES`` applies."""
        if self.is_dark:
            return "dark"
        return self.session.state if self.session else self.menu.state

    @property
    def is_dark(self) -> bool:
        """The panel is switched off; the next press only wakes it."""
        return self.light.contrast_pct == 0

    @property
    def entries(self) -> "list[Entry]":
        """The index of the routines on the device."""
        return self.contents.entries

    @property
    def history_bytes(self) -> int:
        """Length of the stored history."""
        return self.contents.history_bytes + self.journal.written_bytes

    @property
    def is_linked(self) -> bool:
        """A host was heard in the last ten seconds."""
        return self.now_ms - self._heard_ms < LINKED_MS

    @property
    def is_quiet(self) -> bool:
        """No pressure now: storage may be written."""
        return self.session is None or self.session.state not in gestures.PRESSURE

    def draw(self) -> bool:
        """Do a small piece of drawing; False: none was left. Blocks: a Pico 8 ms."""
        if self.painter.is_up_to_date:
            return self.painter.compare()
        self.painter.work()
        return True

    def next_window(self, max_bytes: int = 1024) -> "Window | None":
        """The next bytes for the panel: (x0, x1, page0, page1, data); None: up to date.

        Call it after a step's effects, as long as nothing is due and nothing is to ``draw``.
        """
        return self.painter.next_window(max_bytes)

    # --- the step -------------------------------------------------------------------

    def step(self, now_ms: int, inputs: "list[object]") -> "list[object]":
        """Take what happened, return what to do, outputs first; sets ``next_ms``.

        ``now_ms`` must not fall; inputs are taken in order. The first call begins the
        power-up; buttons it reports as down are seen as down already. Never raises for
        any input; blocks: never.
        """
        self._effects = []
        promised_ms = self.next_ms
        matters = self._mind_stall(now_ms)
        self.clock.now_ms = now_ms
        if not self._has_begun:
            self._begin(inputs)
        self._advance()
        has_buttons = False
        for event in inputs:
            self.log.add(now_ms, event)
            _TAKE[type(event)](self, event)
            has_buttons = has_buttons or isinstance(event, ButtonsChanged)
        matters = self.keys.step(now_ms) or matters
        if not (self._goes_on or self._is_edge_near()):
            self.link.step(now_ms)
        self._settle(has_buttons)
        outputs: "list[object]" = []
        matters = self.player.step(now_ms, outputs) or matters
        self.log.note_late(now_ms, promised_ms, matters)
        self._tell_hosts()
        if not self._goes_on:  # what it does may change what is shown
            self._show()
        self._schedule()
        return outputs + self._effects

    def _is_edge_near(self) -> bool:
        """Link work waits while a cue's edge is due before it would be done."""
        edge_ms = self.player.next_ms
        if self.session and edge_ms is None:
            edge_ms = self.session.next_ms(self.now_ms)
        return edge_ms is not None and edge_ms - self.now_ms <= self.config.limits.work_ms

    def _tell_hosts(self) -> None:
        """Cues and states, for a host that watches."""
        for _, name in self.player.started:
            self.link.ring.add(self.now_ms, "cue", name)
        self.player.started.clear()
        if self.state != self._told_state:
            self._told_state = self.state
            self.link.ring.add(self.now_ms, "state", self.state)

    def _begin(self, inputs: "list[object]") -> None:
        self._has_begun = True
        self.keys.last_press_ms = self.now_ms
        for event in inputs:
            if isinstance(event, ButtonsChanged):
                self.keys.buttons.begin(event.pressed, self.now_ms)
        if self.power_up:
            self.power_up.begin()

    def _mind_stall(self, now_ms: int) -> bool:
        """Pause a session that slept; whether it did."""
        if self._has_begun and now_ms - self.next_ms > STALL_MS and self.session:
            self.session.stall(self.next_ms, now_ms)
            return True
        return False

    def _advance(self) -> None:
        if self.session:
            self.session.advance(self.now_ms)
        else:
            self.menu.advance(self.now_ms)

    def _settle(self, has_buttons: bool) -> None:
        """What follows from this step, whatever caused it."""
        if self.power_up:
            self.power_up.step()
            if self.power_up.is_done:
                self.power_up = None
        self._mind_record(has_buttons)
        self.menu.note_answers(self.now_ms)
        self.fault_signs.step(self.session, self.now_ms, self.keys.last_press_ms)
        if self.is_quiet and not self._goes_on:  # what belongs together is stored together
            self.journal.flush(self.now_ms)
        self.trimmer.step(self.now_ms)
        self.saver.step(self.now_ms)
        self.indexer.step()

    def _mind_record(self, has_buttons: bool) -> None:
        """A step that brings news for the record leaves noting it to the next: cues first."""
        may_note, self._goes_on = self._goes_on and not has_buttons, False
        if self.record and self.session:
            self._goes_on = self.record.has_news(self.session)
            if self._goes_on and may_note:
                self.record.note_next(self.session)
            elif self.session.is_over and not self._goes_on:
                self.end_session()

    def _show(self) -> None:
        self._follow_light()
        shown = device_view(self)
        if shown != self.view:
            self.view = shown
            self.painter.show(shown)
            self.emit(ShowView(shown))

    def _follow_light(self) -> None:
        is_lit = self.session is not None or self.menu.state in ("starting", "receiving")
        if self.light.follow(self.now_ms - self.keys.last_press_ms, is_lit):
            self.emit(SetPanel(self.light.contrast_pct))

    def _schedule(self) -> None:
        dimmed_ms = self.keys.last_press_ms + self.light.next_after_ms
        due = [self.now_ms + IDLE_MS, dimmed_ms, self.keys.buttons.next_ms, self.player.next_ms]
        due.append(self.session.next_ms(self.now_ms) if self.session else self.menu.next_ms)
        if not self._is_edge_near():  # until then the link waits
            due.append(self.link.next_ms)
        if self._goes_on:
            due.append(self.now_ms)
        self.next_ms = max(min([at_ms for at_ms in due if at_ms is not None]), self.now_ms)

    # --- inputs -----------------------------------------------------------------------

    def _take_buttons(self, event: ButtonsChanged) -> None:
        self.keys.change(event.pressed, self.now_ms)

    def _take_bytes(self, event: BytesReceived) -> None:
        self._heard_ms = self.now_ms
        self.link.receive(event.data, self.now_ms)

    def _take_stored(self, event: Stored) -> None:
        if not self.storage.answer(event):
            self.link.stored(event.ticket)

    def _take_read(self, event: ReadDone) -> None:
        if not self.storage.answer(event):
            self.link.read_done(event.ticket, event.data)

    def _take_failure(self, event: StoreFailed) -> None:
        if event.reason != "absent":
            self.fault_signs.note(self.session)
        if not self.storage.answer(event):
            self.link.store_failed(event.ticket, event.reason)

    def _take_edge(self, event: EdgeApplied) -> None:
        # A prompt's cue waits for its session to be opened, however long that takes.
        if self.record and self.session and self.session.state != "prompt":
            self.record.add_edge(event.error_us)

    def _take_cap(self, event: PulseCapped) -> None:
        self.fault_signs.note_capped(event.output, self.session)

    def _take_panel(self, event: PanelChanged) -> None:
        if self.is_panel_found and not event.is_found:
            self.fault_signs.note(self.session)
        self.is_panel_found = event.is_found
        if event.is_found:
            self.painter.forget()

    def _take_clock(self, event: ClockRead) -> None:
        self.wall.read(self.now_ms, event.epoch_s, event.offset_min, event.is_trusted)
        self.note_clock()

    def note_clock(self) -> None:
        """Let counts that waited for a clock end by it."""
        if self.is_loaded and self.progress.should_note_clock(self.wall, self.now_ms):
            self.recorder.note("clock", [])

    def reject(self, now_ms: int) -> None:
        """Say that a key does nothing now."""
        if self.session and self.session.closing is None:
            self.session.reject(now_ms)
        elif self.state != "silence":  # the silence after STOP is the answer
            self.player.offer("rejected", now_ms, None)

    def wake(self) -> None:
        """Light the panel up, as a press does."""
        self.keys.last_press_ms = self.now_ms
        self._follow_light()

    def emit(self, effect: object) -> None:
        """Add one effect to this step's."""
        self._effects.append(effect)

    def new_scanner(self) -> Scanner:
        """A scanner with this board's limits; the one before is done with then."""
        return Scanner(self.config.limits.routines_bytes, buffer=self._routine_buffer)

    def notice(self) -> str:
        """A words key for something the user should know at home, or ""."""
        if self.journal.failure:
            return "notice_not_stored"
        return self.progress.advice() or self.contents.notice

    def begin_session(self, session: Session, digest: str) -> None:
        """Take over a session that the opening has made."""
        self.session = session
        self.record = SessionRecord(self, self.progress.next_session, digest)
        self.log.begin(self, session, digest)

    def end_session(self) -> None:
        """The session is over: home, on the same routine."""
        while self.record and self.session and self.record.has_news(self.session):
            self.record.note_next(self.session)
        self.log.end(self.now_ms)
        self.session = None
        self.record = None
        self.player.is_gun = False
        self.menu.go_home()
        button = self.keys.stuck_button()
        if button:  # it went unsaid while the session needed the screen
            self.menu.stuck(button, self.now_ms)

    def power_off(self) -> None:
        """Shut down, outputs low first; what waits to be stored goes first."""
        self.is_powering_off = True
        self.journal.flush(self.now_ms)
        self.emit(PowerOff())


_TAKE: "dict[type, Callable[[Device, Any], None]]" = {
    ButtonsChanged: Device._take_buttons,
    BytesReceived: Device._take_bytes,
    Stored: Device._take_stored,
    ReadDone: Device._take_read,
    StoreFailed: Device._take_failure,
    EdgeApplied: Device._take_edge,
    PulseCapped: Device._take_cap,
    PanelChanged: Device._take_panel,
    ClockRead: Device._take_clock,
}

"""The device: inputs in, effects out, and the next moment it wants to be called.

    effects = device.step(now_ms, [ButtonsChanged(START)])
    # apply the effects in order (outputs come first), then draw while nothing is due:
    window = device.next_window(256)
    # sleep until device.next_ms or the next input

A step does bounded work and never blocks. Everything the device knows comes in
through ``step``; it owns no clock, pin, file or socket.
"""

from . import events
from .clock.clock import Clock
from .cue.player import Player
from .device_config import DeviceConfig
from .device_control import DeviceControl
from .device_sessions import DeviceSessions
from .device_settings import DeviceSettings
from .device_status import DeviceStatus
from .device_view import DeviceView
from .input.buttons import Buttons
from .input.dispatcher import Dispatcher
from .link.link import Link
from .menu.fault_signs import FaultSigns
from .menu.menu import Menu
from .preferences import Preferences
from .progress.progress import Progress
from .screen.brightness import Brightness
from .screen.painter import Painter
from .session import course
from .session.current import CurrentSession
from .stage import Stage
from .store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .routine.model import Routine
    from .screen.raster import Window
    from .screen.views import View
    from .session.session import Session
    from .session.session_start import SessionStart

STALL_MS = 2000  # a step this much later than promised: the device was asleep
IDLE_MS = 1000  # the longest time between two steps


class Device:
    """One device from power-up to power-off: it composes the parts and makes the step."""

    def __init__(self, config: DeviceConfig) -> None:
        self.config = config
        self.next_ms = 0
        self.clock = clock = Clock()
        self.painter = painter = Painter()
        self.player = player = Player()
        self.progress = progress = Progress()
        self.store = store = Store(config, clock, progress, self.emit, self._is_host_reading)
        self.current = current = CurrentSession(player, clock, store.recorder.note)
        buttons = Buttons()
        self.preferences = Preferences(
            player, buttons, painter, clock.wall, config.has_tone, store.settings_writer.save
        )
        self.menu = menu = self._new_menu(buttons)
        self.fault_signs = signs = FaultSigns(player, menu)
        light = Brightness()
        self.stage = Stage(
            current, menu, player, progress, buttons, light, self._screen, self.end_session
        )
        self.keys = keys = Dispatcher(buttons, self.stage)
        self.screen = DeviceView(
            clock, current, menu, keys, light, store, progress, painter, self.emit
        )
        self.sessions = self._new_sessions()
        self.link = Link(
            config,
            clock,
            self.emit,
            store,
            DeviceStatus(clock, current, self.screen, store, painter, player, signs.capped),
            DeviceControl(clock, current, menu, keys, player, store, self.screen),
            DeviceSettings(self.preferences, progress.profile, store, menu, clock),
        )
        # To be told how many ms the last step took, its effects applied, by boards that know.
        self.took = self.link.costs.end
        self._effects: "list[object]" = []
        self._has_begun = False
        self._take: "dict[type, Callable[[Any], None]]" = {
            events.ButtonsChanged: self._take_buttons,
            events.BytesReceived: self._take_bytes,
            events.Stored: store.storage.answer,
            events.ReadDone: store.storage.answer,
            events.StoreFailed: self._take_failure,
            events.EdgeApplied: current.take_edge,
            events.PulseCapped: self._take_cap,
            events.PanelChanged: self._take_panel,
            events.ClockRead: self._take_clock,
        }

    def _new_menu(self, buttons: Buttons) -> Menu:
        """Everything outside a session, with what it needs of parts that come later."""
        return Menu(
            self.config,
            self.clock,
            self.player,
            self.progress,
            self.preferences,
            self.store,
            self.painter.caution_pages,
            buttons.is_stop_stuck,
            self._is_all_shown,
            self._begin_session,
            self.power_off,
            self._notice,
            self._is_linked,
        )

    def _new_sessions(self) -> DeviceSessions:
        """What begins a session."""
        return DeviceSessions(
            self.clock,
            self.current,
            self.keys,
            self.player,
            self.preferences,
            self.progress,
            self.store.journal,
        )

    # --- what boards and watchers ask ---------------------------------------------------

    @property
    def session(self) -> "Session | None":
        """The session that runs, or None."""
        return self.current.session

    @property
    def state(self) -> str:
        """What the device is doing: a state of the session's table or the menu's, or dark."""
        return self.screen.state

    @property
    def view(self) -> "View":
        """The view shown last."""
        return self.screen.shown

    @property
    def is_loaded(self) -> bool:
        """Everything the store keeps has been read."""
        return self.store.contents.is_loaded

    @property
    def is_quiet(self) -> bool:
        """No pressure now: storage may be written."""
        return self.current.is_quiet

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

    # --- where a session began ----------------------------------------------------------

    def snapshot(self) -> "SessionStart | None":
        """What the last session since power-up began with; None: there was none."""
        return self.current.log.start()

    def restore(self, start: "SessionStart", routine: "Routine") -> "list[object]":
        """Begin the session of ``routine`` once more that began with ``start``.

        From then on the same inputs at the same times have the effects they had. As ``step``,
        at ``start.start_ms``; for a device that has read its store and plays no session.
        """
        self._effects = []
        self.sessions.restore(start, routine)
        self.menu.situation.home.select(start.routine)
        outputs: "list[object]" = []
        self.player.step(start.start_ms, outputs)
        self.screen.show()
        self._schedule()
        return outputs + self._effects

    # --- the step -------------------------------------------------------------------

    def step(self, now_ms: int, inputs: "list[object]") -> "list[object]":
        """Take what happened, return what to do, outputs first; sets ``next_ms``.

        ``now_ms`` must not fall; inputs are taken in order. The first call begins the
        power-up; buttons it reports as down are seen as down already. Never raises for
        any input; blocks: never.
        """
        self._effects = []
        promised_ms, current = self.next_ms, self.current
        matters = self._mind_stall(now_ms)
        self.clock.now_ms = now_ms
        if not self._has_begun:
            self._begin(inputs)
        self._advance()
        has_buttons = False
        for event in inputs:
            current.log.add(now_ms, event)
            self._take[type(event)](event)
            has_buttons = has_buttons or isinstance(event, events.ButtonsChanged)
        matters = self.keys.step(now_ms) or matters
        if not (current.has_news or self._is_edge_near()):
            self.link.step()
        self._settle(has_buttons)
        outputs: "list[object]" = []
        matters = self.player.step(now_ms, outputs) or matters
        current.log.note_late(now_ms, promised_ms, matters)
        self.link.watch.tell(self.player.started, self.screen.state)
        self.player.started.clear()
        if not current.has_news:  # what it does may change what is shown
            self.screen.show()
        self._schedule()
        return outputs + self._effects

    def _is_edge_near(self) -> bool:
        """Link work waits while a cue's edge is due before it would be done."""
        edge_ms, now_ms = self.player.next_ms, self.clock.now_ms
        if self.current.session and edge_ms is None:
            edge_ms = self.current.session.next_ms(now_ms)
        return edge_ms is not None and edge_ms - now_ms <= self.link.cost_ms

    def _begin(self, inputs: "list[object]") -> None:
        self._has_begun = True
        self.keys.last_press_ms = self.clock.now_ms
        self.link.gate.begin()
        for event in inputs:
            if isinstance(event, events.ButtonsChanged):
                self.keys.buttons.begin(event.pressed, self.clock.now_ms)
        self.store.begin()

    def _mind_stall(self, now_ms: int) -> bool:
        """Pause a session that slept; whether it did."""
        session = self.current.session
        if self._has_begun and now_ms - self.next_ms > STALL_MS and session:
            course.stall(session, self.next_ms, now_ms)
            return True
        return False

    def _advance(self) -> None:
        if self.current.session:
            course.advance(self.current.session, self.clock.now_ms)
        else:
            self.menu.advance(self.clock.now_ms)

    def _settle(self, has_buttons: bool) -> None:
        """What follows from this step, whatever caused it."""
        current, store, now_ms = self.current, self.store, self.clock.now_ms
        if not store.contents.is_loaded:
            self._mind_loading()
        if current.mind_record(has_buttons):
            self.end_session()
        self.fault_signs.step(current.session, now_ms, self.keys.last_press_ms)
        is_quiet = current.is_quiet
        if is_quiet and not current.has_news:  # what belongs together is stored together
            store.journal.flush(now_ms)
        store.step(current.session is not None, is_quiet, self.player.is_idle)

    def _mind_loading(self) -> None:
        """The STOP check needs the settings only; everything else comes when all is read."""
        values = self.store.take_settings()
        if values is not None:
            if self.store.is_language_open:
                values["language"] = self.config.language
            self.preferences.load(values)
            self.menu.settings_read(self.store.is_language_open, self.clock.now_ms)
        if self.store.take_loaded():
            self.menu.loaded(self.clock.now_ms)

    def _schedule(self) -> None:
        now_ms, session = self.clock.now_ms, self.current.session
        due: "list[int | None]" = [now_ms + IDLE_MS, self.screen.next_ms]
        due += [self.keys.buttons.next_ms, self.player.next_ms]
        due.append(session.next_ms(now_ms) if session else self.menu.next_ms)
        if not self._is_edge_near():  # until then the link waits
            due.append(self.link.next_ms)
        if self.current.has_news:
            due.append(now_ms)
        self.next_ms = max(min([at_ms for at_ms in due if at_ms is not None]), now_ms)

    # --- inputs -----------------------------------------------------------------------

    def _take_buttons(self, event: events.ButtonsChanged) -> None:
        self.keys.change(event.pressed, self.clock.now_ms)

    def _take_bytes(self, event: events.BytesReceived) -> None:
        self.link.receive(event.data)

    def _take_failure(self, event: events.StoreFailed) -> None:
        if event.reason != "absent":
            self.fault_signs.note(self.current.session)
        self.store.storage.answer(event)

    def _take_panel(self, event: events.PanelChanged) -> None:
        if self.screen.panel_changed(event.is_found):
            self.fault_signs.note(self.current.session)

    def _take_cap(self, event: events.PulseCapped) -> None:
        self.fault_signs.note_capped(event.output, self.current.session)

    def _take_clock(self, event: events.ClockRead) -> None:
        self.clock.read(event)
        self.store.note_clock()

    # --- what parts ask of those made after them (no closures: a copy asks its own) -----

    def _is_host_reading(self) -> bool:
        return self.link.is_reading

    def _is_linked(self) -> bool:
        return self.link.is_heard

    def _is_all_shown(self) -> bool:
        return self.screen.is_all_shown

    def _screen(self) -> "DeviceView":
        return self.screen

    def _notice(self) -> str:
        return self.screen.notice()

    def _begin_session(self, session: "Session", digest: str) -> None:
        self.sessions.begin(session, digest)

    def emit(self, effect: object) -> None:
        """Add one effect to this step's."""
        self._effects.append(effect)

    def end_session(self) -> None:
        """The session is over: home, on the same routine."""
        self.current.end()
        self.stage.clear(self.clock.now_ms)

    def power_off(self) -> None:
        """Shut down, outputs low first; what waits to be stored goes first."""
        self.store.end()
        self.emit(events.PowerOff())

"""The device: inputs in, effects out, and the next moment it wants to be called.

    effects = device.step(now_ms, [ButtonsChanged(START)])
    # apply the effects in order (outputs come first), then draw while nothing is due:
    window = device.next_window(256)
    # sleep until device.next_ms or the next input

A step does bounded work and never blocks. Everything the device knows comes in
through ``step``; it owns no clock, pin, file or socket.
"""

from . import buttons, cues, gestures, safety, settings
from .device_port import DevicePort
from .events import (
    START,
    STOP,
    BytesReceived,
    ButtonsChanged,
    ClockRead,
    EdgeApplied,
    PanelChanged,
    PowerOff,
    ReadDone,
    SetPanel,
    ShowView,
    Stored,
    StoreFailed,
)
from .input_log import InputLog
from .journal import Journal
from .link import Link
from .link_port import Limits
from .loader import Loader
from .menu import Menu
from .opening import Opening
from .painter import Painter
from .player import Player
from .progress import Progress
from .record import SessionRecord
from .routines import Scanner
from .session import Session
from .session_views import session_view
from .storage import Storage
from .views import view
from .wall import Wall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .painter import Window
    from .routines import Entry

STALL_MS = 2000  # a step this much later than promised: the device was asleep
IDLE_MS = 1000  # the longest time between two steps
LINKED_MS = 10000  # "linked": bytes came in no longer ago than this
DIM_MS = 30000  # after the last press the panel dims ...
DARK_MS = 120000  # ... and, outside a session, goes dark
FULL_PCT = 100
DIM_PCT = 30
# Actions that lead to pressure: refused while STOP is stuck.
STARTS = ("in_place", "resume", "restart_repetition", "start_spot", "ready_now")


class DeviceConfig:
    """What a board knows of itself.

    ``dev_id``: stable and unique; ``model``: for people; ``version``: the firmware's;
    ``boot_id``: different at each power-up; ``limits``: sizes; ``caps``: words for the
    host (``deflate``, ``clock``, ``power_off``); ``new_inflater``: makes a zlib inflater
    (see ``LinkPort.inflater``) or None.
    """

    def __init__(
        self,
        dev_id: str,
        model: str = "",
        version: str = "",
        boot_id: str = "",
        limits: "Limits | None" = None,
        caps: "tuple[str, ...]" = (),
        new_inflater: "Callable[[], Any] | None" = None,
    ) -> None:
        self.dev_id = dev_id
        self.model = model
        self.version = version
        self.boot_id = boot_id
        self.limits = limits or Limits()
        self.caps = caps
        self.new_inflater = new_inflater


class Device:
    """One device from power-up to power-off."""

    def __init__(self, config: DeviceConfig) -> None:
        self.config = config
        self.now_ms = 0
        self.next_ms = 0
        self.view: "dict[str, Any]" = {}
        self.painter = Painter()
        self.player = Player()
        self.wall = Wall()
        self.storage = Storage(self.emit)
        self.journal = Journal(self.storage)
        self.progress = Progress()
        self.settings = settings.defaults()
        self.loader = Loader(self.storage, self.progress, self.new_scanner)
        self.menu = Menu(self)
        self.opening = Opening(self)
        self.port = DevicePort(self)
        self.link = Link(self.port, config.limits)
        self.session: "Session | None" = None
        self.record: "SessionRecord | None" = None
        self.log = InputLog()
        self.is_panel_found = True
        self.is_powering_off = False
        self._buttons = buttons.Buttons()
        self._pressed_in = ""  # the state in which the last contact was made
        self._effects: "list[object]" = []
        self._contrast_pct = FULL_PCT
        self._last_press_ms = 0
        self._heard_ms = -LINKED_MS
        self._fault_is_due = False
        self._has_begun = False

    # --- asking -------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The state whose row of ``gestures.GESTURES`` applies."""
        if self.is_dark:
            return "dark"
        return self.session.state if self.session else self.menu.state

    @property
    def is_dark(self) -> bool:
        """The panel is switched off; the next press only wakes it."""
        return self._contrast_pct == 0

    @property
    def entries(self) -> "list[Entry]":
        """The index of the routines on the device."""
        return self.loader.entries

    @property
    def is_quiet(self) -> bool:
        """No pressure now: storage may be written."""
        return self.session is None or self.session.state not in gestures.PRESSURE

    def next_window(self, max_bytes: int = 1024) -> "Window | None":
        """The next bytes for the panel: (x0, x1, page0, page1, data); None: up to date.

        Call it after the effects of a step were applied, as long as nothing is due.
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
        self._mind_stall(now_ms)
        self.now_ms = now_ms
        if not self._has_begun:
            self._begin(inputs)
        self._advance()
        for event in inputs:
            self.log.add(now_ms, event)
            self._TAKE[type(event)](self, event)
        for kind, button in self._buttons.step(now_ms):
            self._gesture(kind, button)
        self.link.step(now_ms)
        self._settle()
        outputs: "list[object]" = []
        self.player.step(now_ms, outputs)
        self._show()
        self._schedule()
        return outputs + self._effects

    def _begin(self, inputs: "list[object]") -> None:
        self._has_begun = True
        self._last_press_ms = self.now_ms
        for event in inputs:
            if isinstance(event, ButtonsChanged):
                self._buttons.begin(event.pressed, self.now_ms)
        self.loader.begin()

    def _mind_stall(self, now_ms: int) -> None:
        if self._has_begun and now_ms - self.next_ms > STALL_MS and self.session:
            self.session.stall(self.next_ms)

    def _advance(self) -> None:
        """Let time do its part."""
        if self.session:
            self.session.advance(self.now_ms)
        else:
            self.menu.advance(self.now_ms)

    def _settle(self) -> None:
        """What follows from this step, whatever caused it."""
        if self.menu.state == "starting" and self.loader.is_done:
            self._loaded()
        if self.session and self.record:
            self.record.collect(self.session)
            if self.session.is_over:
                self.end_session()
        if self.menu.trainer:
            for played, named in self.menu.trainer.answers:
                self.note("trained", [played, named], self.now_ms)
            self.menu.trainer.answers = []
        self._say_fault()
        if self.is_quiet:
            self.journal.flush(self.now_ms)
        self.port.confirm()

    def _say_fault(self) -> None:
        """Feel that something failed, as soon as there is room; never in STOP's silence."""
        session = self.session
        if session is None or session.closing:
            self._fault_is_due = False
        elif self._fault_is_due and self.player.offer(
            "fault", self.now_ms, session.boundary_ms()
        ):
            self._fault_is_due = False

    def _show(self) -> None:
        self._set_contrast()
        shown = self._find_view()
        if shown != self.view:
            self.view = shown
            self.painter.show(shown)
            self.emit(ShowView(shown))

    def _find_view(self) -> "dict[str, Any]":
        if self.is_dark:
            return view("dark", {})
        if self.session:
            if self.session.state == "done" and self.record:
                return view("done", self.record.summary(self.session))
            return session_view(self.session, self.now_ms)
        return self.menu.view(self.now_ms)

    def _set_contrast(self) -> None:
        """Dim when no key was pressed for a while; dark only outside a session."""
        idle_ms = self.now_ms - self._last_press_ms
        contrast_pct = FULL_PCT if idle_ms < DIM_MS else DIM_PCT
        if idle_ms >= DARK_MS and self._may_go_dark():
            contrast_pct = 0
        if contrast_pct != self._contrast_pct:
            self._contrast_pct = contrast_pct
            self.emit(SetPanel(contrast_pct))

    def _may_go_dark(self) -> bool:
        return self.session is None and self.menu.state not in ("starting", "receiving")

    def _schedule(self) -> None:
        due = [self.now_ms + IDLE_MS, self._buttons.next_ms, self.player.next_ms]
        due.append(self.session.next_ms(self.now_ms) if self.session else self.menu.next_ms)
        due.append(self.link.next_ms)
        if self._contrast_pct == FULL_PCT:
            due.append(self._last_press_ms + DIM_MS)
        elif self._contrast_pct and self._may_go_dark():
            due.append(self._last_press_ms + DARK_MS)
        later = [at_ms for at_ms in due if at_ms is not None]
        self.next_ms = max(min(later), self.now_ms)

    # --- inputs -----------------------------------------------------------------------

    def _take_buttons(self, event: ButtonsChanged) -> None:
        for kind, button in self._buttons.change(event.pressed, self.now_ms):
            self._gesture(kind, button)

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
            self._fault_is_due = self.session is not None
        if not self.storage.answer(event):
            self.link.store_failed(event.ticket, event.reason)

    def _take_edge(self, event: EdgeApplied) -> None:
        if self.record:
            self.record.add_edge(event.error_us)

    def _take_panel(self, event: PanelChanged) -> None:
        if self.is_panel_found and not event.is_found and self.session:
            self._fault_is_due = True
        self.is_panel_found = event.is_found
        if event.is_found:
            self.painter.forget()

    def _take_clock(self, event: ClockRead) -> None:
        self.wall.read(self.now_ms, event.epoch_s, event.offset_min, event.is_trusted)
        self._note_clock()

    def _note_clock(self) -> None:
        """Let counts that waited for a clock end by it."""
        is_loaded = self.menu.state != "starting"
        if is_loaded and self.progress.should_note_clock(self.wall, self.now_ms):
            self.note("clock", [], self.now_ms)

    _TAKE = {
        ButtonsChanged: _take_buttons,
        BytesReceived: _take_bytes,
        Stored: _take_stored,
        ReadDone: _take_read,
        StoreFailed: _take_failure,
        EdgeApplied: _take_edge,
        PanelChanged: _take_panel,
        ClockRead: _take_clock,
    }

    # --- gestures -----------------------------------------------------------------------

    def _gesture(self, kind: str, button: int) -> None:
        if kind == buttons.PRESSED:
            self._pressed(button)
        elif kind == buttons.STUCK and self.session is None:
            self.menu.stuck(button, self.now_ms)
        elif kind == buttons.FREED and self.session is None:
            self.menu.freed(self.now_ms)
        elif kind in (buttons.SHORT, buttons.LONG):
            gesture = gestures.gesture_of(kind, button)
            if gesture:
                self._act(gesture, self._pressed_in)

    def _pressed(self, button: int) -> None:
        """A contact: STOP acts now, START does while a timed phase runs."""
        self._last_press_ms = self.now_ms
        self._pressed_in = state = self.state
        if state == "dark":
            self.wake()
            self._buttons.consume()
        elif button == STOP:
            self._act(gestures.STOP, state)
        elif button == START and state in gestures.RUNNING:
            self._buttons.consume()
            self._act(gestures.START, state)

    def _act(self, gesture: str, pressed_in: str) -> None:
        """Do what the gesture map says; a key meant for an earlier state is rejected."""
        action = gestures.action(self.state, gesture)
        if not action or gestures.action(pressed_in, gesture) != action:
            self.reject(self.now_ms)
        elif action in STARTS and self._buttons.is_stuck(STOP):
            self.reject(self.now_ms)
        elif action == "in_place" and self._refuse_step():
            return
        else:
            getattr(self._actor(action), "do_" + action)(self.now_ms)

    def act_now(self, gesture: str) -> None:
        """Do what ``gesture`` means in the present state, for the host."""
        self._act(gesture, self.state)

    def wake(self) -> None:
        """Light the panel up, as a press does."""
        self._last_press_ms = self.now_ms
        self._set_contrast()

    def _actor(self, action: str) -> object:
        if self.session is None:
            has_it = self.menu.trainer and hasattr(self.menu.trainer, "do_" + action)
            return self.menu.trainer if has_it else self.menu
        return self.session.closing or self.session

    def _refuse_step(self) -> bool:
        """Check the step again before pressing: the profile may have changed."""
        session = self.session
        if session is None:
            return False
        step = session.step
        flag = safety.exclusion(self.progress.flags(), step["method"], step.get("point", ""))
        if not flag:
            return False
        session.leave()
        self.end_session()
        self.opening.refuse_excluded(
            session.routine["title"],
            (session.phase.step + 1, step["method"], step.get("point", ""), flag),
        )
        return True

    def reject(self, now_ms: int) -> None:
        """Say that a key does nothing now."""
        if self.session and self.session.closing is None:
            self.session.reject(now_ms)
        else:
            self.player.offer("rejected", now_ms, None)

    # --- services for the menu, the session's opening and the link ---------------------------

    def emit(self, effect: object) -> None:
        """Add one effect to this step's."""
        self._effects.append(effect)

    def new_scanner(self) -> Scanner:
        """A scanner with this board's limits."""
        return Scanner(self.config.limits.routines_bytes)

    def times(self, now_ms: int) -> "list[tuple[str, Any]]":
        """When a record is made, for its head."""
        offset_min = self.wall.offset_min if self.wall.is_trusted else None
        return [("time", self.wall.epoch_s(now_ms)), ("offset", offset_min), ("up", now_ms)]

    def is_stop_stuck(self) -> bool:
        """STOP has been down for more than ten seconds."""
        return self._buttons.is_stuck(STOP)

    def notice(self) -> str:
        """A words key for something the user should know at home, or ""."""
        if self.journal.failure:
            return "notice_no_history"
        return self.loader.notice

    def about(self) -> "dict[str, Any]":
        """The fields of the ``about`` view."""
        config = self.config
        return {
            "dev_id": config.dev_id,
            "model": config.model,
            "version": config.version,
            "is_linked": self.now_ms - self._heard_ms < LINKED_MS,
            "has_clock": self.wall.is_trusted,
        }

    def entry_facts(self, entry: "Entry", now_ms: int) -> "dict[str, Any]":
        """What home says of a routine."""
        progress = self.progress
        return {
            "title": entry.title,
            "methods": list(entry.methods),
            "minutes": entry.minutes,
            "done_days": progress.done_days(entry.id, self.wall, now_ms),
            "left_today": progress.left_today(entry, self.wall, now_ms),
            "excluded": bool(safety.routine_exclusions(progress.flags(), entry.spots)),
        }

    def note(self, kind: str, values: "list[Any]", now_ms: int, session: int = 0) -> None:
        """Put a record on the history and fold it in."""
        record = self.journal.note(kind, session, self.times(now_ms), values)
        self.progress.apply(record, True)

    def begin_session(self, session: Session, digest: str) -> None:
        """Take over a session that the opening has made."""
        self.session = session
        self.log.begin(self.now_ms, session, self.settings)
        self.record = SessionRecord(self, self.progress.next_session, digest)

    def end_session(self) -> None:
        """The session is over: home, on the same routine."""
        if self.record and self.session:
            self.record.collect(self.session)
        self.session = None
        self.record = None
        self.player.is_gun = False
        self.menu.go_home()

    def change_settings(self, changes: "dict[str, object]") -> None:
        """Apply settings that were checked, and store them."""
        self.settings.update(changes)
        self.apply_settings()
        self.port.save_settings()

    def apply_settings(self) -> None:
        """Let every part follow ``settings``."""
        values = self.settings
        self.player.has_sound = bool(values["sound"])
        self.player.has_vibration = bool(values["vibration"])
        self.player.duty_pct = cues.STRENGTH_PCT[str(values["strength"])]
        self.player.scale_pct = cues.MOTOR_SCALE_PCT[str(values["motor"])]
        self._buttons.long_press_ms = int(str(values["long_press"]))
        self.painter.set_options(
            str(values["language"]), bool(values["inverted"]), bool(values["large"])
        )

    def power_off(self) -> None:
        """Shut down, outputs low first; what waits to be stored goes first."""
        self.is_powering_off = True
        self.journal.flush(self.now_ms)
        self.emit(PowerOff())

    def _loaded(self) -> None:
        self.settings = self.loader.settings
        self.apply_settings()
        self.journal.next_id = self.progress.next_id
        self._note_clock()
        self.opening.mind_power_loss()
        self.menu.loaded(self.now_ms)

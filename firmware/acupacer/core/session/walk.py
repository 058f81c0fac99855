"""The walk through a plan: which phase runs, whose clock, what was delivered.

Rules:

* Phases follow each other by deadline: each starts where the last one's clock ended,
  so lateness of a step never adds up.
* ``press`` marks the start of pressure and ``release`` its end; the boundary is the
  cue's start. A rest's clock starts with ``release``; every other phase waits until
  release has been felt (``Player.lead_ms``).
* Pressure starts only by a press on the device that began this run of phases, by way
  of get_ready; after a pause, and after a stall of the device, it asks again.
* A pause keeps what is left to the millisecond. With less than 1 s of a repetition
  left it has ended.
* A window's clock runs on through its spots; a pause stops both.

Times are milliseconds of the board's clock. No method blocks.
"""

from ..cue import cues
from ..input import gestures
from ..progress.prescriptions import Prescription
from . import plan, timetable
from .ending import Ending
from .ledger import Ledger
from .window_clock import WindowClock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..cue.player import Player
    from ..routine.model import Routine, Step

ENDED_LEFT_MS = 1000  # less than this left of a repetition: it has ended
WINDOW_TAIL_MS = 6000  # a spot that would leave less ends the window
UNATTENDED_MS = 600000
PAUSED_AGAIN_MS = (0, 30000, 60000, 90000)


class Walk:
    """A routine under way; ``Session`` adds what the buttons do to it.

    ``prescriptions``: today's doses, one per step of ``routine``. ``events`` collects
    (kind, values) for the history; the owner empties it.
    """

    def __init__(
        self,
        routine: "Routine",
        prescriptions: "list[Prescription]",
        player: "Player",
        now_ms: int,
        has_ticks: bool = False,
    ) -> None:
        self.routine = routine
        self.prescriptions = prescriptions
        self.phases = plan.compile_plan(routine, prescriptions)
        self.ledger = Ledger(plan.prescribed(routine, self.phases))
        self.has_ticks = has_ticks
        self.player = player
        self.events: "list[tuple[str, list[Any]]]" = []
        self.is_started = False
        self.pauses = 0
        self.spots: "list[int]" = []  # seconds of each spot, in order
        self.last_pressed = ""  # point or area ...
        self.last_method = ""  # ... and how
        self.closing: "Ending | None" = None
        self.take_up_index = 0  # the repetition the next get_ready leads to; 0: the first
        self.reasons: "list[list[str]]" = []  # per step: why today's dose (see ``reasons``)
        self.index = 0  # of the plan's phase we are in, or get ready for
        self.page = 0
        self.mark_until_ms = 0
        self.start_ms = now_ms  # when this phase's clock starts
        self.length_ms = 0  # how long it runs from there
        self.total_ms = 0  # the phase's full length, for the screen
        self.target: "tuple[str, int]" = ("", 0)  # what get_ready leads to: kind, ms
        self.paused_state = ""
        self.paused_ms = 0
        self.window = WindowClock()
        self.restarted: "list[int]" = []  # indices of repetitions begun again
        self._spot_ms = 0
        self._due: "list[tuple[int, str]]" = []
        self._state = "prompt"
        self._deadline_ms = 0  # of an untimed state
        self._enter(0, now_ms)

    # --- asking -------------------------------------------------------------------

    @property
    def state(self) -> str:
        """A key of ``gestures.GESTURES``."""
        return self.closing.state if self.closing else self._state

    @property
    def is_over(self) -> bool:
        """The owner should drop the session and go home."""
        return self.closing is not None and self.closing.is_over

    @property
    def phase(self) -> "plan.Phase":
        """The plan's phase the session is in, or gets ready for."""
        return self.phases[self.index]

    @property
    def step(self) -> "Step":
        """The routine's step of the current phase."""
        return self.routine.steps[self.phase.step]

    @property
    def is_running(self) -> bool:
        """A timed phase is under way."""
        return self.closing is None and self._state in gestures.RUNNING

    def left_ms(self, now_ms: int) -> int:
        """What the current phase has left; the full length until its clock starts."""
        if self._state == "paused":
            return self.paused_ms
        if self._state == "window":
            return self.window.left_ms(now_ms)
        return self.length_ms - min(max(now_ms - self.start_ms, 0), self.length_ms)

    def next_ms(self, now_ms: int) -> int:
        """When ``advance`` has something to do, or the screen's seconds change."""
        if self.closing:
            return self.closing.next_ms(now_ms)
        due = self._next_event()
        left_ms = self.left_ms(now_ms)
        if self.is_running and left_ms:
            second_ms = self._ends_ms() - (left_ms - 1) // 1000 * 1000
            due = min(due, second_ms if now_ms >= self.start_ms else self.start_ms)
        if now_ms < self.mark_until_ms:
            due = min(due, self.mark_until_ms)
        return due

    def ahead_ms(self) -> int:
        """The timed phases after the current one, summed, in ms."""
        return sum([phase.duration_ms for phase in self.phases[self.index + 1 :]])

    def boundary_ms(self) -> "int | None":
        """When the next press or release is due, or None."""
        if not self.is_running or self._state == "window":
            return None
        if self._state == "get_ready" and self.target[0] == "window":
            return None
        return self._ends_ms()

    def repetition(self, now_ms: int) -> int:
        """The current repetition, from 1, within the arm in a movement; 0 in a window."""
        movement = self.step.movement
        if self.phase.kind != "movement" or movement is None:
            return self.phase.repetition
        elapsed_ms = 0
        if self._state == "movement" or (self._state, self.paused_state) == (
            "paused",
            "movement",
        ):
            elapsed_ms = self.phase.duration_ms - self.left_ms(now_ms)
        return plan.movement_part(movement, elapsed_ms, self.phase.duration_ms).repetition

    def pages(self) -> int:
        """How many pages the current prompt has: the summary, then one per text."""
        return len(self.pages_of_text()) + 1

    def pages_of_text(self) -> "list[list[str]]":
        """The prompt's pages after its summary: why this dose, then the step's texts."""
        reason = self.reasons[self.phase.step] if self.reasons else []
        return ([reason] if reason else []) + [[text] for text in self.step.text]

    # --- time ---------------------------------------------------------------------

    def advance(self, now_ms: int) -> None:
        """Do everything that is due by ``now_ms``, in order, each at its own time."""
        while self.closing is None:
            at_ms = self._next_event()
            if at_ms > now_ms:
                return
            if self._due and self._due[0][0] == at_ms:
                self._cue(*self._due.pop(0))
            elif self.is_running:
                self._end_phase(at_ms)
            else:
                self._close("ended_early", at_ms, False)
        self.closing.advance(now_ms)

    def stall(self, at_ms: int, now_ms: int) -> None:
        """The device slept from ``at_ms`` to ``now_ms``: what came then was not felt."""
        if self.is_running:
            self._pause(at_ms, self.player.make_way(now_ms))

    def _next_event(self) -> int:
        due = self._ends_ms() if self.is_running else self._deadline_ms
        return min(due, self._due[0][0]) if self._due else due

    def _ends_ms(self) -> int:
        if self._state == "window":
            return self.window.ends_ms()
        return self.start_ms + self.length_ms

    def _cue(self, at_ms: int, name: str) -> None:
        if cues.BY_NAME[name].rank > cues.MINOR:
            self.player.play(name, at_ms)
        else:
            self.player.offer(name, at_ms, self.boundary_ms())

    # --- entering phases ------------------------------------------------------------

    def _enter(self, index: int, at_ms: int) -> None:
        """Enter the plan's phase ``index``; its clock and its cue start at ``at_ms``."""
        self.index = index
        phase = self.phases[index]
        self.player.is_gun = self.step.method == "gun"
        if phase.kind == "done":
            self._close("", at_ms, True)
        elif phase.kind == "prompt":
            self.page = 0
            self._wait("prompt", at_ms, [(at_ms, "next_point")])
        elif phase.kind == "get_ready":
            self.index = self.take_up_index or index + 1
            self.take_up_index = 0
            self._get_ready(self.phase.kind, self.phase.duration_ms, at_ms, phase.duration_ms)
            self._note_begin(self.index)
        elif phase.kind in plan.DELIVERING:
            self._press(phase.kind, phase.duration_ms, at_ms)
        else:
            self._run(phase.kind, at_ms, phase.duration_ms, phase.duration_ms)
            self._due = timetable.countdown(at_ms, at_ms + phase.duration_ms)
            if phase.kind == "switch_side":
                self._due.insert(0, (at_ms, "switch_side"))
            self._note_begin(index + 1)

    def _wait(self, state: str, at_ms: int, due: "list[tuple[int, str]]") -> None:
        """An untimed state from ``at_ms``; left alone for 10 min the session ends."""
        self._state = state
        self.start_ms = at_ms
        self.length_ms = 0
        self._deadline_ms = at_ms + UNATTENDED_MS
        self._due = due
        self.mark_until_ms = 0

    def _run(self, state: str, at_ms: int, length_ms: int, total_ms: int) -> None:
        """A timed state whose clock runs ``length_ms`` from ``at_ms``."""
        self._state = state
        self.start_ms = at_ms
        self.length_ms = length_ms
        self.total_ms = total_ms
        self._due = []
        self.mark_until_ms = 0

    def _get_ready(self, kind: str, target_ms: int, at_ms: int, length_ms: int) -> None:
        """Get ready for ``kind`` of the current phase, with ``target_ms`` left of it."""
        self.target = (kind, target_ms)
        self._run("get_ready", at_ms, length_ms, length_ms)
        if kind != "window":
            self._due = timetable.countdown(at_ms, at_ms + length_ms)

    def _press(self, kind: str, left_ms: int, at_ms: int) -> None:
        """Pressure starts: the clock of ``kind`` runs ``left_ms`` from ``at_ms``."""
        self.last_pressed = self.step.place
        self.last_method = self.step.method
        if kind == "window":
            self.window.start(left_ms, at_ms)
            self._show_window()
            self._due = [(at_ms, "next_point")]
            return
        if kind == "spot":
            self.window.go_on(at_ms)
        total_ms = self._spot_ms if kind == "spot" else self.phase.duration_ms
        self._run(kind, at_ms, left_ms, total_ms)
        if self.step.movement is not None and kind == "movement":
            self._due = timetable.movement(at_ms, left_ms, total_ms, self.step.movement)
        else:
            self._due = timetable.hold(at_ms, left_ms, total_ms, self.has_ticks)

    def _show_window(self) -> None:
        """Back in the window, whose clock has been running all the time."""
        self._run("window", self.window.at_ms, self.window.length_ms, self.phase.duration_ms)

    # --- leaving phases ---------------------------------------------------------------

    def _end_phase(self, at_ms: int) -> None:
        """The current phase's clock has run out at ``at_ms``."""
        if self._state == "get_ready":
            self._press(self.target[0], self.target[1], at_ms)
        elif self._state == "window":
            self._close_window(at_ms, at_ms)
        elif self._state == "spot":
            self._end_spot(at_ms, at_ms)
        elif self._state in gestures.PRESSURE:
            self._release(at_ms, at_ms)
        else:
            self._enter(self.index + 1, at_ms)

    def _release(self, ended_ms: int, cue_ms: int) -> None:
        """Pressure ended at ``ended_ms``; its cue and what follows start at ``cue_ms``."""
        self._credit(ended_ms)
        self.player.play("release", cue_ms)
        is_rest = self.phases[self.index + 1].kind == "rest"
        self._enter(self.index + 1, cue_ms if is_rest else cue_ms + self.player.lead_ms())

    def _skip(self, index: int, at_ms: int) -> None:
        """Leave out pressure phase ``index``; a rest is announced by its ``release``."""
        if self.phases[index + 1].kind == "rest":
            self.player.play("release", at_ms)
        self._enter(index + 1, at_ms)

    def _end_spot(self, ended_ms: int, cue_ms: int) -> None:
        self._note_spot(self.left_ms(ended_ms), ended_ms)
        if self.window.left_ms(ended_ms) < WINDOW_TAIL_MS:
            self._release(ended_ms, cue_ms)
            return
        self.player.play("release", cue_ms)
        self._show_window()

    def _close_window(self, ended_ms: int, cue_ms: int) -> None:
        """The window is over: its cue is the next prompt's, or leads to done."""
        self._credit(ended_ms)
        if self.phases[self.index + 1].kind == "prompt":
            self._enter(self.index + 1, cue_ms)
            return
        self.player.play("next_point", cue_ms)
        self._enter(self.index + 1, cue_ms + self.player.lead_ms())

    # --- the record ---------------------------------------------------------------------

    def _credit(self, now_ms: int) -> None:
        """Book the running time of pressure up to ``now_ms``; call before leaving it."""
        if self.window.is_running:
            done_ms = self.window.stop(now_ms)
        elif self._state in ("hold", "movement"):
            done_ms = self.length_ms - self.left_ms(now_ms)
        else:
            return
        self.ledger.deliver(self.step.place, self.phase.side, done_ms)
        self.events.append(("end", self._place(self.phase) + [done_ms]))

    def _note_begin(self, index: int) -> None:
        """Put the coming repetition on record before pressure starts."""
        if not self.is_started:
            self.is_started = True
            self.events.append(("started", []))
        self.events.append(("begin", self._place(self.phases[index])))

    def _place(self, phase: "plan.Phase") -> "list[Any]":
        """How a record names the repetition of a phase."""
        place = self.routine.steps[phase.step].place
        return [phase.step, phase.repetition, place, phase.side]

    def _note_spot(self, left_ms: int, ended_ms: int) -> None:
        """A spot ended, whichever way: the gap before the next one starts here."""
        self.spots.append((self._spot_ms - left_ms) // 1000)
        if self.step.window is not None:
            self.window.gap_ends_ms = ended_ms + self.step.window.gap_s * 1000

    def _close(self, ended: str, at_ms: int, has_cue: bool) -> None:
        """The plan is through (``ended`` ""), or nobody answered."""
        if not ended:
            ended = "finished" if self.ledger.is_finished() else "ended_early"
        self._begin_closing(ended).begin_done(at_ms, has_cue)

    def _begin_closing(self, ended: str) -> Ending:
        """The session's last state; its end goes on record."""
        self._due = []
        if self.is_started:
            self.events.append(("ended", [ended]))
        self.closing = Ending(self.player, ended, self.ledger.delivered_ms() > 0)
        return self.closing

    # --- pauses ---------------------------------------------------------------------------

    def _pause(self, now_ms: int, cue_ms: int) -> None:
        state, left_ms = self._state, self.left_ms(now_ms)
        self._credit(now_ms)
        self.pauses += 1
        self._wait_paused(state, left_ms, cue_ms)
        if state in gestures.PRESSURE and left_ms < ENDED_LEFT_MS:
            self._skip_paused(cue_ms)

    def _wait_paused(self, state: str, left_ms: int, cue_ms: int) -> None:
        calls = [(cue_ms + ms, "paused") for ms in PAUSED_AGAIN_MS]
        self._wait("paused", cue_ms, calls)
        self.paused_state = state
        self.paused_ms = left_ms

    def _skip_paused(self, at_ms: int) -> None:
        """Move a pause on to what follows; a prompt or the end opens instead."""
        state = self.target[0] if self.paused_state == "get_ready" else self.paused_state
        if state == "spot":
            if self.paused_state == "spot":
                self._note_spot(self.paused_ms, at_ms)
            self.total_ms = self.phase.duration_ms
            self._wait_paused("window", self.window.length_ms, at_ms)
            return
        index = self.index + (2 if state in ("rest", "switch_side") else 1)
        if self.phases[index].kind in ("prompt", "done"):
            self._enter(index, at_ms)
            return
        self.index = index
        self.total_ms = self.phase.duration_ms
        self._wait_paused(self.phase.kind, self.total_ms, at_ms)
        self._note_begin(index + 1)

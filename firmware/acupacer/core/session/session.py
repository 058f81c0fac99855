"""One session: the plan it walks through, whose clock runs, what was delivered.

``transitions`` says what every event does to it, ``course`` lets events and time happen.
Here is what can be asked of it, and the two ways its time goes: a phase's clock runs, or
it waits for a key. Times are milliseconds of the board's clock. Nothing blocks.
"""

from ..cue import cues
from . import plan
from .ledger import Ledger
from .window_clock import WindowClock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..cue.player import Player
    from ..progress.prescriptions import Prescription
    from ..routine.model import Routine, Step

UNATTENDED_MS = 600000  # a prompt or a pause left alone this long ends the session
SILENT_REJECT_MS = 6000  # before a boundary nothing is rejected by vibration


class Session:
    """One session of one routine; made at home START, at its first prompt.

    ``prescriptions``: today's doses, one per step of ``routine``. ``state``: a key of
    ``transitions.TRANSITIONS``. ``events`` collects (kind, values) for the history; the
    owner empties it. ``ended``: "" while it is under way, then stopped, finished,
    ended_early or too_much. ``answer`` to "too much?": "" until asked, then yes, no or
    not_said. ``may_ask_helped``: "did it help?" was not asked yet, and would not be idle.
    ``was_worse``: that is what was answered to it after this routine the last time.
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
        self._open_ledgers(0)
        self.has_ticks = has_ticks
        self.player = player
        self.reasons: "list[list[str]]" = []  # per step: why today's dose, in words keys
        # What goes on record.
        self.events: "list[tuple[str, list[Any]]]" = []
        self.is_started = False
        self.ended = ""
        self.answer = ""
        self.may_ask_helped = True
        self.was_worse = False
        self.pauses = 0
        self.spots: "list[int]" = []  # seconds of each spot, in order
        self.pressed: "list[int]" = []  # steps, also those before power was lost
        self.last_pressed = ""  # point or area ...
        self.last_method = ""  # ... and how
        # Where in the plan.
        self.state = "prompt"
        self.index = 0  # of the plan's phase we are in, or get ready for
        self.take_up_index = 0  # the repetition the next get_ready leads to; 0: the first
        self.page = 0
        self.target: "tuple[str, int]" = ("", 0)  # what get_ready leads to: kind, ms
        self.paused_state = ""
        self.paused_ms = 0
        self.restarted: "list[int]" = []  # indices of repetitions begun again
        self.spot_ms = 0  # of the present spot
        # Its time.
        self.window = WindowClock()
        self.start_ms = now_ms  # when this phase's clock starts
        self.length_ms = 0  # how long it runs from there; 0: waits for a key
        self.ends_ms = 0  # when the clock, or the waiting, is over
        self.total_ms = 0  # the phase's full length, for the screen
        self.due: "list[tuple[int, str]]" = []  # cues to come: (at_ms, name)
        self.mark_until_ms = 0  # "where am I?" is on the screen
        self.unfelt = ""  # the cue that a pause has kept from being felt
        self.stops = 0  # contacts of STOP since what they ended
        self.deaf_until_ms = 0  # a question at the end takes no key but STOP yet
        self.woke_ms = 0  # when a device that had slept went on
        self.open_prompt(0, now_ms)

    # --- asking -------------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        """The owner should drop the session and go home."""
        return self.state == "over"

    @property
    def is_running(self) -> bool:
        """A timed phase is under way."""
        return self.state in plan.RUNNING

    @property
    def phase(self) -> "plan.Phase":
        """The plan's phase the session is in, or gets ready for."""
        return self.phases[self.index]

    @property
    def step(self) -> "Step":
        """The routine's step of the current phase."""
        return self.routine.steps[self.phase.step]

    @property
    def open_ms(self) -> int:
        """From when on the present hold may end as done, in ms; 0: only by its time."""
        return plan.open_ms(self.prescriptions[self.phase.step])

    @property
    def counted_ledger(self) -> Ledger:
        """Of pressure; of a routine that only has exercises, of those."""
        return self.ledger if self.ledger.prescribed else self.moves

    def left_ms(self, now_ms: int) -> int:
        """What the current phase has left; the full length until its clock starts."""
        if self.state == "paused":
            return self.paused_ms
        return self.length_ms - min(max(now_ms - self.start_ms, 0), self.length_ms)

    def next_event_ms(self) -> int:
        """When the next cue is due or the state's time runs out."""
        return min(self.ends_ms, self.due[0][0]) if self.due else self.ends_ms

    def next_ms(self, now_ms: int) -> int:
        """When there is something to do, or the screen changes with time alone."""
        due = self.next_event_ms()
        if self.is_running:
            left_ms = self.left_ms(now_ms)
            if left_ms:
                second_ms = self.ends_ms - (left_ms - 1) // 1000 * 1000
                due = min(due, second_ms if now_ms >= self.start_ms else self.start_ms)
        elif self.is_deaf(now_ms):
            due = min(due, self.deaf_until_ms)
        if now_ms < self.mark_until_ms:
            due = min(due, self.mark_until_ms)
        return due

    def free_ms(self, now_ms: int) -> int:
        """How long from ``now_ms`` no cue of this session is due, in ms."""
        return max(0, self.next_event_ms() - now_ms)

    def ahead_ms(self) -> int:
        """The timed phases after the current one, summed, in ms."""
        return sum([phase.duration_ms for phase in self.phases[self.index + 1 :]])

    def boundary_ms(self) -> "int | None":
        """When the next press or release is due, or None."""
        if not self.is_running or self.state == "window":
            return None
        if self.state == "get_ready" and self.target[0] == "window":
            return None
        return self.ends_ms

    @property
    def is_announced(self) -> bool:
        """The cue that says what this state is has begun: keys mean what it says."""
        if not self.due or self.due[0][0] != self.start_ms:
            return True
        return cues.BY_NAME[self.due[0][1]].rank == cues.MINOR

    @property
    def is_yes_to_come(self) -> bool:
        """It was too much, and the "yes" that says so was not felt yet."""
        return self.answer == "yes" and not self.is_announced

    def is_deaf(self, now_ms: int) -> bool:
        """Whether the question at the end takes no key but STOP yet."""
        return self.state in ("too_much", "helped") and now_ms < self.deaf_until_ms

    def repetition(self, now_ms: int) -> int:
        """The current repetition, from 1, within the arm in a movement; 0 in a window."""
        movement, total_ms = self.step.movement, self.phase.duration_ms
        if self.phase.kind != "movement" or movement is None:
            return self.phase.repetition
        state = self.paused_state if self.state == "paused" else self.state
        elapsed_ms = 0
        if state == "movement":
            elapsed_ms = total_ms - self.left_ms(now_ms)
        return plan.movement_part(movement, elapsed_ms, total_ms).repetition

    def pages(self) -> int:
        """How many pages the current prompt has: the summary, then one per text."""
        return len(self.pages_of_text()) + 1

    def pages_of_text(self) -> "list[list[str]]":
        """The prompt's pages after its summary: how a ball is used, why this dose, texts."""
        step = self.step
        pages = [["ball_" + step.position, str(step.balls)]] if step.method == "ball" else []
        if self.reasons and self.reasons[self.phase.step]:
            pages.append(self.reasons[self.phase.step])
        return pages + [[text] for text in step.text]

    # --- being told ---------------------------------------------------------------

    def take_up(self, step: int, side: str, repetition: int) -> None:
        """After a power loss: go on at one repetition, by way of the prompt before it.

        What lies before it was done: it is not asked for again. An unknown place starts
        from the beginning.
        """
        prompt = 0
        for index, phase in enumerate(self.phases):
            if phase.kind == "prompt":
                prompt = index
            place = (phase.step, phase.side, phase.repetition)
            if phase.kind in plan.DELIVERING and place == (step, side, repetition):
                if prompt:
                    self.open_prompt(prompt, self.start_ms)
                self.take_up_index = index
                self.pressed = list(range(step + 1))
                self._open_ledgers(index)
                return

    def _open_ledgers(self, index: int) -> None:
        """For what the plan asks for from phase ``index`` on: pressure, and exercises."""
        rest = (self.routine, self.phases[index:], self.prescriptions)
        self.ledger = Ledger(plan.prescribed(*rest))
        self.moves = Ledger(plan.prescribed(*rest, is_pressed=False))

    def reject(self, now_ms: int) -> None:
        """Say that the key does nothing now; in the last 6 s by the tone alone."""
        # The silence after STOP is the answer, also the one before its "yes".
        is_quiet = self.state == "silence" or self.is_yes_to_come
        if is_quiet or self.is_deaf(now_ms):
            return
        boundary_ms = self.boundary_ms()
        is_near = boundary_ms is not None and boundary_ms - now_ms < SILENT_REJECT_MS
        free_ms = None if self.ended else self.next_event_ms()
        name = "no_room" if self.state in plan.PRESSURE else "rejected"
        if self.player.is_audible or not is_near:
            self.player.offer(name, now_ms, free_ms, is_felt=not is_near)

    # --- how its time goes ----------------------------------------------------------

    def go_to(self, index: int) -> None:
        """Be in the plan's phase ``index``; its clock is the caller's."""
        self.index = index
        self.player.is_gun = self.step.method == "gun"

    def open_prompt(self, index: int, at_ms: int) -> None:
        """The prompt ``index`` of the plan calls at ``at_ms``."""
        self.go_to(index)
        self.page = 0
        self.wait(at_ms, UNATTENDED_MS, [(at_ms, "next_point")])

    def wait(self, at_ms: int, for_ms: int, due: "list[tuple[int, str]]") -> None:
        """Wait for a key from ``at_ms``, at most ``for_ms``, with the cues ``due``."""
        self.start_ms = at_ms
        self.length_ms = 0
        self.ends_ms = at_ms + for_ms
        self.due = due
        self.mark_until_ms = 0

    def run(self, at_ms: int, length_ms: int, total_ms: int) -> None:
        """Run a phase's clock: ``length_ms`` from ``at_ms``, out of ``total_ms``."""
        self.start_ms = at_ms
        self.length_ms = length_ms
        self.ends_ms = at_ms + length_ms
        self.total_ms = total_ms
        self.due = []
        self.mark_until_ms = 0

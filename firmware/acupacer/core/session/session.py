"""What the buttons do to a running session; the rules are in ``gestures`` and ``walk``.

One method ``do_<action>`` for each action of the gesture map's session states, each
taking the time of the press in ms. None blocks.
"""

from ..cue import cues
from . import plan, timetable
from .ledger import Ledger
from .walk import UNATTENDED_MS, Walk

RESUME_MS = 3000  # get_ready before pressure is taken up again
LEAST_LEFT_MS = 3000  # of a rest or switch_side that goes on after a pause
SPOT_NEEDS_MS = 8000  # of window left for a spot to start
MARK_CLEAR_MS = 1000  # "where am I?" needs this much quiet after it
MARK_SHOWN_MS = 3000
SILENT_REJECT_MS = 6000


class Session(Walk):
    """One session of one routine; made at home START, before the first prompt."""

    def can_restart(self) -> bool:
        """Whether the paused repetition may start again from its beginning."""
        return self.paused_state in ("hold", "movement") and self.index not in self.restarted

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
                    self._enter(prompt, self.start_ms)
                self.take_up_index = index
                self.ledger = Ledger(plan.prescribed(self.routine, self.phases[index:]))
                return

    def leave(self) -> None:
        """Go without a summary: what comes next may not be pressed."""
        self._close("ended_early", self.start_ms, False)

    # --- gestures: STOP and pause ---

    def do_end(self, now_ms: int) -> None:
        """STOP: low now, silence, then the question if pressure was given."""
        self._credit(now_ms)
        self._begin_closing("stopped").begin_silence(now_ms)

    def do_pause(self, now_ms: int) -> None:
        """START while a phase runs."""
        self._pause(now_ms, self.player.make_way(now_ms))

    def do_resume(self, now_ms: int) -> None:
        """START when paused: by way of get_ready where pressure follows."""
        at_ms = self.player.make_way(now_ms)
        state, left_ms = self.paused_state, self.paused_ms
        if state in ("rest", "switch_side"):
            self._run(state, at_ms, max(left_ms, LEAST_LEFT_MS), self.total_ms)
            self._due = timetable.countdown(at_ms, self._ends_ms())
        elif state == "get_ready":
            self._ready_again(self.target[0], self.target[1], at_ms)
        else:
            self._ready_again(state, left_ms, at_ms)

    def do_restart_repetition(self, now_ms: int) -> None:
        """START long when paused: the repetition from its beginning, once each."""
        if not self.can_restart():
            self.reject(now_ms)
            return
        self.restarted.append(self.index)
        at_ms = self.player.make_way(now_ms)
        self._ready_again(self.paused_state, self.phase.duration_ms, at_ms)

    def _ready_again(self, kind: str, target_ms: int, at_ms: int) -> None:
        """Get ready for what a pause broke off; its begin goes on record once more."""
        self._get_ready(kind, target_ms, at_ms, RESUME_MS)
        self._note_begin(self.index)

    def do_skip_paused(self, now_ms: int) -> None:
        """NEXT long when paused: stay paused at the next phase."""
        self._skip_paused(self.player.make_way(now_ms))

    # --- gestures: moving on ---

    def do_end_early(self, now_ms: int) -> None:
        """NEXT long under pressure, or getting ready for it."""
        at_ms = self.player.make_way(now_ms)
        if self._state == "spot":
            self._end_spot(now_ms, at_ms)
        elif self._state != "get_ready":
            self._release(now_ms, at_ms)
        elif self.target[0] == "spot":
            self.window.go_on(at_ms)
            self._show_window()
        else:
            self._skip(self.index, at_ms)

    def do_skip_repetition(self, now_ms: int) -> None:
        """NEXT long in a rest or switch_side: leave out the repetition it leads to."""
        self._skip(self.index + 1, self.player.make_way(now_ms))

    def do_ready_now(self, now_ms: int) -> None:
        """NEXT in a rest or switch_side: get_ready 3 s, when that is sooner."""
        if self.left_ms(now_ms) <= RESUME_MS:
            self.reject(now_ms)
            return
        at_ms = self.player.make_way(now_ms)
        self.index += 1
        self._get_ready(self.phase.kind, self.phase.duration_ms, at_ms, RESUME_MS)

    def do_start_spot(self, now_ms: int) -> None:
        """NEXT in a window: a timed spot, while the window's clock runs on."""
        at_ms = self.player.way_ms(now_ms)
        if now_ms < self.window.gap_ends_ms or self.window.left_ms(at_ms) < SPOT_NEEDS_MS:
            self.reject(now_ms)
            return
        self.player.make_way(now_ms)
        left_ms = self.window.left_ms(at_ms) - RESUME_MS
        self._spot_ms = min(self.prescriptions[self.phase.step].hold_s * 1000, left_ms)
        self._get_ready("spot", self._spot_ms, at_ms, RESUME_MS)

    def do_finish_window(self, now_ms: int) -> None:
        """NEXT long in a window."""
        self._close_window(now_ms, self.player.make_way(now_ms))

    # --- gestures: prompts and marks ---

    def do_in_place(self, now_ms: int) -> None:
        """START at a prompt: the user is in place."""
        self._enter(self.index + 1, self.player.make_way(now_ms))

    def do_more_text(self, now_ms: int) -> None:
        """NEXT at a prompt: its next page, round and round."""
        self.page = (self.page + 1) % self.pages()
        self._deadline_ms = now_ms + UNATTENDED_MS

    def do_previous_prompt(self, now_ms: int) -> None:
        """START long at a prompt: the one before it."""
        for index in range(self.index - 1, -1, -1):
            if self.phases[index].kind == "prompt" and not self._is_used_up(index):
                self.take_up_index = 0
                self._enter(index, self.player.make_way(now_ms))
                return
        self.reject(now_ms)

    def _is_used_up(self, index: int) -> bool:
        """Balls and gun have a limit per routine: once pressed there is no going back."""
        step = self.routine.steps[self.phases[index].step]
        has_limit = step.method in ("balls", "gun")
        return has_limit and self.ledger.delivered_at(step.place) > 0

    def do_skip_step(self, now_ms: int) -> None:
        """NEXT long at a prompt: on to the next prompt, or done."""
        index = self.index + 1
        while self.phases[index].kind not in ("prompt", "done"):
            index += 1
        self.take_up_index = 0
        self._enter(index, self.player.make_way(now_ms))

    def do_where_am_i(self, now_ms: int) -> None:
        """NEXT under pressure or paused: feel the side, then the repetition."""
        found = cues.where_am_i(self.phase.side, self.repetition(now_ms), self.player.scale_pct)
        free_ms = self._next_event()
        is_clear = now_ms + cues.length_ms(found) + MARK_CLEAR_MS <= free_ms
        if is_clear and self.player.offer_pulses("where_am_i", found, now_ms, None):
            self.mark_until_ms = min(now_ms + MARK_SHOWN_MS, free_ms)
        else:
            self.reject(now_ms)

    def reject(self, now_ms: int) -> None:
        """Say that the key does nothing now; never in the last 6 s by vibration."""
        boundary_ms = self.boundary_ms()
        is_near = boundary_ms is not None and boundary_ms - now_ms < SILENT_REJECT_MS
        if self.player.is_audible or not is_near:
            self.player.offer("rejected", now_ms, self._next_event())

    def free_ms(self, now_ms: int) -> int:
        """How long from ``now_ms`` no cue of this session is due, in ms."""
        due = self.closing.next_ms(now_ms) if self.closing else self._next_event()
        return max(0, due - now_ms)

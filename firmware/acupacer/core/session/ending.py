"""How a session closes: the silence after STOP, "too much?", and the summary.

Rules:

* STOP is answered by silence: outputs low in the same step and nothing for at least
  1 s; each further STOP asks for another second.
* "Too much?" comes only if pressure was given, with the ``ask`` cue. It is deaf for
  1.5 s, again on each STOP, so a mashed STOP is not taken for a yes. STOP means yes,
  every other key no; 30 s without a key: not said.
* The summary calls with ``session_done`` until any press and goes home by itself.
"""

from .timetable import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cue.player import Player

SILENCE_MS = 1000
DEAF_MS = 1500
ANSWER_MS = 30000
DONE_MS = 60000
DONE_AGAIN_MS = (0, 5000, 10000, 20000)


class Ending:
    """The states silence, too_much and done. Blocks: never.

    ``ended``: stopped, finished or ended_early; becomes too_much by the answer.
    ``was_pressed``: pressure was given, so STOP asks. ``answer``: "" until asked,
    then yes, no or not_said.
    """

    def __init__(self, player: "Player", ended: str, was_pressed: bool) -> None:
        self.player = player
        self.ended = ended
        self.was_pressed = was_pressed
        self.state = ""
        self.answer = ""
        self.is_over = False
        self.deaf_until_ms = 0
        self._deadline_ms = 0
        self._due: "list[tuple[int, str]]" = []

    def begin_silence(self, now_ms: int) -> None:
        """STOP: low in this step, then at least a second of nothing."""
        self.player.cut(now_ms)
        self._wait("silence", now_ms, SILENCE_MS, [])

    def begin_done(self, at_ms: int, has_cue: bool) -> None:
        """Show the summary from ``at_ms``; ``has_cue``: call the user to it."""
        calls = [(at_ms + ms, "session_done") for ms in DONE_AGAIN_MS] if has_cue else []
        self._wait("done", at_ms, DONE_MS, calls)

    def next_ms(self, now_ms: int) -> int:
        """When something is due, or a question opens its ears."""
        due = self._next_event()
        if self.is_deaf(now_ms):
            due = min(due, self.deaf_until_ms)
        return due

    def advance(self, now_ms: int) -> None:
        """Do what is due by ``now_ms``."""
        while not self.is_over and self._next_event() <= now_ms:
            if self._due and self._due[0][0] <= self._deadline_ms:
                at_ms, name = self._due.pop(0)
                self.player.play(name, at_ms)
            else:
                self._time_out(self._deadline_ms)

    def is_deaf(self, now_ms: int) -> bool:
        """Whether the question does not take answers yet."""
        return self.state == "too_much" and now_ms < self.deaf_until_ms

    do_keep_silence = begin_silence  # STOP in the silence: another second of it

    def do_answer_no(self, now_ms: int) -> None:
        """Any key but STOP at the question."""
        if not self.is_deaf(now_ms):
            self._take("no", now_ms)

    def do_answer_too_much(self, now_ms: int) -> None:
        """STOP at the question: yes, once there was time to feel it."""
        self.player.cut(now_ms)
        if self.is_deaf(now_ms):
            self.deaf_until_ms = now_ms + DEAF_MS
            return
        self._take("yes", now_ms)

    def do_leave(self, now_ms: int) -> None:
        """START or NEXT at the summary."""
        self.player.make_way(now_ms)
        self.is_over = True

    def do_doubt_dose(self, now_ms: int) -> None:
        """STOP at the summary: the question, unless it was answered already."""
        if self.answer:
            self.player.cut(now_ms)
            self.is_over = True
        else:
            self.begin_silence(now_ms)

    def _next_event(self) -> int:
        if self._due:
            return min(self._due[0][0], self._deadline_ms)
        return self._deadline_ms

    def _time_out(self, at_ms: int) -> None:
        if self.state == "silence" and self.was_pressed:
            self.deaf_until_ms = at_ms + DEAF_MS
            self._wait("too_much", at_ms, ANSWER_MS, [(at_ms, "ask")])
        elif self.state == "too_much":
            self._take("not_said", at_ms)
        else:
            self.is_over = True

    def _take(self, answer: str, at_ms: int) -> None:
        self.answer = answer
        if answer == "yes":
            self.ended = "too_much"
        self.player.make_way(at_ms)
        self.begin_done(at_ms, False)

    def _wait(
        self, state: str, at_ms: int, length_ms: int, calls: "list[tuple[int, str]]"
    ) -> None:
        self.state = state
        self._deadline_ms = at_ms + length_ms
        self._due = in_order(calls)

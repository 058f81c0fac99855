"""The trainer: it plays a cue, the user names it with the buttons.

Each answer is put on record (played, named), so which cues a person confuses can be
counted later. The order is shuffled from a seed the owner gives: no random source is
needed, and a replay repeats it.
"""

from ..cue.cues import TAUGHT
from ..screen.trainer_screen import TrainerView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cue.confusions import Confusions
    from ..cue.player import Player

FIRST_MS = 1000  # from opening, or from the answer, to the next cue


class Trainer:
    """One visit to the trainer. ``answers`` collects (played, named) for the record.

    After the last name comes what is known so far: ``confusions`` as a matrix.
    """

    def __init__(
        self, player: "Player", now_ms: int, seed: int, confusions: "Confusions"
    ) -> None:
        self._confusions = confusions
        self.answers: "list[tuple[str, str]]" = []
        self.right = 0
        self.asked = 0
        self._player = player
        self._seed = seed
        self._guess = 0
        self._result = ""
        self._played = ""
        self._next_cue(now_ms)

    def do_this_one(self, now_ms: int) -> None:
        """START: the cue shown is the one felt; then, START goes on to the next.

        From the matrix it leads back to the names.
        """
        if self._result:
            self._next_cue(now_ms)
            return
        if self._guess == len(TAUGHT):
            self._guess = 0
            return
        named = TAUGHT[self._guess]
        self._result = "right" if named == self._played else "wrong"
        self.asked += 1
        self.right += self._result == "right"
        self.answers.append((self._played, named))

    def do_replay(self, now_ms: int) -> None:
        """START long: feel it again."""
        self._player.play(self._played, self._player.make_way(now_ms))

    def do_next_item(self, now_ms: int) -> None:
        """NEXT: the next name; after an answer, the next cue."""
        self._move(1, now_ms)

    def do_previous_item(self, now_ms: int) -> None:
        """NEXT long: the name before."""
        self._move(-1, now_ms)

    def view(self) -> TrainerView:
        """What the panel shows."""
        is_known = self._guess == len(TAUGHT)
        stage = "answer" if self._result else "listen"
        return TrainerView(
            "known" if is_known else stage,
            "" if is_known else TAUGHT[self._guess],
            self._guess + 1,
            len(TAUGHT) + 1,
            self.right,
            self.asked,
            self._result,
            self._confusions.matrix(TAUGHT) if is_known else [],
        )

    def _move(self, by: int, now_ms: int) -> None:
        if self._result:
            self._next_cue(now_ms)
        else:
            self._guess = (self._guess + by) % (len(TAUGHT) + 1)

    def _next_cue(self, now_ms: int) -> None:
        self._result = ""
        # A linear congruential step (the constants of Numerical Recipes' ranqd1).
        self._seed = (self._seed * 1664525 + 1013904223) & 0xFFFFFFFF
        self._played = TAUGHT[(self._seed >> 16) % len(TAUGHT)]
        self._player.play(self._played, self._player.make_way(now_ms) + FIRST_MS)

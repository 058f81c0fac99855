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
    from ..store.recorder import Recorder

FIRST_MS = 1000  # from opening, or from the answer, to the next cue


class Trainer:
    """Begun anew with every visit; times are ms of the board's clock. Blocks: never.

    ``played``: the cue to be named. After the last name comes what is known so far:
    ``confusions`` as a matrix.
    """

    def __init__(
        self, player: "Player", recorder: "Recorder", confusions: "Confusions"
    ) -> None:
        self._player = player
        self._recorder = recorder
        self._confusions = confusions
        self._seed = 0
        self._right = 0
        self._asked = 0
        self._guess = 0
        self._result = ""  # right or wrong, once the cue played was named
        self.played = ""

    def begin(self, at_ms: int, seed: int) -> None:
        """A new visit, with the first cue."""
        self._seed = seed
        self._right = self._asked = self._guess = 0
        self.play_next(at_ms)

    # --- asking -----------------------------------------------------------------------------

    def has_answer(self) -> bool:
        """The cue played was named: the screen says whether that was right."""
        return bool(self._result)

    def shows_known(self) -> bool:
        """Instead of a name the screen has what is known of the confusions."""
        return self._guess == len(TAUGHT)

    # --- doing ------------------------------------------------------------------------------

    def play_next(self, at_ms: int) -> None:
        """Play another cue."""
        self._result = ""
        # A linear congruential step (the constants of Numerical Recipes' ranqd1).
        self._seed = (self._seed * 1664525 + 1013904223) & 0xFFFFFFFF
        self.played = TAUGHT[(self._seed >> 16) % len(TAUGHT)]
        self._player.play(self.played, self._player.make_way(at_ms) + FIRST_MS)

    def replay(self, at_ms: int) -> None:
        """Play the same cue again."""
        self._player.play(self.played, self._player.make_way(at_ms))

    def name_it(self) -> None:
        """The name shown is that of the cue felt: right or wrong, and on record."""
        named = TAUGHT[self._guess]
        self._result = "right" if named == self.played else "wrong"
        self._asked += 1
        self._right += self._result == "right"
        self._recorder.note("trained", [self.played, named])

    def move(self, by: int) -> None:
        """On by so many names, round and round."""
        self._guess = (self._guess + by) % (len(TAUGHT) + 1)

    def to_the_names(self) -> None:
        """From the matrix to the first name."""
        self._guess = 0

    def view(self) -> TrainerView:
        """What the panel shows."""
        is_known = self.shows_known()
        stage = "answer" if self._result else "listen"
        return TrainerView(
            "known" if is_known else stage,
            "" if is_known else TAUGHT[self._guess],
            self._guess + 1,
            len(TAUGHT) + 1,
            self._right,
            self._asked,
            self._result,
            self._confusions.matrix(TAUGHT) if is_known else [],
        )

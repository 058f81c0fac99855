"""The trainer: first a lesson, then it plays a cue, and the user names it with the buttons.

The lesson plays each cue with its name and its picture. A cue that was taken for another is
played once more, and the other after it. Each answer is put on record (played, named), so
which cues a person confuses can be counted later. The order is shuffled from a seed the owner
gives: no random source is needed, and a replay repeats it.
"""

from ..cue.cues import TAUGHT
from ..screen.trainer_screen import TrainerView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cue.confusions import Confusions
    from ..cue.player import Player
    from ..store.recorder import Recorder

FIRST_MS = 1000  # from opening, or from the answer, to the next cue
BETWEEN_MS = 1000  # from the cue that was played to the one it was taken for


class Trainer:
    """Begun anew with every visit; times are ms of the board's clock. Blocks: never.

    ``is_lesson``: nothing is asked yet. ``played``: the cue to be named, or of the lesson.
    After the last name comes what is known so far: ``confusions`` as a matrix.
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
        self.is_lesson = True
        self.played = ""

    def begin(self, at_ms: int, seed: int) -> None:
        """A new visit: the lesson's first cue."""
        self._seed = seed
        self._right = self._asked = self._guess = 0
        self._result = ""
        self.is_lesson = True
        self._play(TAUGHT[0], at_ms)

    # --- the lesson -------------------------------------------------------------------------

    def teach(self, by: int, at_ms: int) -> None:
        """On by so many cues; past the last one the questions begin."""
        index = max(TAUGHT.index(self.played) + by, 0)
        if index == len(TAUGHT):
            self.begin_quiz(at_ms)
        else:
            self._play(TAUGHT[index], at_ms)

    def begin_quiz(self, at_ms: int) -> None:
        """The lesson is over: the first question."""
        self.is_lesson = False
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
        self._play(TAUGHT[(self._seed >> 16) % len(TAUGHT)], at_ms)

    def _play(self, cue: str, at_ms: int) -> None:
        self.played = cue
        self._player.cut(at_ms)  # whatever was still to be felt
        self._player.play(cue, self._player.way_ms(at_ms) + FIRST_MS)

    def replay(self, at_ms: int) -> None:
        """Play the same cue again."""
        self._player.play(self.played, self._player.make_way(at_ms))

    def name_it(self, at_ms: int) -> None:
        """The name shown is that of the cue felt: right or wrong, and on record.

        Wrong: the cue felt is played again, then the one it was taken for.
        """
        named = TAUGHT[self._guess]
        self._result = "right" if named == self.played else "wrong"
        self._asked += 1
        self._right += self._result == "right"
        self._recorder.note("trained", [self.played, named])
        if named != self.played:
            first_ms = self._player.make_way(at_ms) + FIRST_MS
            self._player.play(self.played, first_ms)
            second_ms = first_ms + self._player.length_ms(self.played) + BETWEEN_MS
            self._player.play(named, second_ms)

    def move(self, by: int) -> None:
        """On by so many names, round and round."""
        self._guess = (self._guess + by) % (len(TAUGHT) + 1)

    def to_the_names(self) -> None:
        """From the matrix to the first name."""
        self._guess = 0

    def view(self) -> TrainerView:
        """What the panel shows."""
        if self.is_lesson:
            index = TAUGHT.index(self.played) + 1
            return TrainerView("lesson", self.played, index, len(TAUGHT), 0, 0, "", "", [])
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
            self.played if self._result else "",
            self._confusions.matrix(TAUGHT) if is_known else [],
        )

"""Whether it was worse after a routine the last time; the second time running is advised on."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ANSWERS = ("better", "same", "worse")  # what a later firmware may say beside them says nothing
ROUTINES_KEPT = 16  # after which it was worse; the one said longest ago makes room


class Helped:
    """The answers to "did it help?", as far as anything follows from them. Blocks: never."""

    def __init__(self) -> None:
        self._worse: "list[str]" = []  # ids of routines

    def say(self, routine: str, answer: str) -> None:
        """Take an answer. A second "worse" is what is advised on: counting begins anew."""
        if answer not in ANSWERS:
            return
        was_worse = self.was_worse(routine)
        if was_worse:
            self._worse.remove(routine)
        elif answer == "worse":
            self._worse = self._worse[1 - ROUTINES_KEPT :] + [routine]

    def was_worse(self, routine: str) -> bool:
        """Whether the next "worse" after ``routine`` is the second one running."""
        return routine in self._worse

    def rows(self) -> "list[list[Any]]":
        """Everything, as checkpoint rows."""
        return [["worse", routine] for routine in self._worse]

    def restore(self, row: "list[Any]") -> None:
        """Take a row back."""
        self._worse.append(row[1])

"""The user's answers and what was accepted, folded from the history."""

from ..routine import points, safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Every routine's cautions, those of tools and points, and the red flags.
ACCEPTED_KEPT = safety.ROUTINES_MAX + len(safety.METHODS[1:]) + len(points.CODES) + 1
RED_FLAGS = "red_flags"  # what they are accepted as


class Profile:
    """Flags of ``safety.FLAGS`` with their answers, and accepted hashes. Blocks: never.

    ``pending``: answers given on the panel that nobody has looked over yet; what goes on
    record is newer.
    """

    def __init__(self) -> None:
        self.pending: "dict[str, bool]" = {}
        self._answers: "dict[str, bool]" = {}
        self._accepted: "list[tuple[str, str]]" = []

    def answer(self, flag: str, is_yes: bool) -> None:
        """Take the answer to one question."""
        self._answers[flag] = is_yes
        self.pending.pop(flag, None)

    def accept(self, what: str, digest: str) -> None:
        """Take that ``what`` was accepted as it stood under hash ``digest``."""
        others = [(name, known) for name, known in self._accepted if name != what]
        self._accepted = (others + [(what, digest)])[-ACCEPTED_KEPT:]

    def answer_to(self, flag: str) -> "bool | None":
        """Yes or no; None: nobody answered it yet."""
        return self._answers.get(flag)

    def flags(self) -> "tuple[str, ...]":
        """The flags answered yes, in the order of ``safety.FLAGS``."""
        return tuple([flag for flag in safety.FLAGS if self._answers.get(flag)])

    def unanswered(self) -> "tuple[str, ...]":
        """The flags nobody answered yet, in the same order; ``pending`` answers count."""
        known = set(self._answers) | set(self.pending)
        return tuple([flag for flag in safety.FLAGS if flag not in known])

    def has_accepted_routine(self) -> bool:
        """The cautions of some routine were accepted, whatever they were."""
        return any([name != RED_FLAGS for name, _ in self._accepted])

    def accepted(self, what: str) -> str:
        """The hash under which ``what`` was accepted last, or ""."""
        for name, digest in self._accepted:
            if name == what:
                return digest
        return ""

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows."""
        for flag in safety.FLAGS:
            if flag in self._answers:
                yield ["flag", flag, self._answers[flag]]
        for what, digest in self._accepted:
            yield ["accepted", what, digest]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        kind, name, value = row
        if kind == "flag":
            self.answer(name, value)
        else:
            self.accept(name, value)

"""The user's answers and what was accepted, folded from the history."""

from ..routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ACCEPTED_KEPT = safety.ROUTINES_MAX + 1  # every routine's cautions and the red flags


class Profile:
    """Flags of ``safety.FLAGS`` with their answers, and accepted hashes. Blocks: never."""

    def __init__(self) -> None:
        self._answers: "dict[str, bool]" = {}
        self._accepted: "list[tuple[str, str]]" = []

    def answer(self, flag: str, is_yes: bool) -> None:
        """Take the answer to one question."""
        self._answers[flag] = is_yes

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
        """The flags nobody answered yet, in the same order."""
        return tuple([flag for flag in safety.FLAGS if flag not in self._answers])

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

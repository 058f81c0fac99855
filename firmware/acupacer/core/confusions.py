"""Which cue was taken for which in the trainer: the confusion matrix, kept from history."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class Confusions:
    """Counts of (played, named). Blocks: never."""

    def __init__(self) -> None:
        self._rows: "list[list[Any]]" = []  # played, named, count

    def add(self, played: str, named: str, count: int = 1) -> None:
        """``played`` was taken for ``named``, ``count`` times."""
        for row in self._rows:
            if row[:2] == [played, named]:
                row[2] += count
                return
        self._rows.append([played, named, count])

    def matrix(self, names: "Sequence[str]") -> "list[list[int]]":
        """How often each of ``names`` (row: played) was taken for each (column: named)."""
        return [[self._count(played, named) for named in names] for played in names]

    def rows(self) -> "list[list[Any]]":
        """Everything, as checkpoint rows."""
        return [["confusion"] + row for row in self._rows]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        self.add(row[1], row[2], row[3])

    def _count(self, played: str, named: str) -> int:
        for row in self._rows:
            if row[:2] == [played, named]:
                found: int = row[2]
                return found
        return 0


def totals(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(right, all) of a ``Confusions.matrix``."""
    right = sum([row[index] for index, row in enumerate(matrix)])
    return right, sum([sum(row) for row in matrix])


def worst(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(row, column) of the commonest mistake, (-1, -1) when there is none."""
    found, most = (-1, -1), 0
    for played, row in enumerate(matrix):
        for named, count in enumerate(row):
            if played != named and count > most:
                found, most = (played, named), count
    return found

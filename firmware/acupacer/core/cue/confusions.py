"""Which cue was taken for which in the trainer, kept from history, and their matrix."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Confusions:
    """Counts of (played, named). Blocks: never."""

    def __init__(self) -> None:
        self._rows: "list[list[Any]]" = []  # played, named, count

    def add(self, played: str, named: str, count: int = 1) -> None:
        """``played`` was taken for ``named``, ``count`` times."""
        row = self._row_of(played, named)
        if row is None:
            self._rows.append([played, named, count])
        else:
            row[2] += count

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows."""
        for row in self._rows:
            yield ["confusion"] + row

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        self.add(row[1], row[2], row[3])

    def count(self, played: str, named: str) -> int:
        """How often ``played`` was taken for ``named``."""
        row = self._row_of(played, named)
        return row[2] if row is not None else 0

    def matrix(self, names: "Sequence[str]") -> "list[list[int]]":
        """How often each of ``names`` (row: played) was taken for each (column: named)."""
        return [[self.count(played, named) for named in names] for played in names]

    def _row_of(self, played: str, named: str) -> "list[Any] | None":
        for row in self._rows:
            if row[:2] == [played, named]:
                return row
        return None


def totals(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(right, all) of a ``matrix``."""
    right = asked = 0
    for index, row in enumerate(matrix):
        right += row[index]
        asked += sum(row)
    return right, asked


def worst(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(row, column) of the commonest mistake, (-1, -1) when there is none."""
    mixed, most = (-1, -1), 0
    for played, row in enumerate(matrix):
        for named, count in enumerate(row):
            if played != named and count > most:
                mixed, most = (played, named), count
    return mixed

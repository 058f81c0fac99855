"""The confusion matrix: what is known of the cues, as the trainer shows it."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .confusions import Confusions


def matrix(confusions: "Confusions", names: "Sequence[str]") -> "list[list[int]]":
    """How often each of ``names`` (row: played) was taken for each (column: named)."""
    return [[confusions.count(played, named) for named in names] for played in names]


def totals(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(right, all) of a ``matrix``."""
    right = asked = 0
    for index, row in enumerate(matrix):
        right += row[index]
        asked += sum(row)
    return right, asked


def worst(matrix: "list[list[int]]") -> "tuple[int, int]":
    """(row, column) of the commonest mistake, (-1, -1) when there is none."""
    found, most = (-1, -1), 0
    for played, row in enumerate(matrix):
        for named, count in enumerate(row):
            if played != named and count > most:
                found, most = (played, named), count
    return found

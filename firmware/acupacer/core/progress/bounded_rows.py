"""A bounded memory of rows by name: what was touched longest ago makes room first."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class BoundedRows:
    """Up to ``most`` rows, oldest first, in ``rows``. Blocks: never.

    ``make(name)`` makes a row; each has ``name``. A name is a text or a tuple of texts.
    """

    def __init__(self, make: "Callable[[Any], Any]", most: int) -> None:
        self.rows: "list[Any]" = []
        self._make = make
        self._most = most

    def found(self, name: object) -> "Any":
        """The row called ``name``, or None."""
        for row in self.rows:
            if row.name == name:
                return row
        return None

    def touched(self, name: object) -> "Any":
        """The row called ``name``, made when there is none; it is the newest now."""
        row = self.found(name)
        if row is None:
            row = self._make(name)
        else:
            self.rows.remove(row)
        self.rows.append(row)
        if len(self.rows) > self._most:
            self.rows.pop(0)
        return row

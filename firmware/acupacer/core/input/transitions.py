"""A table says what every event does in every state; these functions read it.

    TRANSITIONS = {
        "prompt": rows(
            (START, None, in_place, "get_ready"),
            (START_LONG, has_earlier_prompt, previous_prompt, "prompt"),
        ),
    }

A row is (event, when, act, to). The first row of the event whose ``when`` holds is
taken: its ``act`` is done in the old state, then the state is ``to``. Without such a row
the event is refused and nothing changes, so a button more is a row more and never an
"else". ``when`` (None: always) and ``act`` are functions of (subject, at_ms).

The first row of an event says what it is for in that state; the rows after it say where
else it may lead, or what becomes of it at the wrong moment.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Protocol

    class Subject(Protocol):
        """What a table is about: it has a state, a key of the table."""

        state: str

    Act = Callable[[Any, int], None]
    Guard = Callable[[Any, int], bool]
    # event, when, act, to
    Row = tuple[str, Guard | None, Act, str]
    # The fields of a state's rows, one after the other.
    Rows = tuple[Any, ...]
    Table = Mapping[str, Rows]

FIELDS = 4  # of a row


def rows(*lines: "Row") -> "Rows":
    """A state's rows, kept as one tuple: one for each would take a Pico 5 KB more."""
    fields: "list[Any]" = []
    for line in lines:
        fields += line
    return tuple(fields)


def rows_of(table: "Table", state: str) -> "Iterator[Row]":
    """The rows of ``state``, in order; none for a state that is not in the table."""
    fields = table.get(state, ())
    for at in range(0, len(fields), FIELDS):
        yield fields[at : at + FIELDS]


def row_of(table: "Table", subject: "Subject", event: str, at_ms: int) -> "Row | None":
    """The row ``event`` would take now, or None: it is refused. Changes nothing."""
    fields = table[subject.state]
    for at in range(0, len(fields), FIELDS):
        if fields[at] == event:
            when = fields[at + 1]
            if when is None or when(subject, at_ms):
                return fields[at : at + FIELDS]
    return None


def take(table: "Table", subject: "Subject", event: str, at_ms: int) -> "Row | None":
    """Let ``event`` happen to ``subject`` at ``at_ms``; the row taken, or None: refused."""
    row = row_of(table, subject, event, at_ms)
    if row is not None:
        row[2](subject, at_ms)
        subject.state = row[3]
    return row


def purpose(table: "Table", state: str, event: str) -> "Act | None":
    """What ``event`` is for in ``state``: the act of its first row, or None."""
    for row in rows_of(table, state):
        if row[0] == event:
            return row[2]
    return None

"""What a history lacks: sessions that are numbered, and not here.

A device drops from its card what a computer has taken over, or what is too old for the
room there is. Another computer can learn only from the numbers that there was more.
"""

from __future__ import annotations

from collections.abc import Iterable

from acupacer.core.progress import history
from acupacer.core.progress.records import Checkpoint

Gap = tuple[int, int]  # the first and the last number that is missing


def gaps(numbers: Iterable[int]) -> list[Gap]:
    """Where the session ``numbers`` of one era, counted from 1, leave something out."""
    found = []
    expected = 1
    for number in sorted(set(numbers)):
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found


def gaps_words(found: Iterable[Gap]) -> str:
    """``sessions 1 to 4 are missing here: …``, "" for none."""
    names = [f"{first} to {last}" if last > first else str(first) for first, last in found]
    if not names:
        return ""
    is_one = len(names) == 1 and " " not in names[0]
    what = f"session {names[0]} is" if is_one else f"sessions {', '.join(names)} are"
    return (
        f"{what} missing here: the device had dropped them, maybe fetched by another computer"
    )


def dropped(history_file: bytes) -> list[Gap]:
    """The sessions of which a device's history file keeps only what they amount to."""
    for line in history_file.splitlines():
        record = history.decode(line)
        if isinstance(record, Checkpoint):
            for row in record.rows:
                if row[0] == "progress" and row[1] > 1:
                    return [(1, row[1] - 1)]
    return []

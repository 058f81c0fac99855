"""Which cases of a corpus to run: all, or one part of them, evenly spread.

A corpus is run as ``python NAME_corpus.py FIRMWARE_DIR [PART/PARTS]``; the emulated chip,
slow as it is, mostly gets a part.
"""

import sys

PART, PARTS = [int(number) for number in (sys.argv[2:] or ["0/1"])[0].split("/")]


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Case = TypeVar("Case")


def picked(cases: "Iterable[Case]") -> "Iterator[Case]":
    """Of ``cases`` those that are this run's."""
    for number, case in enumerate(cases):
        if number % PARTS == PART % PARTS:
            yield case

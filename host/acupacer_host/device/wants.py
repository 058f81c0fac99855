"""What the protocol's logic asks of whoever drives it: the only ways it touches a line.

Requests, transfers and whole operations are generators (``Steps``). They never wait and never
touch a port: they yield one of these, and go on when they are sent what came of it. So the
same logic runs behind a blocking call (``blocking``) and behind a page's events (``stepping``).

    Write(data)     answered with b"" once all of it is on its way
    Read(until_s)   answered with what came in, b"" when nothing did until then
    Pause(until_s)  answered with b"" then; what comes in meanwhile is kept for the next Read

Times are seconds on the clock that the logic was given. A driver throws into the generator what
keeps it from doing so: TransportGone, or KeyboardInterrupt when somebody gives up.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TypeVar

    Answer = TypeVar("Answer")
    Want = "Write | Read | Pause"
    Steps = Generator["Write | Read | Pause", bytes, Answer]


class Write:
    """Send ``data``, all of it."""

    def __init__(self, data: bytes) -> None:
        self.data = data


class Read:
    """Wait for bytes until ``until_s``."""

    def __init__(self, until_s: float) -> None:
        self.until_s = until_s


class Pause:
    """Wait until ``until_s``, whatever comes."""

    def __init__(self, until_s: float) -> None:
        self.until_s = until_s

"""What a board tells its device about itself."""

from .languages import CODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Capacities:
    """Sizes the link keeps to; a board sets them to what its memory allows.

    ``buf_size``: longest message taken and sent, in bytes (1024 on the Pico, 4096 on
    the Pi), advertised in params. ``routines_bytes``: longest routines file.
    ``event_count``: how many past events are kept for a host that polls.
    ``can_inflate``: the board has a ``new_inflater`` (``deflate`` in caps).
    ``trim_from_bytes``: a history longer than that is trimmed of what a host has;
    ``history_bytes``: one longer than that of its oldest sessions (see ``compaction``).
    ``work_ms``: how long a piece of the link's work may take of which none was measured yet;
    none is begun so shortly before a cue's edge. ``write_ms``: a host may have a write once in
    that time, on average (see ``link.request.WriteGate``); 0: as often as it likes, where
    nothing wears.
    """

    def __init__(
        self,
        buf_size: int = 1024,
        routines_bytes: int = 65536,
        event_count: int = 32,
        can_inflate: bool = False,
        trim_from_bytes: int = 65536,
        history_bytes: int = 262144,
        work_ms: int = 3,
        write_ms: int = 10_000,
    ) -> None:
        self.buf_size = buf_size
        self.routines_bytes = routines_bytes
        self.event_count = event_count
        self.can_inflate = can_inflate
        self.trim_from_bytes = trim_from_bytes
        self.history_bytes = history_bytes
        self.work_ms = work_ms
        self.write_ms = write_ms

    @property
    def data_bytes(self) -> int:
        """How many bytes of a file one reply may carry."""
        return self.buf_size - 96  # header, keys and numbers of the longest such reply


class DeviceConfig:
    """What a board knows of itself.

    ``dev_id``: stable and unique; ``model``: for people; ``version``: the firmware's;
    ``boot_id``: different at each power-up; ``limits``: sizes; ``has_tone``:
    a buzzer is fitted; ``new_inflater``: makes a zlib inflater (below) or None;
    ``has_loader``: a reset can lead into a loader
    that takes a new firmware image; ``fault_bytes``: length of the board's fault
    file now, -1: none. ``index_edition``: the store keeps an index of the routines,
    good for the program of this name only, which changes with any line of the core; "":
    it keeps none, and every power-up scans them. ``language``: a code, of the one that is
    shown until somebody chose.

    An inflater has ``push(data)``, ``pull(max_bytes) -> bytes`` (b"" when it needs more
    input) and ``is_done`` (True once the stream ended with its checksum right); push and
    pull raise ValueError for bytes that are not a zlib stream.
    """

    def __init__(
        self,
        dev_id: str,
        model: str = "",
        version: str = "",
        boot_id: str = "",
        limits: "Capacities | None" = None,
        has_tone: bool = True,
        new_inflater: "Callable[[], Any] | None" = None,
        has_loader: bool = False,
        fault_bytes: int = -1,
        index_edition: str = "",
        language: str = CODES[0],
    ) -> None:
        self.dev_id = dev_id
        self.model = model
        self.version = version
        self.boot_id = boot_id
        self.limits = limits or Capacities()
        self.has_tone = has_tone
        self.new_inflater = new_inflater
        self.has_loader = has_loader
        self.fault_bytes = fault_bytes
        self.index_edition = index_edition
        self.language = language

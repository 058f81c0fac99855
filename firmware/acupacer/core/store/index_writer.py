"""Writes the index of the routines file, where the board keeps one (``routine_index``)."""

from ..events import INDEX_FILE
from ..routine.index import index_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..device import Device

PIECE_BYTES = 1024


class IndexWriter:
    """Stages an index for ``device`` outside sessions, a piece a step. Blocks: never.

    What the store refuses is let be: the next power-up scans the routines and tries again.
    """

    def __init__(self, device: "Device") -> None:
        self._device = device
        self._lines: "Iterator[bytes] | None" = None  # not staged yet; None: nothing to do
        self._text = b""  # made, to be staged
        self._length = 0  # bytes staged
        self._is_waiting = False  # for the store

    def keep(self) -> None:
        """The user's routines have been scanned: store the index of them."""
        device = self._device
        edition, contents = device.config.index_edition, device.contents
        if edition:
            self._lines = index_lines(contents.entries, edition, contents.sha)
            self._text, self._length, self._is_waiting = b"", 0, False

    def step(self) -> None:
        """Do one bounded piece of work, if there is any; call it in every device step."""
        device = self._device
        if self._lines is None or self._is_waiting or device.menu.situation.is_powering_off:
            return
        if device.session is None and device.player.is_idle:
            self._go_on(self._lines)

    def _go_on(self, lines: "Iterator[bytes]") -> None:
        """Make as many lines as fill a piece and stage it; commit when none is left."""
        for line in lines:
            self._text += line
            if len(self._text) >= PIECE_BYTES:
                break
        storage = self._device.storage
        piece, self._text = self._text[:PIECE_BYTES], self._text[PIECE_BYTES:]

        def staged(_: bytes, reason: str) -> None:
            if self._lines is lines:  # else newer routines came meanwhile
                self._is_waiting = False
                if reason:
                    self._lines = None
                    storage.discard(INDEX_FILE)

        self._is_waiting = bool(piece)
        if piece:
            storage.stage(INDEX_FILE, self._length, piece, staged)
            self._length += len(piece)
        else:
            self._lines = None
            storage.commit(INDEX_FILE, self._length, _ignore)


def _ignore(_: bytes, reason: str) -> None:
    """Committed or not: at the next power-up the index says itself what it is of."""

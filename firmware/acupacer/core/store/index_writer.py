"""Writes the index of the routines file, where the board keeps one (``routine.index``)."""

from ..events import INDEX_FILE
from ..routine.index import index_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .storage import Storage, StoredContents

PIECE_BYTES = 1024


class IndexWriter:
    """Stages an index, a piece a step. Blocks: never.

    ``edition``: see ``DeviceConfig.index_edition``. What the store refuses is let be: the
    next power-up scans the routines and tries again.
    """

    def __init__(self, storage: "Storage", contents: "StoredContents", edition: str) -> None:
        self._storage = storage
        self._contents = contents
        self._edition = edition
        self._lines: "Iterator[bytes] | None" = None  # not staged yet; None: nothing to do
        self._text = b""  # made, to be staged
        self._length = 0  # bytes staged
        self._is_waiting = False  # for the store

    def keep(self) -> None:
        """The user's routines have been scanned: store the index of them."""
        contents = self._contents
        if self._edition:
            self._lines = index_lines(contents.entries, self._edition, contents.sha)
            self._text, self._length, self._is_waiting = b"", 0, False

    def step(self, is_calm: bool) -> None:
        """Do one bounded piece of work, if there is any; call it in every device step.

        ``is_calm``: no session runs and no cue is under way.
        """
        if is_calm and self._lines is not None and not self._is_waiting:
            self._go_on(self._lines)

    def _go_on(self, lines: "Iterator[bytes]") -> None:
        """Make as many lines as fill a piece and stage it; commit when none is left."""
        for line in lines:
            self._text += line
            if len(self._text) >= PIECE_BYTES:
                break
        storage = self._storage
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

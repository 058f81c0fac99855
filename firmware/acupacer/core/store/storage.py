"""The board's store: orders to it, who waits for each answer, and what it holds."""

import binascii

from ..events import (
    FAULT_FILE,
    HISTORY_FILE,
    ROUTINES_FILE,
    Append,
    Commit,
    Discard,
    Read,
    ReadDone,
    StageWrite,
    StoreFailed,
    Warn,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..events import Stored
    from ..routine.model import Entry

    # Called with (data, reason): the bytes read (b"" for writes), and "" or why it failed.
    Done = Callable[[bytes, str], None]


class Storage:
    """Numbers storage effects and hands their results to whoever asked. Blocks: never."""

    def __init__(self, emit: "Callable[[object], None]") -> None:
        self._emit = emit
        self._last_ticket = 0
        self._waiting: "dict[int, Done]" = {}

    def ticket(self) -> int:
        """A ticket never used before."""
        self._last_ticket += 1
        return self._last_ticket

    def read(self, name: str, offset: int, length: int, done: "Done") -> None:
        """Read up to ``length`` bytes; ``done`` gets fewer at the file's end."""
        self._emit(Read(self._wait(done), name, offset, length))

    def read_all(
        self,
        name: str,
        piece_bytes: int,
        most_bytes: int,
        tries: int,
        take: "Callable[[bytes], None]",
        end: "Callable[[str, int], None]",
    ) -> None:
        """Read a file to its end, ``piece_bytes`` at a time; ``take`` gets every piece.

        ``end(reason, length)``: ``length`` bytes were taken; "" at the end of the file,
        ``too long`` where it goes on behind ``most_bytes``, else why it could not be read,
        when that has failed ``tries`` times, or it is absent.
        """
        length = 0

        def done(data: bytes, reason: str) -> None:
            nonlocal length, tries
            is_full = len(data) == piece_bytes
            if reason:
                tries -= 1
                goes_on = reason != "absent" and tries > 0
            else:
                length += len(data)
                take(data)
                goes_on = is_full and length <= most_bytes
            if goes_on:
                self.read(name, length, piece_bytes, done)
            else:
                end("too long" if is_full else reason, length)

        self.read(name, 0, piece_bytes, done)

    def append(self, name: str, data: bytes, done: "Done") -> None:
        """Append whole lines; ``done`` is called once they are safe."""
        self._emit(Append(self._wait(done), name, data))

    def replace(self, name: str, data: bytes, done: "Done") -> None:
        """Replace a small file atomically; ``done`` is called once it is safe."""

        def staged(_: bytes, reason: str) -> None:
            if reason:
                done(b"", reason)
            else:
                self.commit(name, len(data), done)

        self.stage(name, 0, data, staged)

    def stage(self, name: str, offset: int, data: bytes, done: "Done") -> None:
        """Write a piece of the staging copy; offset 0 starts it afresh."""
        self._emit(StageWrite(self._wait(done), name, offset, data))

    def commit(self, name: str, length: int, done: "Done") -> None:
        """Put the staging copy, ``length`` bytes, in the file's place, in one step."""
        self._emit(Commit(self._wait(done), name, length))

    def discard(self, name: str) -> None:
        """Drop the staging copy, if there is one; nobody waits for it."""
        self._emit(Discard(self.ticket(), name))

    def warn(self, text: str) -> None:
        """Have the system's journal say what went wrong with what is kept, in English."""
        self._emit(Warn(text))

    def answer(self, event: "Stored | ReadDone | StoreFailed") -> None:
        """Hand a storage result to whoever asked; one that nobody waits for is let go."""
        done = self._waiting.pop(event.ticket, None)
        if done is not None:
            data = event.data if isinstance(event, ReadDone) else b""
            done(data, event.reason if isinstance(event, StoreFailed) else "")

    def _wait(self, done: "Done") -> int:
        ticket = self.ticket()
        self._waiting[ticket] = done
        return ticket


class StoredContents:
    """What the store holds, as far as the device keeps track of it.

    ``is_loaded``: everything has been read since power-up. ``entries``: the index of the
    routines. ``routines_file``: which file they came from; ``sha`` and ``length`` (bytes)
    of it.

    ``history_bytes``: length of the history. ``is_torn``: its last line has no end yet.
    ``rewrites``: how often records have been moved in it; ``is_rewriting``: right now.
    ``has_failed``: it is there but cannot be read, so no session may start
    (its limits are not known) and nothing is recorded (its ids would be used twice).
    ``notice``: a words key when something had to be replaced. ``fault_bytes``: length of
    the fault file the board had at power-up, -1: none.
    """

    def __init__(self, fault_bytes: int = -1) -> None:
        self.is_loaded = False
        self.entries: "list[Entry]" = []
        self.routines_file = ROUTINES_FILE
        self.sha = b""
        self.length = -1
        self.history_bytes = 0
        self.is_torn = False
        self.rewrites = 0
        self.is_rewriting = False
        self.has_failed = False
        self.notice = ""
        self.fault_bytes = fault_bytes

    def entry_of(self, routine_id: str) -> "Entry | None":
        """The index entry of a routine, or None."""
        for entry in self.entries:
            if entry.id == routine_id:
                return entry
        return None

    def length_of(self, name: str) -> int:
        """Length in bytes of the user's routines, the history or the fault file; -1: none."""
        if name == HISTORY_FILE:
            return self.history_bytes
        if name == FAULT_FILE:
            return self.fault_bytes
        return self.length if self.routines_file == name else -1

    def users_sha(self) -> bytes:
        """SHA-256 of the user's routines file; b"" while the built-in ones are in use."""
        return self.sha if self.routines_file == ROUTINES_FILE else b""

    def has(self, routine_id: str, digest: str) -> bool:
        """A routine is there, word for word as the one with that digest."""
        entry = self.entry_of(routine_id)
        return entry is not None and bool(entry.digest == digest)

    def replace_routines(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """The user's routines file was replaced."""
        self.entries = entries
        self.routines_file = ROUTINES_FILE
        self.sha = sha
        self.length = length
        if self.notice in ("notice_builtin", "notice_routines"):
            self.notice = ""


def sha_start(sha: bytes) -> str:
    """What the history says of a file's SHA-256: enough to see that a bit has flipped."""
    return str(binascii.hexlify(sha[:8]), "ascii")

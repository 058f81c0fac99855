"""Moving files over a line that may lose anything, without ever ending in doubt.

Upload: pieces go out in order, each answered with the offset expected next, so a lost
reply, a restart or a repeat resumes by itself. The first piece names length and
SHA-256; the device checks both, then every rule of the file, then replaces the stored
file at once. When the last reply is lost, the stored file's hash tells what happened.

Only what was lost is sent again, in smaller pieces each time; they grow again when replies
come at once (see ``line``).
"""

from __future__ import annotations

import hashlib

from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.upload import DEFLATED

from .. import errors
from ..errors import KEPT, OTHER, UNKNOWN
from .exchange import SHORT_REPLY
from .replies import field, nonsense

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeVar

    from .exchange import Exchange
    from .replies import Hello, Params
    from .wants import Steps

    Progress = Callable[[int, int], None]
    Answer = TypeVar("Answer")
    Address = tuple[int, int, int]  # op, group, command
    Pairs = tuple[tuple[str, Any], ...]

    class Requester(Protocol):
        """What a transfer needs of whoever talks to the device (``dialogue.Dialogue``)."""

        exchange: Exchange

        def params(self) -> Steps[Params]:
            """How long a message may be."""

        def hello(self) -> Steps[Hello]:
            """Who the device is, and what it has now."""

        def patiently(self, ask: Callable[[], Steps[Answer]]) -> Steps[Answer]:
            """``ask()``, repeated while the device is busy, if so asked."""

        def sha256(self, name: str, length: int | None = None) -> Steps[bytes]:
            """SHA-256 of a file on the device, or of its first ``length`` bytes."""


CHANGED = "changed"  # reason: what a write was to replace is not there any more
DETAIL = ("detail", True)  # has a device say in data why it refuses
UPLOAD: Address = (smp.WRITE, smp.FILES, smp.TRANSFER)
DOWNLOAD: Address = (smp.READ, smp.FILES, smp.TRANSFER)
HISTORY: Address = (smp.READ, smp.PACER, smp.HISTORY)

CONFIRM_S = 10.0  # for the one question that tells what the device has
RESTARTS = 5  # whole files, then something is wrong
FRAME_ROOM = 4  # length and CRC count toward the device's buffer
LENGTH_ROOM = 4  # the data's length, where the empty data's takes one byte


class _Transfer:
    """What uploads and downloads share: pieces that shrink when they get lost.

    ``_largest``: bytes of a file that one request, or one reply, may carry.
    """

    def __init__(self, dialogue: Requester) -> None:
        self._dialogue = dialogue
        self._exchange = dialogue.exchange
        self._largest = 0
        self._is_first_try = True

    def _measure(self) -> Steps[None]:
        """Learn what the device's buffer holds: before the first piece."""
        params = yield from self._dialogue.params()
        self._largest = params.buf_size

    def _ask(
        self, address: Address, make: Callable[[int], Map], has_data: bool
    ) -> Steps[dict[Any, Any]]:
        """One request of ``make(size)``, made anew, and smaller, for each try.

        ``has_data``: the reply carries the piece.
        """
        line = self._exchange.line
        lost_before = self._exchange.lost

        def remake() -> Map:
            if not self._is_first_try:
                line.lost()
            self._is_first_try = False
            return make(line.piece(self._largest))

        self._is_first_try = True
        reply_bytes = line.piece(self._largest) if has_data else SHORT_REPLY
        reply = yield from self._exchange.request(*address, remake, reply_bytes=reply_bytes)
        if self._exchange.lost == lost_before:
            line.came()
        return reply


class Upload(_Transfer):
    """One file on its way to the device; ``run`` once.

    ``deflated``: the same as a zlib stream, None to send it as it is. ``hello``: of the device
    with the file that is to be replaced, and no other.
    """

    def __init__(
        self,
        dialogue: Requester,
        name: str,
        data: bytes,
        progress: Progress | None,
        deflated: bytes | None,
        hello: Hello,
    ) -> None:
        super().__init__(dialogue)
        self._hello = hello
        self._stored_name = name
        self._sha = hashlib.sha256(data).digest()
        self._name, self._data = name, data
        if deflated is not None:
            self._name, self._data = DEFLATED, deflated
        self._stored_bytes = len(data)
        self._progress = progress or (lambda sent, total: None)
        self._offset = 0
        self._sent_all = False

    def _room(self, more: Pairs) -> int:
        """Data bytes that fit the device's buffer beside the other fields."""
        empty = smp.pack(smp.WRITE, smp.FILES, 0, 0, self._fields(len(self._data), b"", more))
        return self._largest - FRAME_ROOM - len(empty) - LENGTH_ROOM

    def _fields(self, offset: int, data: bytes, more: Pairs) -> Map:
        fields: Pairs = (("name", self._name), ("off", offset), ("data", data), DETAIL)
        return Map(fields + more)

    def _piece(self, size: int) -> Map:
        first = () if self._offset else self._first()
        data = self._data[self._offset : self._offset + min(size, self._room(first))]
        self._sent_all = self._sent_all or self._offset + len(data) == len(self._data)
        return self._fields(self._offset, data, first)

    def _first(self) -> Pairs:
        """What the first piece says beside its data: what comes, and what it replaces."""
        hello = self._hello
        said: Pairs = (("len", len(self._data)), ("sha", self._sha))
        if hello.number < 0:
            return said
        was = bytes.fromhex(hello.routines_sha)
        return said + (("was", was), ("number", hello.number))

    def run(self) -> Steps[None]:
        """Send the file. Ends when the device has it; raises what says why not."""
        try:
            yield from self._measure()
            yield from self._send_all()
        except errors.NoAnswer as error:
            yield from self._confirm(error)
        except (errors.TransportGone, errors.Refused) as error:
            error.ends_with(*self._what_device_has())
            raise
        except KeyboardInterrupt:
            yield from self._close()
            raise errors.GivenUp(*self._what_device_has()) from None

    def _close(self) -> Steps[None]:
        """Have the device drop what was sent, if it hears that."""
        close = (smp.WRITE, smp.FILES, smp.CLOSE)
        try:
            yield from self._exchange.request(*close, Map(()), tries=1)
        except errors.HostError:
            return  # it drops it by itself, after 30 s

    def _send_all(self) -> Steps[None]:
        for _ in range(RESTARTS):
            try:
                self._offset = 0
                is_there = yield from self._send_once()
                if is_there:
                    return
            except errors.Refused as error:
                if error.reason_code == CHANGED:
                    is_there = yield from self._is_replaced()
                    if is_there:
                        return
                elif error.rc != smp.CORRUPT:
                    self._sent_all = False  # it said no: nothing was replaced
                    raise
        failed = errors.TransferFailed(
            "the file arrives damaged again and again; try another cable or port."
        )
        failed.ends_with(*self._what_device_has())
        raise failed

    def _is_replaced(self) -> Steps[bool]:
        """After something was changed meanwhile: whether that was by this upload itself.

        Raises TransferFailed when the file to be replaced is not there any more.
        """
        before = self._hello.routines_sha
        self._hello = yield from self._dialogue.hello()
        if self._hello.routines_sha == self._sha.hex():
            return True
        self._sent_all = False
        if self._hello.routines_sha != before:
            failed = errors.TransferFailed(
                "somebody else has replaced the device's file meanwhile; it keeps that one. "
                "Look at it (acupacer diff), then push again."
            )
            failed.stands = OTHER
            raise failed
        return False

    def _send_once(self) -> Steps[bool]:
        """Send from offset 0; False when the device wants it all again."""
        total = len(self._data)
        while True:
            reply = yield from self._dialogue.patiently(self._send_piece)
            expected = field(reply, "off", int)
            if expected == total and self._sent_all:
                self._progress(self._stored_bytes, self._stored_bytes)
            if not 0 < expected < total:
                break
            self._offset = expected
            self._progress(self._stored_bytes * expected // total, self._stored_bytes)
        if not self._sent_all:
            return False
        is_stored = yield from self._is_stored()
        return is_stored

    def _send_piece(self) -> Steps[dict[Any, Any]]:
        try:
            reply = yield from self._ask(UPLOAD, self._piece, False)
        except errors.Busy:
            self._sent_all = False  # it did not take it
            raise
        return reply

    def _is_stored(self) -> Steps[bool]:
        """Whether the stored file is this one."""
        try:
            stored = yield from self._dialogue.sha256(self._stored_name)
        except errors.Refused:
            return False
        return stored == self._sha

    def _confirm(self, error: errors.HostError) -> Steps[None]:
        """After the last reply stayed away: done when the stored file is this one."""
        if self._sent_all:
            self._exchange.begin(CONFIRM_S)
            try:
                is_stored = yield from self._is_stored()
                if is_stored:
                    return
                self._sent_all = False  # it answers, and it has not replaced its file
            except (errors.NoAnswer, errors.TransportGone):
                pass  # what the device has stays unknown, and is said below
        failed = errors.TransferFailed(error.message)
        failed.ends_with(*self._what_device_has())
        raise failed from error

    def _what_device_has(self) -> tuple[str, str]:
        """In words, and as ``HostError.stands``."""
        if self._sent_all:
            return (
                "The device has either the old file or the new one, complete; which is not "
                "known: run acupacer push again."
            ), UNKNOWN
        return f"The device keeps the {self._stored_name} it had.", KEPT


class Download(_Transfer):
    """One file on its way from the device; ``run`` once."""

    def __init__(self, dialogue: Requester, name: str, progress: Progress | None) -> None:
        super().__init__(dialogue)
        self._name = name
        self._progress = progress or (lambda got, total: None)

    def run(self) -> Steps[bytes]:
        """The file's bytes, checked by their SHA-256."""
        yield from self._measure()
        for _ in range(RESTARTS):
            data = yield from self._fetch()
            sha = yield from self._dialogue.sha256(self._name, len(data))
            if sha == hashlib.sha256(data).digest():
                return data
        raise errors.TransferFailed(
            f"{self._name}: arrives damaged, or changes while it is read; try again"
        )

    def _fetch(self) -> Steps[bytes]:
        data = b""
        total = -1
        while total < 0 or len(data) < total:
            offset = len(data)
            reply = yield from self._ask(DOWNLOAD, self._wish_from(offset), True)
            piece, total = _piece_of(reply, offset, total)
            data += piece
            if not piece and len(data) < total:
                break  # it became shorter: the hash will tell
            self._progress(len(data), total)
        return data

    def _wish_from(self, offset: int) -> Callable[[int], Map]:
        """The request for one piece of a size; ``len`` is our device's extension."""
        return lambda size: Map((("off", offset), ("name", self._name), ("len", size)))


class HistoryPull(_Transfer):
    """History lines on their way from the device. ``has_more``: ``next_lines`` brings some."""

    def __init__(self, dialogue: Requester, since: int) -> None:
        super().__init__(dialogue)
        self._since = since
        self.has_more = True

    def next_lines(self) -> Steps[list[bytes]]:
        """The next lines from the wanted id on, as the device stored them, without newline."""
        yield from self._measure()
        reply = yield from self._ask(HISTORY, self._wish, True)
        lines = field(reply, "records", list)
        self._since, self.has_more = field(reply, "next", int), field(reply, "more", bool)
        return lines

    def _wish(self, size: int) -> Map:
        return Map((("since", self._since), ("len", size)))


def _piece_of(reply: dict[Any, Any], offset: int, total: int) -> tuple[bytes, int]:
    """A download reply's data and the file's length."""
    if field(reply, "off", int) != offset:
        raise nonsense("off")
    return field(reply, "data", bytes), field(reply, "len", int) if total < 0 else total

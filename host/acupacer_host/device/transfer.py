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
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, TypeVar

from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.upload import DEFLATED

from ..errors import HostError, NoAnswer, Refused, TransferFailed, TransportGone
from .exchange import SHORT_REPLY, Exchange
from .replies import Hello, Params, field, nonsense

Progress = Callable[[int, int], None]
Answer = TypeVar("Answer")

CHANGED = "changed"  # reason: what a write was to replace is not there any more
DETAIL = ("detail", True)  # has a device say in data why it refuses
Address = tuple[int, int, int]  # op, group, command
UPLOAD: Address = (smp.WRITE, smp.FILES, smp.TRANSFER)
DOWNLOAD: Address = (smp.READ, smp.FILES, smp.TRANSFER)
HISTORY: Address = (smp.READ, smp.PACER, smp.HISTORY)

CONFIRM_S = 10.0  # for the one question that tells what the device has
RESTARTS = 5  # whole files, then something is wrong
FRAME_ROOM = 4  # length and CRC count toward the device's buffer
LENGTH_ROOM = 4  # the data's length, where the empty data's takes one byte


class Requester(Protocol):
    """What a transfer needs of whoever talks to the device (``client.Client``)."""

    exchange: Exchange

    def params(self) -> Params:
        """How long a message may be."""

    def hello(self) -> Hello:
        """Who the device is, and what it has now."""

    def patiently(self, call: Callable[[], Answer]) -> Answer:
        """``call()``, repeated while the device is busy, if so asked."""

    def sha256(self, name: str, length: int | None = None) -> bytes:
        """SHA-256 of a file on the device, or of its first ``length`` bytes."""


class _Transfer:
    """What uploads and downloads share: pieces that shrink when they get lost.

    ``largest``: bytes of a file that one request, or one reply, may carry.
    """

    def __init__(self, client: Requester, largest: int) -> None:
        self._client = client
        self._exchange = client.exchange
        self._largest = largest
        self._is_first_try = True

    def _ask(
        self, address: Address, make: Callable[[int], Map], has_data: bool
    ) -> dict[Any, Any]:
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
        reply = self._exchange.request(*address, remake, reply_bytes=reply_bytes)
        if self._exchange.lost == lost_before:
            line.came()
        return reply


class Upload(_Transfer):
    """One file on its way to the device; ``run`` once.

    ``hello``: of the device with the file that is to be replaced, and no other.
    """

    def __init__(
        self,
        client: Requester,
        name: str,
        data: bytes,
        progress: Progress | None,
        deflate: bool,
        hello: Hello,
    ) -> None:
        self._hello = hello
        self._stored_name = name
        self._sha = hashlib.sha256(data).digest()
        self._name, self._data = name, data
        if deflate:
            self._name, self._data = DEFLATED, zlib.compress(data, 9)
        self._stored_bytes = len(data)
        self._progress = progress or (lambda sent, total: None)
        self._offset = 0
        self._sent_all = False
        self._buf_size = client.params().buf_size
        super().__init__(client, self._buf_size)

    def _room(self, more: tuple[tuple[str, Any], ...]) -> int:
        """Data bytes that fit the device's buffer beside the other fields."""
        empty = self._fields(len(self._data), b"", more)
        return (
            self._buf_size - FRAME_ROOM - len(smp.pack(smp.WRITE, smp.FILES, 0, 0, empty)) - 4
        )

    def _fields(self, offset: int, data: bytes, more: tuple[tuple[str, Any], ...]) -> Map:
        fields = (("name", self._name), ("off", offset), ("data", data), DETAIL)
        return Map((*fields, *more))

    def _piece(self, size: int) -> Map:
        first = () if self._offset else self._first()
        data = self._data[self._offset : self._offset + min(size, self._room(first))]
        self._sent_all = self._sent_all or self._offset + len(data) == len(self._data)
        return self._fields(self._offset, data, first)

    def _first(self) -> tuple[tuple[str, Any], ...]:
        """What the first piece says beside its data: what comes, and what it replaces."""
        hello = self._hello
        said = (("len", len(self._data)), ("sha", self._sha))
        if hello.number < 0:
            return said
        return (*said, ("was", bytes.fromhex(hello.routines_sha)), ("number", hello.number))

    def run(self) -> None:
        """Send the file. Returns when the device has it; raises what says why not."""
        try:
            self._send_all()
        except NoAnswer as error:
            self._confirm(error)
        except (TransportGone, Refused) as error:
            error.ends_with(self._what_device_has())
            raise
        except KeyboardInterrupt:
            with suppress(HostError):
                self._exchange.request(smp.WRITE, smp.FILES, smp.CLOSE, Map(()), tries=1)
            raise KeyboardInterrupt(self._what_device_has()) from None

    def _send_all(self) -> None:
        for _ in range(RESTARTS):
            try:
                self._offset = 0
                if self._send_once():
                    return
            except Refused as error:
                if error.reason_code == CHANGED:
                    if self._is_replaced():
                        return
                elif error.rc != smp.CORRUPT:
                    self._sent_all = False  # it said no: nothing was replaced
                    raise
        raise TransferFailed(
            "the file arrives damaged again and again; try another cable or port. "
            + self._what_device_has()
        )

    def _is_replaced(self) -> bool:
        """After something was changed meanwhile: whether that was by this upload itself.

        Raises TransferFailed when the file to be replaced is not there any more.
        """
        before, self._hello = self._hello.routines_sha, self._client.hello()
        if self._hello.routines_sha == self._sha.hex():
            return True
        self._sent_all = False
        if self._hello.routines_sha != before:
            raise TransferFailed(
                "somebody else has replaced the device's file meanwhile; it keeps that one. "
                "Look at it (acupacer diff), then push again."
            )
        return False

    def _send_once(self) -> bool:
        """Send from offset 0; False when the device wants it all again."""
        total = len(self._data)
        while True:
            reply = self._client.patiently(lambda: self._ask(UPLOAD, self._piece, False))
            expected = field(reply, "off", int)
            if expected == total and self._sent_all:
                self._progress(self._stored_bytes, self._stored_bytes)
                return self._is_stored()
            if not 0 < expected < total:
                return self._sent_all and self._is_stored()
            self._offset = expected
            self._progress(self._stored_bytes * expected // total, self._stored_bytes)

    def _is_stored(self) -> bool:
        """Whether the stored file is this one."""
        try:
            return self._client.sha256(self._stored_name) == self._sha
        except Refused:
            return False

    def _confirm(self, error: HostError) -> None:
        """After the last reply stayed away: done when the stored file is this one."""
        if self._sent_all:
            self._exchange.begin(CONFIRM_S)
            try:
                if self._is_stored():
                    return
                self._sent_all = False  # it answers, and it has not replaced its file
            except (NoAnswer, TransportGone):
                pass  # what the device has stays unknown, and is said below
        failed = TransferFailed(error.message)
        failed.ends_with(self._what_device_has())
        raise failed from error

    def _what_device_has(self) -> str:
        if self._sent_all:
            return (
                "The device has either the old file or the new one, complete; which is not "
                "known: run acupacer push again."
            )
        return f"The device keeps the {self._stored_name} it had."


class Download(_Transfer):
    """One file on its way from the device; ``run`` once."""

    def __init__(self, client: Requester, name: str, progress: Progress | None) -> None:
        super().__init__(client, client.params().buf_size)
        self._name = name
        self._progress = progress or (lambda got, total: None)

    def run(self) -> bytes:
        """The file's bytes, checked by their SHA-256."""
        for _ in range(RESTARTS):
            data = self._fetch()
            if self._client.sha256(self._name, len(data)) == hashlib.sha256(data).digest():
                return data
        raise TransferFailed(
            f"{self._name}: arrives damaged, or changes while it is read; try again"
        )

    def _fetch(self) -> bytes:
        data = b""
        total = -1
        while total < 0 or len(data) < total:
            offset = len(data)
            reply = self._ask(DOWNLOAD, partial(self._wish, offset), True)
            piece, total = _piece_of(reply, offset, total)
            data += piece
            if not piece and len(data) < total:
                break  # it became shorter: the hash will tell
            self._progress(len(data), total)
        return data

    def _wish(self, offset: int, size: int) -> Map:
        """The request for one piece; ``len`` is our device's extension."""
        return Map((("off", offset), ("name", self._name), ("len", size)))


class HistoryPull(_Transfer):
    """History lines on their way from the device."""

    def __init__(self, client: Requester, since: int) -> None:
        super().__init__(client, client.params().buf_size)
        self._since = since

    def lines(self) -> Iterator[bytes]:
        """Every line from the wanted id on, as the device stored it, without newline."""
        has_more = True
        while has_more:
            reply = self._ask(HISTORY, self._wish, True)
            yield from field(reply, "records", list)
            self._since, has_more = field(reply, "next", int), field(reply, "more", bool)

    def _wish(self, size: int) -> Map:
        return Map((("since", self._since), ("len", size)))


def _piece_of(reply: dict[Any, Any], offset: int, total: int) -> tuple[bytes, int]:
    """A download reply's data and the file's length."""
    if field(reply, "off", int) != offset:
        raise nonsense("off")
    return field(reply, "data", bytes), field(reply, "len", int) if total < 0 else total

"""Moving files over a line that may lose anything, without ever ending in doubt.

Upload: pieces go out in order, each answered with the offset expected next, so a lost
reply, a restart or a repeat resumes by itself. The first piece names length and
SHA-256; the device checks both, then every rule of the file, then replaces the stored
file at once. When the last reply is lost, the stored file's hash tells what happened.

Pieces shrink when replies stay away and grow again when they come.
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
from .exchange import Exchange
from .replies import Params, field, nonsense

Progress = Callable[[int, int], None]
Answer = TypeVar("Answer")

DETAIL = ("detail", True)  # has a device say in data why it refuses
Address = tuple[int, int, int]  # op, group, command
UPLOAD: Address = (smp.WRITE, smp.FILES, smp.TRANSFER)
DOWNLOAD: Address = (smp.READ, smp.FILES, smp.TRANSFER)
HISTORY: Address = (smp.READ, smp.PACER, smp.HISTORY)

SMALLEST_PIECE = 64
TRIES_PER_PIECE = 2  # then a smaller piece is tried
PIECES_IN_VAIN = 12  # in a row, then nobody is there
PIECES_TO_GROW = 8  # answered at once in a row, then a larger one is tried
WAITED_IN_VAIN_S = 45.0  # in one transfer, then the line is too bad
RESTARTS = 5  # whole files, then something is wrong
FRAME_ROOM = 4  # length and CRC count toward the device's buffer


class Requester(Protocol):
    """What a transfer needs of whoever talks to the device (``client.Client``)."""

    exchange: Exchange

    def params(self) -> Params:
        """How long a message may be."""

    def patiently(self, call: Callable[[], Answer]) -> Answer:
        """``call()``, repeated while the device is busy, if so asked."""

    def sha256(self, name: str, length: int | None = None) -> bytes:
        """SHA-256 of a file on the device, or of its first ``length`` bytes."""


class Pace:
    """How large the next piece should be, learned from what got lost."""

    def __init__(self, largest: int) -> None:
        self.size = self._largest = max(SMALLEST_PIECE, largest)
        self._answered = 0
        self._in_vain = 0

    def came(self) -> None:
        """A piece was answered."""
        self._in_vain = 0
        self._answered += 1
        if self._answered % PIECES_TO_GROW == 0:
            self.size = min(self._largest, 2 * self.size)

    def lost(self) -> bool:
        """A piece was not answered; False when it is time to give up."""
        self._answered = 0
        self._in_vain += 1
        self.size = max(SMALLEST_PIECE, self.size // 2)
        return self._in_vain < PIECES_IN_VAIN


class _Transfer:
    """What uploads and downloads share: requests that shrink when they get lost."""

    def __init__(self, client: Requester, largest: int) -> None:
        self._client = client
        self._exchange = client.exchange
        self._pace = Pace(largest)
        self._waited_before_s = client.exchange.waited_s

    def _ask(self, address: Address, make: Callable[[int], Map]) -> dict[Any, Any] | None:
        """One request of ``make(size)``; None when it was lost and may be made anew."""
        fields = make(self._pace.size)
        lost_before = self._exchange.lost
        try:
            reply = self._exchange.request(*address, fields, TRIES_PER_PIECE)
        except NoAnswer:
            waited_s = self._exchange.waited_s - self._waited_before_s
            if not self._pace.lost() or waited_s > WAITED_IN_VAIN_S:
                raise
            return None
        if self._exchange.lost == lost_before:
            self._pace.came()
        return reply


class Upload(_Transfer):
    """One file on its way to the device; ``run`` once."""

    def __init__(
        self,
        client: Requester,
        name: str,
        data: bytes,
        progress: Progress | None,
        deflate: bool,
    ) -> None:
        self._stored_name = name
        self._sha = hashlib.sha256(data).digest()
        self._name, self._data = name, data
        if deflate:
            self._name, self._data = DEFLATED, zlib.compress(data, 9)
        self._stored_bytes = len(data)
        self._progress = progress or (lambda sent, total: None)
        self._offset = 0
        self._sent_all = False
        super().__init__(client, self._room(client.params().buf_size))

    def _room(self, buf_size: int) -> int:
        """Data bytes that fit the device's buffer beside the longest other fields."""
        total = len(self._data)
        empty = self._fields(total, b"", (("len", total), ("sha", self._sha)))
        return buf_size - FRAME_ROOM - len(smp.pack(smp.WRITE, smp.FILES, 0, 0, empty)) - 4

    def _fields(self, offset: int, data: bytes, more: tuple[tuple[str, Any], ...]) -> Map:
        fields = (("name", self._name), ("off", offset), ("data", data), DETAIL)
        return Map((*fields, *more))

    def _piece(self, size: int) -> Map:
        data = self._data[self._offset : self._offset + size]
        self._sent_all = self._sent_all or self._offset + len(data) == len(self._data)
        first = () if self._offset else (("len", len(self._data)), ("sha", self._sha))
        return self._fields(self._offset, data, first)

    def run(self) -> None:
        """Send the file. Returns when the device has it; raises what says why not."""
        try:
            self._send_all()
        except TransportGone as error:
            raise TransportGone(f"{error.message}. {self._what_device_has()}") from error
        except NoAnswer as error:
            self._confirm(error)
        except KeyboardInterrupt:
            with suppress(HostError):
                self._exchange.request(smp.WRITE, smp.FILES, smp.CLOSE, Map(()), tries=1)
            raise

    def _send_all(self) -> None:
        for _ in range(RESTARTS):
            try:
                self._offset = 0
                if self._send_once():
                    return
            except Refused as error:
                if error.rc != smp.CORRUPT:
                    raise
        raise TransferFailed(
            "the file arrives damaged again and again; try another cable or port. "
            + self._what_device_has()
        )

    def _send_once(self) -> bool:
        """Send from offset 0; False when the device wants it all again."""
        total = len(self._data)
        while True:
            reply = self._client.patiently(lambda: self._ask(UPLOAD, self._piece))
            if reply is None:
                continue
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
            try:
                if self._is_stored():
                    return
                self._sent_all = False  # it answers, and it has not replaced its file
            except (NoAnswer, TransportGone):
                pass  # what the device has stays unknown, and is said below
        raise TransferFailed(f"{error.message} {self._what_device_has()}") from error

    def _what_device_has(self) -> str:
        if self._sent_all:
            return (
                "The device has either the old file or the new one, complete; "
                "repeat the command to be sure."
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
            reply = self._ask(DOWNLOAD, partial(self._wish, offset))
            if reply is None:
                continue
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
            reply = self._ask(HISTORY, self._wish)
            if reply is None:
                continue
            yield from field(reply, "records", list)
            self._since, has_more = field(reply, "next", int), field(reply, "more", bool)

    def _wish(self, size: int) -> Map:
        return Map((("since", self._since), ("len", size)))


def _piece_of(reply: dict[Any, Any], offset: int, total: int) -> tuple[bytes, int]:
    """A download reply's data and the file's length."""
    if field(reply, "off", int) != offset:
        raise nonsense("off")
    return field(reply, "data", bytes), field(reply, "len", int) if total < 0 else total

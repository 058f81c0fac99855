"""Makes the core's device for boards on CPython."""

import os
import zlib

from ... import __version__
from ...core.device import Device
from ...core.device_config import Capacities, DeviceConfig

BUF_BYTES = 4096  # longest message on the link
EVENT_COUNT = 256
WRITE_MS = 10_000  # a card wears


class Inflater:
    """A zlib stream taken apart piece by piece (see ``core.device_config.DeviceConfig``)."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._waiting = b""

    @property
    def is_done(self) -> bool:
        """The stream has ended and its checksum was right."""
        return self._stream.eof

    def push(self, data: bytes) -> None:
        """Take compressed bytes in; ValueError when the stream has already ended."""
        if self._stream.eof and data:
            raise ValueError("bytes after the end of the stream")
        self._waiting += data

    def pull(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` inflated; b"" when more input is needed.

        Raises ValueError for bytes that are not a zlib stream.
        """
        try:
            data = self._stream.decompress(self._waiting, max_bytes)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        self._waiting = self._stream.unconsumed_tail
        if self._stream.unused_data:
            raise ValueError("bytes after the end of the stream")
        return data


def make_device(
    dev_id: str,
    model: str,
    boot_id: str = "",
    has_tone: bool = True,
    write_ms: int = WRITE_MS,
) -> Device:
    """A device as after power-up.

    ``boot_id``: an empty one is replaced by a random one. ``has_tone``: a buzzer is fitted.
    ``write_ms``: see ``Capacities``.
    """
    limits = Capacities(BUF_BYTES, event_count=EVENT_COUNT, can_inflate=True, write_ms=write_ms)
    return Device(
        DeviceConfig(
            dev_id=dev_id,
            model=model,
            version=__version__,
            boot_id=boot_id or os.urandom(4).hex(),
            limits=limits,
            has_tone=has_tone,
            new_inflater=Inflater,
        )
    )

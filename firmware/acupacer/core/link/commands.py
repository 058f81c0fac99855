"""Which requests exist, who serves them, and what tells one from its retry."""

import binascii

from ..errors import LinkError
from . import files, os_group, pacer_group, smp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .job import Job
    from .link import Link
    from .port import Pairs

    # Takes the request's fields; returns the reply's, a job that will, or None: a poll.
    Handler = Callable[[Link, dict[Any, Any]], Pairs | Job | None]

# (group, command) -> (read handler, write handler)
HANDLERS: "dict[tuple[int, int], tuple[Handler | None, Handler | None]]" = {
    (smp.OS, smp.ECHO): (os_group.echo, os_group.echo),
    (smp.OS, smp.DATETIME): (os_group.get_datetime, os_group.set_datetime),
    (smp.OS, smp.RESET): (None, os_group.reset),
    (smp.OS, smp.PARAMS): (os_group.params, None),
    (smp.OS, smp.INFO): (os_group.info, None),
    (smp.FILES, smp.TRANSFER): (files.download, files.upload),
    (smp.FILES, smp.SIZE): (files.size, None),
    (smp.FILES, smp.HASH): (files.hash_file, None),
    (smp.FILES, smp.HASH_TYPES): (files.hash_types, None),
    (smp.FILES, smp.CLOSE): (None, files.close),
    (smp.PACER, smp.HELLO): (pacer_group.hello, None),
    (smp.PACER, smp.STATE): (pacer_group.state, None),
    (smp.PACER, smp.CONTROL): (None, pacer_group.control),
    (smp.PACER, smp.SCREEN): (pacer_group.screen, None),
    (smp.PACER, smp.EVENTS): (pacer_group.poll_events, None),
    (smp.PACER, smp.HISTORY): (pacer_group.history, None),
    (smp.PACER, smp.ACK): (None, pacer_group.acknowledge),
    (smp.PACER, smp.SETTINGS): (pacer_group.get_settings, pacer_group.set_settings),
}

# Requests that need storage wait for the job before them; all others pass it.
_STORAGE = (
    (smp.FILES, smp.TRANSFER),
    (smp.FILES, smp.HASH),
    (smp.FILES, smp.CLOSE),
    (smp.PACER, smp.HISTORY),
    (smp.PACER, smp.ACK),
    (smp.PACER, smp.SETTINGS),
    (smp.OS, smp.RESET),
)


def find(request: smp.Message) -> "Handler":
    """Who serves this request; LinkError when nobody does."""
    if request.version > smp.VERSION:
        raise LinkError(smp.TOO_NEW, "too_new", "this device speaks SMP versions 0 and 1")
    handlers = HANDLERS.get((request.group, request.command), (None, None))
    handler = handlers[request.op // 2]
    if handler is None:
        text = "no command {}/{}".format(request.group, request.command)
        raise LinkError(smp.NOT_SUPPORTED, "not_supported", text)
    return handler


def needs_storage(message: bytes) -> bool:
    """True when the request must wait for the job before it."""
    if len(message) < smp.HEADER_BYTES:
        return False
    return (message[4] << 8 | message[5], message[7]) in _STORAGE


def key_of(message: bytes) -> "tuple[bytes, int]":
    """What tells a retry from another request: its header and a CRC-32 of all of it."""
    return message[: smp.HEADER_BYTES], binascii.crc32(message)

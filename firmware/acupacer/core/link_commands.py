"""Which requests exist, who serves them, and what tells one from its retry."""

import binascii

from . import link_files, link_os, link_pacer, smp
from .errors import LinkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .link import Link
    from .link_job import Job
    from .link_port import Pairs

    # Takes the request's fields; returns the reply's, a job that will, or None: a poll.
    Handler = Callable[[Link, dict[Any, Any]], Pairs | Job | None]

# (group, command) -> (read handler, write handler)
HANDLERS: "dict[tuple[int, int], tuple[Handler | None, Handler | None]]" = {
    (smp.OS, smp.ECHO): (link_os.echo, link_os.echo),
    (smp.OS, smp.DATETIME): (link_os.get_datetime, link_os.set_datetime),
    (smp.OS, smp.RESET): (None, link_os.reset),
    (smp.OS, smp.PARAMS): (link_os.params, None),
    (smp.OS, smp.INFO): (link_os.info, None),
    (smp.FILES, smp.TRANSFER): (link_files.download, link_files.upload),
    (smp.FILES, smp.SIZE): (link_files.size, None),
    (smp.FILES, smp.HASH): (link_files.hash_file, None),
    (smp.FILES, smp.HASH_TYPES): (link_files.hash_types, None),
    (smp.FILES, smp.CLOSE): (None, link_files.close),
    (smp.PACER, smp.HELLO): (link_pacer.hello, None),
    (smp.PACER, smp.STATE): (link_pacer.state, None),
    (smp.PACER, smp.CONTROL): (None, link_pacer.control),
    (smp.PACER, smp.SCREEN): (link_pacer.screen, None),
    (smp.PACER, smp.EVENTS): (link_pacer.poll_events, None),
    (smp.PACER, smp.HISTORY): (link_pacer.history, None),
    (smp.PACER, smp.ACK): (None, link_pacer.acknowledge),
    (smp.PACER, smp.SETTINGS): (link_pacer.get_settings, link_pacer.set_settings),
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

"""Which requests exist and who serves them."""

from ..errors import LinkError
from . import smp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .cbor import Map
    from .files import FileGroup
    from .history_group import HistoryGroup
    from .job import Job
    from .os_group import OsGroup
    from .pacer_group import PacerGroup
    from .request import Fields
    from .watch import Watch

    # Takes the request's fields; returns the reply's, a job that will, or None: a poll.
    Handler = Callable[[Fields], Map | Job | None]
    # (group, command) -> (read handler, write handler)
    Handlers = dict[tuple[int, int], tuple[Handler | None, Handler | None]]

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


def handlers(
    os: "OsGroup", files: "FileGroup", pacer: "PacerGroup", past: "HistoryGroup", watch: "Watch"
) -> "Handlers":
    """Every request there is."""
    return {
        (smp.OS, smp.ECHO): (os.echo, os.echo),
        (smp.OS, smp.DATETIME): (os.get_datetime, os.set_datetime),
        (smp.OS, smp.RESET): (None, os.reset),
        (smp.OS, smp.PARAMS): (os.params, None),
        (smp.OS, smp.INFO): (os.info, None),
        (smp.FILES, smp.TRANSFER): (files.download, files.upload),
        (smp.FILES, smp.SIZE): (files.size, None),
        (smp.FILES, smp.HASH): (files.hash_file, None),
        (smp.FILES, smp.HASH_TYPES): (files.hash_types, None),
        (smp.FILES, smp.CLOSE): (None, files.close),
        (smp.PACER, smp.HELLO): (pacer.hello, None),
        (smp.PACER, smp.STATE): (pacer.state, None),
        (smp.PACER, smp.CONTROL): (None, pacer.control),
        (smp.PACER, smp.SCREEN): (pacer.screen, None),
        (smp.PACER, smp.EVENTS): (watch.poll, None),
        (smp.PACER, smp.HISTORY): (past.history, None),
        (smp.PACER, smp.ACK): (None, past.acknowledge),
        (smp.PACER, smp.SETTINGS): (pacer.get_settings, pacer.set_settings),
    }


def find(handlers: "Handlers", request: smp.Message) -> "Handler":
    """Who serves this request; LinkError when nobody does."""
    if request.version > smp.VERSION:
        raise LinkError(smp.TOO_NEW, "too_new", "this device speaks SMP versions 0 and 1")
    pair = handlers.get((request.group, request.command), (None, None))
    handler = pair[request.op // 2]
    if handler is None:
        text = "no command {}/{}".format(request.group, request.command)
        raise LinkError(smp.NOT_SUPPORTED, "not_supported", text)
    return handler


def needs_storage(message: bytes) -> bool:
    """True when the request must wait for the job before it."""
    if len(message) < smp.HEADER_BYTES:
        return False
    return (message[4] << 8 | message[5], message[7]) in _STORAGE

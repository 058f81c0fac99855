"""Every error the core raises on purpose, in one tree.

    AcupacerError
    ├── FrameError       bad_frame        bytes on the wire are not a frame, message or CBOR
    ├── RoutineError     routine_refused  a routine breaks the rules (carries every fault)
    ├── TimeTextError    bad_time         a text is no date and time
    └── LinkError        its own          a request cannot be served
        ├── DeviceBusy   busy             ... because a session runs (carries the time left)
        └── RoutinesRefused  routine_refused  ... because the file breaks rules (carries them)

Each error has a stable ``code``: it travels over the wire inside ``rsn``, tests and the
command line key on it, and it never changes once released. What an error knows beside
its message is an attribute of it. Nothing of this leaves ``Device.step``: the link
answers a ``LinkError`` and drops a ``FrameError``.

A mistake of the calling program is none of these: it raises Python's own ``TypeError``,
``ValueError`` or ``KeyError``.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class AcupacerError(Exception):
    """Base of all errors raised on purpose; ``message`` says what, where, what next."""

    code = "acupacer"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FrameError(AcupacerError):
    """Bytes do not form a message: ``link.smp.parse``, ``Message.fields``, ``cbor.decode``.

    Drop what does not parse; a message whose body does not decode is answered
    ``bad_request``.
    """

    code = "bad_frame"


class RoutineError(AcupacerError):
    """A routine or a whole document breaks the rules: ``routine.document.parse_routine``.

    ``faults`` lists every fault as text of the form ``place: what was found and
    what is allowed``, for example
    ``routines[3].steps[1].hold.max_s: 300 exceeds 180``. Correct each and try again.
    """

    code = "routine_refused"

    def __init__(self, faults: "list[str]") -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class TimeTextError(AcupacerError):
    """A text is no date and time: ``clock.iso_time.parse_time``. Ask for another text."""

    code = "bad_time"


class LinkError(AcupacerError):
    """A request was understood but cannot be served; the handlers of ``link`` raise it.

    ``rc`` is the SMP result code (0-13 or 256: stock clients know no others) and
    ``code`` the stable word that starts ``rsn``; docs/developer/protocol.md lists both.
    ``detail``: fields of the reply that say the same as data, for clients that take them.
    """

    detail: "tuple[tuple[str, Any], ...]" = ()

    def __init__(self, rc: int, code: str, message: str) -> None:
        super().__init__(message)
        self.rc = rc
        self.code = code


class DeviceBusy(LinkError):
    """Nothing may be written now; ``link.request.WriteGate`` raises it. Try again later.

    ``left_s``: seconds until it may be written, about (while a session runs: what that has
    left); -1: not known.
    """

    code = "busy"

    def __init__(self, rc: int, message: str, left_s: int) -> None:
        super().__init__(rc, self.code, message)
        self.left_s = left_s
        if left_s >= 0:
            self.detail = (("left_s", left_s),)


class RoutinesRefused(LinkError):
    """An uploaded document breaks the rules; ``link.upload`` raises it after the last piece.

    ``faults``: every fault, as in ``RoutineError``, whose code it has. ``message``: those
    of them that fit a reply.
    """

    code = RoutineError.code

    def __init__(self, rc: int, message: str, faults: "list[str]") -> None:
        super().__init__(rc, self.code, message)
        self.faults = faults

"""Every error the core raises, in one tree.

    AcupacerError
    ├── RoutineError     a routines file breaks the rules (carries every fault)
    ├── FrameError       bytes on the wire are not a frame
    └── LinkError        a request cannot be served (carries the SMP result code)

Each class has a stable ``code``: it travels over the wire inside ``rsn``, tests and
the command line key on it, and it never changes once released.
"""


class AcupacerError(Exception):
    """Base of all errors raised on purpose; ``message`` says what, where, what next."""

    code = "acupacer"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RoutineError(AcupacerError):
    """A routines document was refused.

    ``faults`` lists every fault as text of the form ``place: what was found and
    what is allowed``, for example
    ``routines[3].steps[1].hold.max_s: 300 exceeds 120``. Correct each and try again.
    """

    code = "routine_refused"

    def __init__(self, faults: "list[str]") -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class FrameError(AcupacerError):
    """Bytes do not form a frame or message; the caller drops them silently."""

    code = "bad_frame"


class LinkError(AcupacerError):
    """A request was understood but cannot be served.

    ``rc`` is the SMP result code (0-13 or 256: stock clients know no others) and
    ``code`` the stable word that starts ``rsn``.
    """

    def __init__(self, rc: int, code: str, message: str) -> None:
        super().__init__(message)
        self.rc = rc
        self.code = code

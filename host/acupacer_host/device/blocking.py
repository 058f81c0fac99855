"""Drives the protocol's steps over a transport, in a plain call that blocks (see ``wants``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..errors import TransportGone
from .transport import Transport
from .wants import Pause, Read, Write

if TYPE_CHECKING:
    from .wants import Steps

Answer = TypeVar("Answer")


def run(steps: Steps[Answer], transport: Transport) -> Answer:
    """What ``steps`` come to. Blocks: until then. Raises what they do."""
    try:
        want = next(steps)
        while True:
            try:
                done = _perform(want, transport)
            except (TransportGone, KeyboardInterrupt) as error:
                want = steps.throw(error)
            else:
                want = steps.send(done)
    except StopIteration as end:
        answer: Answer = end.value
        return answer


def _perform(want: Write | Read | Pause, transport: Transport) -> bytes:
    if isinstance(want, Write):
        transport.write(want.data)
    elif isinstance(want, Read):
        return transport.read(want.until_s - transport.now_s())
    else:
        transport.sleep(want.until_s - transport.now_s())
    return b""

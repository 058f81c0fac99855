"""The flash view's side of the rooms: is this an image of acupacer, and for which board?

A browser reads the file and gives it piece by piece; see ``image_check``. Every function gives
JSON with ``fault``, what is wrong in the tool's words, or "".
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ..errors import BadImage
from ..image.image_check import ImageCheck

_open: list[ImageCheck] = []  # the image that is read now


def begin(name: str, size_bytes: int) -> str:
    """A file of ``size_bytes`` is read from here on, whatever was read before."""

    def start() -> dict[str, str]:
        _open[:] = [ImageCheck(name, size_bytes)]
        return {}

    return _told(start)


def piece(digits: str) -> str:
    """Its next bytes, as hexadecimal digits."""

    def feed() -> dict[str, str]:
        _open[0].feed(bytes.fromhex(digits))
        return {}

    return _told(feed)


def end() -> str:
    """All of it was read: also ``board``, the name of its ``drive``, and ``version``."""

    def finish() -> dict[str, str]:
        board, version = _open[0].end()
        return {"board": board.name, "drive": board.label, "version": version}

    return _told(finish)


def _told(call: Callable[[], dict[str, str]]) -> str:
    try:
        return json.dumps({"fault": "", **call()})
    except BadImage as error:
        return json.dumps({"fault": error.message})

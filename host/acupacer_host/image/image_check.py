"""Whether a firmware image is whole, acupacer's, and for which board."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BadImage
from . import uf2

MAX_BYTES = 64 * 1024 * 1024  # above any image: the chips address 16 MB, twice that as UF2
# In every image, see image_module: this, a board's key, a colon, the version, a newline.
_MARK = b"acupacer-image:"
_VERSION_SIGNS = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-"


@dataclass(frozen=True)
class Board:
    """A kind of Pico. ``key``: as in an image's name; ``label``: of its loader's drive."""

    key: str
    name: str
    label: str
    family: int


BOARDS = (
    Board("pico", "Raspberry Pi Pico", "RPI-RP2", uf2.RP2040),
    Board("pico2", "Raspberry Pi Pico 2", "RP2350", uf2.RP2350),
)
_KEYS = [board.key.encode() for board in BOARDS]
_MARK_BYTES = 64  # it is shorter: so much of what came before may be its beginning


class ImageCheck:
    """An image that is checked as its bytes come in.

    ``name``: for messages; ``size_bytes``: how long the whole file is. All raise BadImage when
    it is torn or not acupacer's.
    """

    def __init__(self, name: str, size_bytes: int) -> None:
        if size_bytes > MAX_BYTES:
            raise BadImage(
                f"{name}: is no firmware image; give the file whose name ends in .uf2"
            )
        self._name = name
        self._reader = uf2.Reader(name, size_bytes)
        self._seen = b""  # the end of what came so far
        self._version = ""

    def feed(self, data: bytes) -> None:
        """The next bytes of the file."""
        self._seen += self._reader.feed(data)
        self._version = self._version or _version_in(self._seen)
        self._seen = self._seen[-_MARK_BYTES:]

    def end(self) -> tuple[Board, str]:
        """All of it has come: the board it is for, and its version."""
        family = self._reader.end()
        boards = [board for board in BOARDS if board.family == family]
        if not self._version or not boards:
            raise BadImage(
                f"{self._name}: is no image of acupacer; if you mean it, "
                "copy it onto the drive yourself"
            )
        return boards[0], self._version


def _version_in(data: bytes) -> str:
    """What a whole mark in ``data`` says, or ""."""
    at = data.find(_MARK)
    while at >= 0:
        line = data[at + len(_MARK) :][:_MARK_BYTES].split(b"\n")
        board, _, version = line[0].partition(b":")
        is_whole = len(line) > 1 and board in _KEYS
        if is_whole and version and all(sign in _VERSION_SIGNS for sign in version):
            return version.decode()
        at = data.find(_MARK, at + 1)
    return ""

"""What ``acupacer-device check`` asks of this computer: files of the kernel, two ioctls.

``root`` puts another folder in the place of ``/`` for everything that is a file, so
that tests can build a Pi from plain files; the device nodes are asked through methods
that tests replace.
"""

import errno
import fcntl
import os
import struct
from pathlib import Path

# <linux/gpio.h>
_CHIP_INFO = 0x8044B401  # struct gpiochip_info: name[32], label[32], lines
_LINE_INFO = 0xC100B405  # struct gpio_v2_line_info: name[32], consumer[32], offset, ...
_LINE_INFO_FORMAT = "32s32sIIQ160s16s"
_LINE_IS_USED = 1
# <linux/i2c-dev.h>
_I2C_SLAVE = 0x0703
_NOBODY_ANSWERED = (errno.ENXIO, errno.EREMOTEIO)


class Machine:
    """This computer, or one made of plain files under ``root``."""

    def __init__(self, root: Path = Path("/")) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where the absolute path ``name`` is."""
        return self.root / name.lstrip("/")

    def read(self, name: str) -> str:
        """The text of a file without the zero bytes of device trees; "" if unreadable."""
        try:
            data = self.path(name).read_bytes()
        except OSError:
            return ""
        return data.replace(b"\0", b"").decode("utf-8", "replace").strip()

    def read_bytes(self, name: str) -> bytes:
        """The bytes of a file; b"" if unreadable."""
        try:
            return self.path(name).read_bytes()
        except OSError:
            return b""

    def find(self, folder: str, pattern: str) -> list[str]:
        """Absolute paths below ``folder`` that match the glob ``pattern``, sorted."""
        prefix = str(self.root).rstrip("/")
        paths = self.path(folder).glob(pattern)
        return sorted(str(path).removeprefix(prefix) for path in paths)

    def exists(self, name: str) -> bool:
        """Whether there is such a file, folder or device."""
        return self.path(name).exists()

    def may_use(self, name: str) -> bool:
        """Whether this user may read and write it."""
        return os.access(self.path(name), os.R_OK | os.W_OK)

    def free_bytes(self, folder: str) -> int:
        """Room left for this user where ``folder`` is; -1 when it cannot be asked."""
        try:
            state = os.statvfs(self.path(folder))
        except OSError:
            return -1
        return state.f_bavail * state.f_frsize

    def header_chip(self) -> str:
        """The /dev/gpiochipN behind the 40-pin header, or ""."""
        for chip in self.find("/dev", "gpiochip*"):
            if self.chip_label(chip).startswith("pinctrl-"):
                return chip
        return ""

    def chip_label(self, chip: str) -> str:
        """The name of the controller behind /dev/gpiochipN; "" when it cannot be asked."""
        buffer = bytearray(68)
        if not self._ask(chip, _CHIP_INFO, buffer):
            return ""
        return _text(buffer[32:64])

    def line_user(self, chip: str, pin: int) -> str | None:
        """Who uses a line now: None nobody, else a name ("" for one without a name)."""
        packed = struct.pack(_LINE_INFO_FORMAT, b"", b"", pin, 0, 0, b"", b"")
        buffer = bytearray(packed)
        if not self._ask(chip, _LINE_INFO, buffer):
            return None
        _, consumer, _, _, flags, _, _ = struct.unpack(_LINE_INFO_FORMAT, buffer)
        return _text(consumer) if flags & _LINE_IS_USED else None

    def answers(self, bus: int, address: int) -> bool:
        """Whether a panel acknowledges a lone control byte, which changes nothing.

        Raises OSError when the bus itself cannot be used. Blocks: a millisecond.
        """
        fd = os.open(self.path(f"/dev/i2c-{bus}"), os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.ioctl(fd, _I2C_SLAVE, address)
            os.write(fd, b"\x00")
        except OSError as error:
            if error.errno in _NOBODY_ANSWERED:
                return False
            raise
        finally:
            os.close(fd)
        return True

    def _ask(self, name: str, request: int, buffer: bytearray) -> bool:
        try:
            fd = os.open(self.path(name), os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.ioctl(fd, request, buffer)
        except OSError:
            return False
        finally:
            os.close(fd)
        return True


def _text(data: bytes | bytearray) -> str:
    return bytes(data).split(b"\0")[0].decode("utf-8", "replace")

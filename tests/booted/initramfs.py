"""The first file system of the booted machine: busybox, a few modules and guest/init.

Written as a "newc" cpio archive, the format the kernel unpacks by itself
(Documentation/driver-api/early-userspace/buffer-format.rst).
"""

import gzip
import stat
from pathlib import Path

FOLDERS = ("bin", "dev", "proc", "sys", "modules", "root")
BUSYBOX = Path("/bin/busybox")
CONSOLE, NULL = (5, 1), (1, 3)  # device numbers of /dev/console and /dev/null


class Archive:
    """A cpio archive in memory; add entries, then take ``finish()``."""

    def __init__(self):
        self._data = bytearray()
        self._entries = 0

    def add(self, name, mode, data=b"", device=(0, 0)):
        """One entry; ``mode`` with its file type, ``device`` (major, minor) of a node."""
        self._entries += 1
        path = name.encode() + b"\0"
        # inode, mode, uid, gid, links, time, size, device (2), node (2), name size, check
        numbers = (self._entries, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(path), 0)
        self._put(b"070701" + b"".join(b"%08X" % number for number in numbers) + path)
        self._put(data)

    def finish(self):
        """The whole archive."""
        self.add("TRAILER!!!", 0)
        return bytes(self._data)

    def _put(self, data):
        self._data += data + b"\0" * (-len(data) % 4)


def write(path, init, modules):
    """Write the compressed archive to ``path``: ``init`` loads ``modules`` in order."""
    archive = Archive()
    for name in FOLDERS:
        archive.add(name, stat.S_IFDIR | 0o755)
    archive.add("dev/console", stat.S_IFCHR | 0o600, device=CONSOLE)
    archive.add("dev/null", stat.S_IFCHR | 0o666, device=NULL)
    archive.add("bin/busybox", stat.S_IFREG | 0o755, BUSYBOX.read_bytes())
    archive.add("bin/sh", stat.S_IFLNK | 0o777, b"busybox")
    archive.add("init", stat.S_IFREG | 0o755, init.read_bytes())
    for number, module in enumerate(modules):
        name = f"modules/{number:02}-{module.name}"
        archive.add(name, stat.S_IFREG | 0o644, module.read_bytes())
    path.write_bytes(gzip.compress(archive.finish(), 6))

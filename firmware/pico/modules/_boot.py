"""The first thing MicroPython runs: where modules come from, and the file system.

Only what is frozen or built in can be imported: no file left on the flash, by an older
version or by hand, can take the place of a module of the program or of MicroPython's own
(a file machine.py would). In safe mode files can be imported again, see ``boot``.
"""

import sys

import vfs
from _rp2 import Flash

sys.path[:] = (".frozen",)
_flash = Flash()
try:
    _files = vfs.VfsLfs2(_flash, progsize=256)
except OSError:  # a new board, or one whose files are beyond reading
    vfs.VfsLfs2.mkfs(_flash, progsize=256)
    _files = vfs.VfsLfs2(_flash, progsize=256)
vfs.mount(_files, "/")

"""The program's pages: parts of it that take memory only while they are used.

The packed program (see ``acupacer flash``) is one part that stays and some pages. Where
the program uses something of a page, the packer writes ``page(number).name``: the page is
loaded from flash when it is not there. A page that was not used for some sweeps is let
go; an object made by it that is still around keeps what it needs of it alive.

Loading one takes tens of ms: the core begins nothing timed in a step that opens a page
(a routine opened, an upload begun).
"""

import gc
import sys

# Filled in where the program is packed: modules in the order of their imports, and pages.
PARTS: "tuple[str, ...]" = ()
PAGES: "tuple[str, ...]" = ()
KEPT_SWEEPS = 5  # a page unused for this many sweeps (seconds) is let go

_pages: "dict[int, object]" = {}
_unused: "dict[int, int]" = {}  # page -> sweeps since it was used


def load_parts() -> None:
    """Load what stays. Blocks: some hundred ms."""
    for name in PARTS:
        __import__(name)
    gc.collect()


def page(number: int) -> object:
    """The module of a page. Blocks: when it is not there, as long as it takes to load.

    Raises MemoryError when there is no room for it.
    """
    found = _pages.get(number)
    if found is None:
        gc.collect()
        found = _pages[number] = __import__(PAGES[number])
    _unused[number] = 0
    return found


def sweep() -> None:
    """Let go of pages that nobody used for a while. Call it about once a second."""
    for number in list(_unused):
        _unused[number] += 1
        if _unused[number] > KEPT_SWEEPS:
            del _unused[number]
            del _pages[number]
            del sys.modules[PAGES[number]]

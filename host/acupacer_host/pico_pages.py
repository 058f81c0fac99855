"""Which modules of the device's program are pages: in memory only while they are used."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from .pico_program import PackError, Program

# What is used at one time only, by the modules everything else of it hangs on. A module
# that only modules of one page import goes with them.
ROOTS = {
    "session": (
        "core.session",
        "core.session_views",
        "core.record",
        "core.doses_today",
        "core.screens_session",
        "core.screens_ending",
    ),
    "check": ("core.routines",),
    "trainer": ("core.trainer", "core.screens_trainer"),
    "config": ("boards.pico.config_check",),
    "power_up": ("core.power_up",),
    "link": ("core.link", "core.device_port"),
}
# The function that has a page at hand, and where the program learns the modules' names.
REACH = "boards.pico.pages:page"
PARTS = "boards.pico.pages:PARTS"
PAGES = "boards.pico.pages:PAGES"


class Pages:
    """The pages of ``program``, by number in the order of ``ROOTS``."""

    def __init__(self, program: Program) -> None:
        self._page: dict[str, int] = {}
        if REACH.partition(":")[0] not in program.modules:
            return  # a program without means to load one
        importers = _importers(program)
        for number, roots in enumerate(ROOTS.values()):
            for name in roots:
                if name in program.late:
                    self._page[name] = number
        while more := self._followers(importers):
            self._page.update(more)

    def _followers(self, importers: dict[str, set[str]]) -> dict[str, int]:
        """Modules that only modules of one page import."""
        found = {}
        for name, users in importers.items():
            pages = {self._page.get(user, -1) for user in users}
            if name not in self._page and len(pages) == 1 and pages != {-1}:
                found[name] = pages.pop()
        return found

    def of(self, module: str) -> int | None:
        """The number of a module's page; None: it stays in memory."""
        return self._page.get(module)

    def must_reach(self, user: str, owner: str, is_early: bool) -> bool:
        """Whether ``user`` gets at what ``owner`` makes by way of its page.

        Raises PackError when it would do so while it is being imported (``is_early``):
        then the page would be loaded for ever.
        """
        number = self.of(owner)
        if number is None or number == self.of(user):
            return False
        if is_early:
            raise PackError(f"{user}: uses {owner}, which is a page, while it is imported")
        return True


_MADE: WeakKeyDictionary[Program, Pages] = WeakKeyDictionary()


def pages_of(program: Program) -> Pages:
    """The pages of ``program``, decided once: before the first function moved."""
    if program not in _MADE:
        _MADE[program] = Pages(program)
    return _MADE[program]


def _importers(program: Program) -> dict[str, set[str]]:
    """Late modules with the modules that import them."""
    found: dict[str, set[str]] = {name: set() for name in program.late}
    for name, module in program.modules.items():
        for wanted in program.imports(module):
            if wanted in found:
                found[wanted].add(name)
    return found

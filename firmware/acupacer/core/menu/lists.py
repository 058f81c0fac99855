"""The two lists one walks with NEXT: home's entries, and the settings."""

from .. import settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..preferences import Preferences
    from ..progress.progress import Progress
    from ..routine.model import Entry
    from ..store.storage import StoredContents

# Home's entries after the routines: each is the state that START leads to.
EXTRA_ENTRIES = ("trainer", "settings", "help", "about", "power_off")
PROFILE = "profile"
SETTING_ITEMS = settings.NAMES + (PROFILE,)


class HomeList:
    """The routines and what comes after them; ``index`` counts from 0. Blocks: never.

    ``progress``: what was done. ``may_open``: whether a routine may be opened now.
    ``is_chosen``: the user walked to where home is.
    """

    def __init__(
        self,
        contents: "StoredContents",
        progress: "Progress",
        may_open: "Callable[[Entry], bool]",
    ) -> None:
        self.index = 0
        self.is_chosen = False
        self._contents = contents
        self._progress = progress
        self._may_open = may_open

    def count(self) -> int:
        """How many entries home has."""
        return len(self._contents.entries) + len(EXTRA_ENTRIES)

    def entry(self) -> "Entry | None":
        """The routine home is on, or None for one of the extra entries."""
        entries = self._contents.entries
        return entries[self.index] if self.index < len(entries) else None

    def extra_entry(self) -> str:
        """Which of ``EXTRA_ENTRIES`` home is on, or "" on a routine."""
        beyond = self.index - len(self._contents.entries)
        return EXTRA_ENTRIES[beyond] if beyond >= 0 else ""

    def chosen_id(self) -> str:
        """The id of the routine home is on, or ""."""
        entry = self.entry()
        return entry.id if entry is not None else ""

    def move(self, by: int) -> None:
        """On by so many entries, round and round."""
        self.index = (self.index + by) % self.count()
        self.is_chosen = True

    def lead(self) -> bool:
        """To the usual routine or, while it may not be opened, the next that may.

        Whether that is another one. Nothing changes where the user walked to where it is.
        """
        if self.is_chosen:
            return False
        usual = self._progress.last_routine
        self.select(usual)
        entries, first = self._contents.entries, self.index
        for turn in range(len(entries)):
            index = (first + turn) % len(entries)
            if self._may_open(entries[index]):
                self.index = index
                return turn > 0 and bool(usual)
        return False

    def select(self, routine_id: str) -> None:
        """To a routine, or to the first entry when it is not there."""
        self.index = 0
        self.is_chosen = False
        for index, entry in enumerate(self._contents.entries):
            if entry.id == routine_id:
                self.index = index


class SettingsList:
    """The settings and, last, the profile; ``index`` counts from 0. Blocks: never."""

    def __init__(self, preferences: "Preferences") -> None:
        self.index = 0
        self._preferences = preferences

    def name(self) -> str:
        """The setting on the screen, or ``PROFILE``."""
        return SETTING_ITEMS[self.index]

    def move(self, by: int) -> None:
        """On by so many settings, round and round."""
        self.index = (self.index + by) % len(SETTING_ITEMS)

    def value(self) -> object:
        """The present value of the setting on the screen; not for the profile."""
        return self._preferences.values[self.name()]

    def may_change(self) -> bool:
        """On a setting whose next value is allowed beside the others."""
        return self.name() != PROFILE and not self._preferences.fault(self._next())

    def change(self) -> None:
        """To the value after the present one, round and round; it is stored soon."""
        self._preferences.change(self._next())

    def _next(self) -> "dict[str, object]":
        return {self.name(): settings.following(self.name(), self.value())}

"""What a host may read and change of the settings and the profile."""

from . import settings
from .routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .clock.clock import Clock
    from .menu.menu import Menu
    from .preferences import Preferences
    from .progress.profile import Profile
    from .store.storage import Done
    from .store.store import Store


class DeviceSettings:
    """``link.services.Settings`` of a device; see there. The menu is told of a change."""

    def __init__(
        self,
        preferences: "Preferences",
        profile: "Profile",
        store: "Store",
        menu: "Menu",
        clock: "Clock",
    ) -> None:
        self._preferences = preferences
        self._profile = profile
        self._recorder = store.recorder
        self._writer = store.settings_writer
        self._menu = menu
        self._clock = clock

    def settings(self) -> "list[tuple[str, Any]]":
        """Every setting's name and value."""
        return [(name, self._preferences.values[name]) for name in settings.NAMES]

    def profile(self) -> "list[tuple[str, Any]]":
        """Every profile flag's name and answer (True, False, None: not answered)."""
        return [(flag, self._profile.answer_to(flag)) for flag in safety.FLAGS]

    def changes(self) -> int:
        """A number that grows with every change, by whoever and however."""
        return self._writer.saves + self._recorder.next_id

    def configure(self, changes: "dict[str, Any]", profile: "dict[str, Any]") -> str:
        """Change some settings and profile flags, all or none; "" or why not."""
        reason = self._fault(changes) or _profile_fault(profile)
        if reason:
            return reason
        for flag in safety.FLAGS:
            if flag in profile and self._profile.answer_to(flag) != profile[flag]:
                self._recorder.note("profile", [flag, profile[flag]])
        if changes:
            self._preferences.change(changes)
        self._menu.configured(self._clock.now_ms)
        return ""

    def tell_when_safe(self, done: "Done") -> bool:
        """Call ``done`` once all changes are stored; False: they are, it is not called."""
        return self._writer.tell_when_safe(done)

    def _fault(self, changes: "dict[str, Any]") -> str:
        for name in sorted(changes):
            reason = settings.fault(name, changes[name])
            if reason:
                return reason
        return self._preferences.fault(changes)


def _profile_fault(profile: "dict[str, Any]") -> str:
    for flag in sorted(profile):
        if flag not in safety.FLAGS:
            return "unknown_flag: {}: choose from {}".format(flag, ", ".join(safety.FLAGS))
        if type(profile[flag]) is not bool:
            return "bad_value: {}: true or false".format(flag)
    return ""

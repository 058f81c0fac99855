"""What the panel shows outside a session: one view per state of the menu."""

from .. import settings
from ..events import BUTTONS
from ..routine import safety
from ..screen.ending_screens import PowerLossOfferView
from ..screen.menu_screens import (
    AboutView,
    HelpView,
    HomeView,
    PowerOffView,
    ReceivingView,
    SettingsView,
    StartingView,
)
from ..screen.safety_screens import (
    CautionsView,
    ErrorView,
    QuestionView,
    RedFlagsView,
    RefusedView,
    StopCheckView,
    StuckView,
)
from .menu import SETTING_ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..screen.views import View
    from .menu import Menu


def menu_view(menu: "Menu", now_ms: int) -> "View":
    """The view of ``menu`` at ``now_ms`` (ms of the board's clock)."""
    if menu.trainer is not None:
        return menu.trainer.view()
    return _VIEWS[menu.state](menu, now_ms)


def _home(menu: "Menu", now_ms: int) -> "View":
    index, count, notice = menu.home_index + 1, menu.entry_count(), menu.device.notice()
    entry = menu.entry()
    if entry is None:
        return HomeView(menu.extra_entry(), index, count, notice)
    progress, wall = menu.device.progress, menu.device.wall
    return HomeView(
        "routine",
        index,
        count,
        notice,
        entry.title,
        entry.methods,
        entry.minutes,
        progress.done_days(entry.id, wall, now_ms),
        progress.left_today(entry, wall, now_ms),
        bool(safety.routine_exclusions(progress.flags(), entry.spots)),
    )


def _about(menu: "Menu", now_ms: int) -> "View":
    device = menu.device
    config = device.config
    return AboutView(
        config.dev_id, config.model, config.version, device.is_linked, device.wall.is_trusted
    )


def _settings(menu: "Menu", now_ms: int) -> "View":
    name = SETTING_ITEMS[menu.item]
    value = "value_change"
    if name != "profile":
        value = settings.words_key(menu.device.preferences.values[name])
    return SettingsView(name, value, menu.item + 1, len(SETTING_ITEMS))


def _cautions(menu: "Menu", now_ms: int) -> "View":
    lines = [menu.cautions[menu.page]]
    return CautionsView(menu.device.opening.title(), lines, menu.page, menu.pages())


def _question(menu: "Menu", now_ms: int) -> "View":
    return QuestionView(menu.questions[menu.item], menu.item + 1, len(menu.questions))


_VIEWS: "dict[str, Callable[[Menu, int], View]]" = {
    "starting": lambda menu, now_ms: StartingView(),
    "stop_check": lambda menu, now_ms: StopCheckView(menu.doubts_stop),
    "question": _question,
    "red_flags": lambda menu, now_ms: RedFlagsView(menu.page, menu.pages()),
    "cautions": _cautions,
    "refused": lambda menu, now_ms: RefusedView(**menu.refusal),
    "error": lambda menu, now_ms: ErrorView(menu.error),
    "stuck": lambda menu, now_ms: StuckView(dict(BUTTONS)[menu.stuck_button]),
    "home": _home,
    "settings": _settings,
    "help": lambda menu, now_ms: HelpView(menu.page, menu.pages()),
    "about": _about,
    "receiving": lambda menu, now_ms: ReceivingView(menu.percent),
    "power_off": lambda menu, now_ms: PowerOffView(menu.device.is_powering_off),
    "power_loss_offer": lambda menu, now_ms: PowerLossOfferView(
        **menu.device.opening.offer_facts()
    ),
}

"""What the panel shows outside a session: one view per state of the menu."""

from .. import settings
from ..events import BUTTONS
from ..routine import safety
from ..screen.views import view
from .menu import SETTING_ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..routine.model import Entry
    from .menu import Menu

    Values = dict[str, Any]


def menu_view(menu: "Menu", now_ms: int) -> "Values":
    """The view of ``menu`` at ``now_ms`` (ms of the board's clock)."""
    if menu.trainer is not None:
        return menu.trainer.view()
    return view(menu.state, _VALUES[menu.state](menu, now_ms))


def _home(menu: "Menu", now_ms: int) -> "Values":
    values: "Values" = {
        "kind": "routine",
        "title": "",
        "index": menu.home_index + 1,
        "count": menu.entry_count(),
        "methods": [],
        "minutes": 0,
        "done_days": -1,
        "left_today": -1,
        "excluded": False,
        "notice": menu.device.notice(),
    }
    entry = menu.entry()
    if entry is None:
        values["kind"] = menu.extra_entry()
    else:
        values.update(_entry(menu, entry, now_ms))
    return values


def _entry(menu: "Menu", entry: "Entry", now_ms: int) -> "Values":
    progress, wall = menu.device.progress, menu.device.wall
    return {
        "title": entry.title,
        "methods": list(entry.methods),
        "minutes": entry.minutes,
        "done_days": progress.done_days(entry.id, wall, now_ms),
        "left_today": progress.left_today(entry, wall, now_ms),
        "excluded": bool(safety.routine_exclusions(progress.flags(), entry.places)),
    }


def _about(menu: "Menu", now_ms: int) -> "Values":
    device = menu.device
    return {
        "dev_id": device.config.dev_id,
        "model": device.config.model,
        "version": device.config.version,
        "is_linked": device.is_linked,
        "has_clock": device.wall.is_trusted,
    }


def _settings(menu: "Menu", now_ms: int) -> "Values":
    name = SETTING_ITEMS[menu.item]
    value = "value_change"
    if name != "profile":
        value = settings.words_key(menu.device.preferences.values[name])
    return {
        "setting": name,
        "value": value,
        "index": menu.item + 1,
        "count": len(SETTING_ITEMS),
    }


def _cautions(menu: "Menu", now_ms: int) -> "Values":
    return {
        "title": menu.device.opening.title(),
        "lines": [menu.cautions[menu.page]],
        "page": menu.page,
        "pages": menu.pages(),
    }


def _question(menu: "Menu", now_ms: int) -> "Values":
    return {
        "question": menu.questions[menu.item],
        "index": menu.item + 1,
        "count": len(menu.questions),
    }


def _page(menu: "Menu", now_ms: int) -> "Values":
    return {"page": menu.page, "pages": menu.pages()}


_VALUES: "dict[str, Callable[[Menu, int], Values]]" = {
    "starting": lambda menu, now_ms: {},
    "stop_check": lambda menu, now_ms: {"doubt": menu.doubts_stop},
    "question": _question,
    "red_flags": _page,
    "cautions": _cautions,
    "refused": lambda menu, now_ms: menu.refusal,
    "error": lambda menu, now_ms: {"error": menu.error},
    "stuck": lambda menu, now_ms: {"button": dict(BUTTONS)[menu.stuck_button]},
    "home": _home,
    "settings": _settings,
    "help": _page,
    "about": _about,
    "receiving": lambda menu, now_ms: {"percent": menu.percent},
    "power_off": lambda menu, now_ms: {"sure": menu.device.is_powering_off},
    "power_loss_offer": lambda menu, now_ms: menu.device.opening.offer_facts(),
}

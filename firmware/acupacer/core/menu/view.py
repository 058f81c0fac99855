"""What the panel shows outside a session: one view per state of the menu."""

from .. import settings
from ..events import BUTTONS
from ..routine import safety
from ..screen.views import view
from .lists import PROFILE, SETTING_ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..progress.progress import Progress
    from ..routine.model import Entry
    from .situation import Situation

    Values = dict[str, Any]


class MenuView:
    """Makes the view of a situation. Blocks: never.

    ``notice``: a words key for something the user should know at home, or "".
    ``is_linked``: a host was heard just now.
    """

    def __init__(
        self,
        situation: "Situation",
        clock: "Clock",
        progress: "Progress",
        config: "DeviceConfig",
        notice: "Callable[[], str]",
        is_linked: "Callable[[], bool]",
    ) -> None:
        self.situation = situation
        self.clock = clock
        self.progress = progress
        self.config = config
        self.notice = notice
        self.is_linked = is_linked

    def view(self) -> "Values":
        """The view at this step's instant."""
        here = self.situation
        return view(here.state, _VALUES[here.state](self, here))


def _home(maker: "MenuView", here: "Situation") -> "Values":
    values: "Values" = {
        "kind": "routine",
        "title": "",
        "index": here.home.index + 1,
        "count": here.home.count(),
        "methods": [],
        "minutes": 0,
        "done_days": -1,
        "left_today": -1,
        "excluded": False,
        "notice": maker.notice(),
    }
    entry = here.home.entry()
    if entry is None:
        values["kind"] = here.home.extra_entry()
    else:
        values.update(_entry(maker, entry))
    return values


def _entry(maker: "MenuView", entry: "Entry") -> "Values":
    progress, wall, now_ms = maker.progress, maker.clock.wall, maker.clock.now_ms
    return {
        "title": entry.title,
        "methods": list(entry.methods),
        "minutes": entry.minutes,
        "done_days": progress.done_days(entry.id, wall, now_ms),
        "left_today": progress.left_today(entry, wall, now_ms),
        "excluded": bool(safety.routine_exclusions(progress.flags(), entry.places)),
    }


def _refused(maker: "MenuView", here: "Situation") -> "Values":
    refusal = here.opener.refusal
    return {
        "reason": refusal.reason,
        "title": refusal.title,
        "step": refusal.step,
        "point": refusal.point,
        "method": refusal.method,
        "flag": refusal.flag,
        "wait_min": refusal.wait_min,
    }


def _about(maker: "MenuView", here: "Situation") -> "Values":
    return {
        "dev_id": maker.config.dev_id,
        "model": maker.config.model,
        "version": maker.config.version,
        "is_linked": maker.is_linked(),
        "has_clock": maker.clock.wall.is_trusted,
    }


def _settings(maker: "MenuView", here: "Situation") -> "Values":
    chosen = here.settings
    is_profile = chosen.name() == PROFILE
    return {
        "setting": chosen.name(),
        "value": "value_change" if is_profile else settings.words_key(chosen.value()),
        "index": chosen.index + 1,
        "count": len(SETTING_ITEMS),
    }


def _cautions(maker: "MenuView", here: "Situation") -> "Values":
    return {
        "title": here.opener.title(),
        "lines": [here.opener.caution_lines[here.page]],
        "page": here.page,
        "pages": here.pages,
    }


def _question(maker: "MenuView", here: "Situation") -> "Values":
    return {
        "question": here.questions.question(),
        "index": here.questions.index + 1,
        "count": len(here.questions.asked),
    }


def _page(maker: "MenuView", here: "Situation") -> "Values":
    return {"page": here.page, "pages": here.pages}


def _power_off(maker: "MenuView", here: "Situation") -> "Values":
    return {"sure": here.is_powering_off}


def _starting(maker: "MenuView", here: "Situation") -> "Values":
    return {}


def _stop_check(maker: "MenuView", here: "Situation") -> "Values":
    return {"doubt": here.questions.doubts_stop}


def _error(maker: "MenuView", here: "Situation") -> "Values":
    return {"error": here.opener.code}


def _stuck(maker: "MenuView", here: "Situation") -> "Values":
    return {"button": dict(BUTTONS)[here.stuck_button]}


def _receiving(maker: "MenuView", here: "Situation") -> "Values":
    return {"percent": here.percent}


def _power_loss_offer(maker: "MenuView", here: "Situation") -> "Values":
    return here.power_loss.facts()


def _trainer(maker: "MenuView", here: "Situation") -> "Values":
    return here.trainer.facts()


_VALUES: "dict[str, Callable[[MenuView, Situation], Values]]" = {
    "starting": _starting,
    "stop_check": _stop_check,
    "question": _question,
    "red_flags": _page,
    "power_loss_offer": _power_loss_offer,
    "home": _home,
    "cautions": _cautions,
    "refused": _refused,
    "settings": _settings,
    "trainer": _trainer,
    "help": _page,
    "about": _about,
    "power_off": _power_off,
    "receiving": _receiving,
    "error": _error,
    "stuck": _stuck,
}

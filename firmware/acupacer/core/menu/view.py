"""What the panel shows outside a session: one view per state of the menu."""

from .. import settings
from ..events import BUTTONS
from ..routine import safety
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
    ReviewView,
    StopCheckView,
    StuckView,
)
from .lists import PROFILE, SETTING_ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..progress.progress import Progress
    from ..screen.views import View
    from .situation import Situation


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

    def view(self) -> "View":
        """The view at this step's instant."""
        here = self.situation
        return _VIEWS[here.state](self, here)


def _home(maker: "MenuView", here: "Situation") -> "View":
    index, count, notice = here.home.index + 1, here.home.count(), maker.notice()
    entry = here.home.entry()
    if entry is None:
        return HomeView(here.home.extra_entry(), index, count, notice)
    progress, clock = maker.progress, maker.clock
    refusal = progress.refusal(entry, clock)
    return HomeView(
        "routine",
        index,
        count,
        notice,
        entry.title,
        entry.methods,
        entry.minutes,
        progress.done_days(entry.id, clock),
        progress.left_today(entry, clock),
        bool(safety.routine_exclusions(progress.profile.flags(), entry.places)),
        refusal.wait_min if refusal else 0,
    )


def _about(maker: "MenuView", here: "Situation") -> "View":
    config, wall = maker.config, maker.clock.wall
    return AboutView(
        config.dev_id, config.model, config.version, maker.is_linked(), wall.is_trusted
    )


def _settings(maker: "MenuView", here: "Situation") -> "View":
    chosen = here.settings
    is_profile = chosen.name() == PROFILE
    value = "value_change" if is_profile else settings.words_key(chosen.value())
    return SettingsView(chosen.name(), value, chosen.index + 1, len(SETTING_ITEMS))


def _cautions(maker: "MenuView", here: "Situation") -> "View":
    lines = list(here.pages[here.page])
    return CautionsView(here.opener.title(), lines, here.page, len(here.pages))


def _question(maker: "MenuView", here: "Situation") -> "View":
    questions = here.questions
    return QuestionView(questions.question(), questions.index + 1, len(questions.asked))


_VIEWS: "dict[str, Callable[[MenuView, Situation], View]]" = {
    "starting": lambda maker, here: StartingView(),
    "stop_check": lambda maker, here: StopCheckView(
        here.questions.doubts_stop, here.is_language_open
    ),
    "question": _question,
    "review": lambda maker, here: ReviewView(here.questions.answered_yes()),
    "red_flags": lambda maker, here: RedFlagsView(
        here.pages[here.page], here.page, len(here.pages)
    ),
    "power_loss_offer": lambda maker, here: here.power_loss.view(),
    "home": _home,
    "cautions": _cautions,
    "refused": lambda maker, here: here.opener.refusal,
    "settings": _settings,
    "trainer": lambda maker, here: here.trainer.view(),
    "help": lambda maker, here: HelpView(here.page, len(here.pages)),
    "about": _about,
    "power_off": lambda maker, here: PowerOffView(here.is_powering_off),
    "receiving": lambda maker, here: ReceivingView(here.percent),
    "error": lambda maker, here: ErrorView(here.error),
    "stuck": lambda maker, here: StuckView(dict(BUTTONS)[here.stuck_button]),
}

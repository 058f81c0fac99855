"""Where the menu is, what it shows, and the parts its acts use."""

from . import happenings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..cue.player import Player
    from ..preferences import Preferences
    from ..routine.model import Entry
    from ..session.session import Session
    from ..store.storage import StoredContents
    from .lists import HomeList, SettingsList
    from .opening import RoutineOpener
    from .power_loss import PowerLoss
    from .questions import Questions
    from .trainer import Trainer


class Situation:
    """What the table ``transitions`` is about. Blocks: never.

    ``state``: a key of the table. ``follow_up``: what happens next at the same instant,
    set by an act, or "". ``page`` (from 0) of ``pages``: of the red flags, the cautions
    or the help; each is what is on it. ``offer_until_ms``: when the offer to go on ends by
    itself. ``is_language_open``: no language was ever chosen.

    ``caution_pages``: see ``Painter``. ``is_all_shown``: a panel answers and shows the end of
    what there is to read.
    ``begin_session(session, digest)``: the device plays it now. ``power_off``: shuts the
    device down.
    """

    def __init__(
        self,
        player: "Player",
        questions: "Questions",
        home: "HomeList",
        settings: "SettingsList",
        contents: "StoredContents",
        power_loss: "PowerLoss",
        opener: "RoutineOpener",
        trainer: "Trainer",
        preferences: "Preferences",
        caution_pages: "Callable[[Sequence[str]], list[list[str]]]",
        is_all_shown: "Callable[[], bool]",
        begin_session: "Callable[[Session, str], None]",
        power_off: "Callable[[], None]",
    ) -> None:
        self.state = "starting"
        self.follow_up = ""
        self.page = 0
        self.pages: "Sequence[Sequence[str]]" = ()
        self.percent = 0  # of an upload
        self.stuck_button = 0
        self.error = ""  # a words key
        self.offer_until_ms = 0
        self.is_powering_off = False
        self.is_language_open = False
        self.asked_for: "Entry | None" = None  # the routine a host wants opened
        self.player = player
        self.questions = questions
        self.home = home
        self.settings = settings
        self.contents = contents
        self.power_loss = power_loss
        self.opener = opener
        self.trainer = trainer
        self.preferences = preferences
        self.caution_pages = caution_pages
        self.is_all_shown = is_all_shown
        self.begin_session = begin_session
        self.power_off = power_off

    def show_pages(self, pages: "Sequence[Sequence[str]]") -> None:
        """Show the first of these pages."""
        self.page = 0
        self.pages = pages

    def turn(self, by: int) -> None:
        """On by so many pages, round and round."""
        self.page = (self.page + by) % len(self.pages)

    def ask(self, at_ms: int) -> None:
        """Call the user to the screen: something has to be read or answered."""
        self.player.is_gun = False
        self.player.play("ask", self.player.make_way(at_ms))

    def look_what_is_due(self) -> None:
        """Whatever is due next follows."""
        self.follow_up = happenings.GO_ON

    def open(self, entry: "Entry | None") -> bool:
        """Open a routine, if it is still there; whether it is being read.

        What the checks object follows.
        """
        if entry is None:
            return False
        self.follow_up = self.opener.open(entry)
        return not self.follow_up

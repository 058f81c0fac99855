"""The menu: everything outside a session. Its parts, and what it is told.

What happens in which state is the table in ``transitions``.
"""

from ..input.transitions import row_of, take
from . import happenings
from .lists import HomeList, SettingsList
from .opening import RoutineOpener
from .opening_checks import OpeningChecks
from .power_loss import PowerLoss
from .questions import Questions
from .session_maker import SessionMaker
from .situation import Situation
from .trainer import Trainer
from .transitions import TRANSITIONS
from .view import MenuView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..clock.clock import Clock
    from ..cue.player import Player
    from ..device_config import DeviceConfig
    from ..input.transitions import Row
    from ..preferences import Preferences
    from ..progress.progress import Progress
    from ..routine.model import Entry
    from ..routine.safety import Exclusion
    from ..screen.views import View
    from ..session.session import Session
    from ..store.store import Store


class Menu:
    """Takes gestures and happenings; ``situation`` is where they have led. Blocks: never.

    ``is_stop_stuck``: STOP has been down for ten seconds. ``caution_pages``, ``is_all_shown``,
    ``begin_session``, ``power_off``: see ``Situation``; ``notice``, ``is_linked``: see
    ``MenuView``. Times are ms of the board's clock.
    """

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        player: "Player",
        progress: "Progress",
        preferences: "Preferences",
        store: "Store",
        caution_pages: "Callable[[Sequence[str]], list[list[str]]]",
        is_stop_stuck: "Callable[[], bool]",
        is_all_shown: "Callable[[], bool]",
        begin_session: "Callable[[Session, str], None]",
        power_off: "Callable[[], None]",
        notice: "Callable[[], str]",
        is_linked: "Callable[[], bool]",
    ) -> None:
        contents, recorder = store.contents, store.recorder
        self._clock = clock
        self._progress = progress
        questions = Questions(progress.profile, recorder)
        power_loss = PowerLoss(clock, progress, recorder, contents)
        checks = OpeningChecks(clock, progress, contents, questions, is_stop_stuck)
        self.situation = Situation(
            player,
            questions,
            HomeList(contents, progress, checks.may_open),
            SettingsList(preferences),
            contents,
            power_loss,
            RoutineOpener(
                checks,
                store.storage,
                contents,
                progress,
                recorder,
                preferences,
                SessionMaker(clock, player, progress, preferences, power_loss),
                self._opened,
            ),
            Trainer(player, recorder, progress.confusions),
            preferences,
            caution_pages,
            is_all_shown,
            begin_session,
            power_off,
        )
        self._view = MenuView(self.situation, clock, progress, config, notice, is_linked)

    @property
    def state(self) -> str:
        """A key of ``TRANSITIONS``."""
        return self.situation.state

    def view(self) -> "View":
        """What the panel shows at this step's instant (see ``views.FIELDS``)."""
        return self._view.view()

    @property
    def next_ms(self) -> "int | None":
        """When ``advance`` has something to do, or None."""
        here = self.situation
        return here.offer_until_ms if here.state == "power_loss_offer" else None

    def happen(self, event: str, at_ms: int) -> "Row | None":
        """Let ``event`` happen, and what follows; the row it took, or None: refused."""
        here = self.situation
        row = self.take(event, at_ms)
        while here.follow_up:
            event, here.follow_up = here.follow_up, ""
            self.take(event, at_ms)
        return row

    def take(self, event: str, at_ms: int) -> "Row | None":
        """Let ``event`` alone happen; the row taken, or None."""
        return take(TRANSITIONS, self.situation, event, at_ms)

    def can_happen(self, event: str, at_ms: int) -> bool:
        """Whether ``event`` would mean anything now. Changes nothing."""
        return row_of(TRANSITIONS, self.situation, event, at_ms) is not None

    def advance(self, now_ms: int) -> None:
        """Let an offer nobody answered end."""
        due_ms = self.next_ms
        if due_ms is not None and due_ms <= now_ms:
            self.happen(happenings.UNANSWERED, due_ms)

    def overtake(self) -> None:
        """A gesture came: a routine that is still being read is not opened."""
        self.situation.opener.cancel()

    # --- what other parts tell ----------------------------------------------------------------

    def settings_read(self, is_language_open: bool, now_ms: int) -> None:
        """The settings are known: cues are felt as the user wants them.

        ``is_language_open``: no language was ever chosen.
        """
        self.situation.is_language_open = is_language_open
        self.happen(happenings.SETTINGS_READ, now_ms)

    def loaded(self, now_ms: int) -> None:
        """The store has been read to its end."""
        here = self.situation
        here.power_loss.find()
        here.home.select(self._progress.last_routine)
        self.happen(happenings.LOADED, now_ms)

    def configured(self, now_ms: int) -> None:
        """A host changed settings or answers: what is being asked may be out of date."""
        self.happen(happenings.CONFIGURED, now_ms)

    def woken(self, now_ms: int) -> None:
        """A press has lit the dark panel: that is felt, and it did nothing else.

        Where the usual routine may not be opened now home leads with another, and calls.
        """
        here = self.situation
        if here.state == "home" and here.home.lead():
            here.ask(now_ms)
        else:
            here.player.play("woken", here.player.make_way(now_ms))

    def stuck(self, button: int, now_ms: int) -> None:
        """A button has been down for ten seconds: say so until it is let go."""
        self.overtake()
        self.situation.stuck_button = button
        self.happen(happenings.STUCK, now_ms)

    def freed(self, now_ms: int) -> None:
        """A stuck button was let go."""
        self.happen(happenings.FREED, now_ms)

    def pulse_capped(self, now_ms: int) -> bool:
        """A pulse was cut at its cap: say so; False when the screen is needed for more."""
        return self.happen(happenings.PULSE_CAPPED, now_ms) is not None

    def receiving(self, percent: int, now_ms: int) -> None:
        """An upload is at ``percent``; -1 when it is over."""
        self.situation.percent = max(percent, 0)
        self.happen(happenings.RECEIVING if percent >= 0 else happenings.RECEIVED, now_ms)

    def routines_replaced(self, now_ms: int) -> None:
        """The device has new routines."""
        here = self.situation
        self.overtake()
        self.happen(happenings.ROUTINES_REPLACED, now_ms)
        if here.power_loss.is_gone():
            here.power_loss.forget()

    def can_open(self, now_ms: int) -> bool:
        """Whether a host may have a routine opened now."""
        return self.can_happen(happenings.ASKED_FOR, now_ms)

    def open(self, entry: "Entry", now_ms: int) -> str:
        """Open a routine for a host, if ``can_open``; "" or a code for why it may not be.

        The screen says why already.
        """
        self.situation.asked_for = entry
        self.happen(happenings.ASKED_FOR, now_ms)
        return self.situation.opener.code

    def refuse_step(self, title: str, excluded: "Exclusion", now_ms: int) -> None:
        """The profile forbids a step of the session that was under way just now."""
        self.situation.opener.refuse_step(title, excluded)
        self.happen(happenings.REFUSED, now_ms)

    def _opened(self, event: str) -> None:
        """A routine was read."""
        self.happen(event, self._clock.now_ms)

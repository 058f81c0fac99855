"""Everything outside a session: power-up, questions, home, settings, help.

Rules:

* Power-up asks in this order: STOP check, profile, red flags, power-loss offer, home.
  The STOP check is there as soon as the settings are read, the rest when all is. What is
  not answered is asked again before any session; nothing is skipped by time.
* Home opens on the routine used last. START there checks, in this order: a stuck STOP,
  the profile, the red flags, exclusions, limits, cautions; the first that objects is
  shown with the ``ask`` cue, naming the step and the reason.
* A routine's cautions are accepted on their last page, once, and again when they change;
  without a panel to read them on nothing is accepted.

Times are ms of the board's clock. No method blocks.
"""

from .. import settings
from ..routine import safety
from ..screen.menu_screens import HELP_PAGES
from .trainer import Trainer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..device import Device

EXTRA_ENTRIES = ("trainer", "settings", "help", "about", "power_off")
SETTING_ITEMS = settings.NAMES + ("profile",)
OFFER_MS = 120000


class Menu:
    """The states outside a session, for ``device``, which has the services they need."""

    def __init__(self, device: "Device") -> None:
        self.state = "starting"
        self.trainer: "Trainer | None" = None
        self.home_index = 0
        self.error = ""
        self.device = device
        self.is_stop_checked = False
        self.doubts_stop = False
        self.page = 0
        self.item = 0
        self.questions: "tuple[str, ...]" = ()
        self.refusal: "dict[str, Any]" = {}
        self.cautions: "list[str]" = []
        self.next_ms: "int | None" = None  # when ``advance`` has something to do
        self.percent = 0
        self.stuck_button = 0

    # --- time -----------------------------------------------------------------------

    def advance(self, now_ms: int) -> None:
        """Let an offer nobody answered end."""
        if self.next_ms is not None and self.next_ms <= now_ms:
            self.do_decline_offer(self.next_ms)

    def loaded(self, now_ms: int) -> None:
        """The store has been read: on, if STOP was found to work meanwhile."""
        self.select(self.device.progress.last_routine)
        if self.state == "starting":
            self.go_on(now_ms)

    def go_on(self, now_ms: int) -> None:
        """To the first thing that is still due, or home."""
        device = self.device
        self.page = self.item = 0
        self.next_ms = None
        if not self.is_stop_checked:
            self._ask("stop_check", now_ms)
        elif not device.is_loaded:
            self.state = "starting"
        elif device.progress.unanswered():
            self.questions = device.progress.unanswered()
            self._ask("question", now_ms)
        elif not self.has_red_flags_accepted():
            self._ask("red_flags", now_ms)
        elif device.opening.has_offer(now_ms):
            self.next_ms = now_ms + OFFER_MS
            self._ask("power_loss_offer", now_ms)
        else:
            self.state = "home"

    def go_home(self) -> None:
        """Home, on the entry it was left at."""
        self.trainer = None
        self.state = "home"

    def refuse(self, reason: str, now_ms: int, facts: "dict[str, Any]") -> None:
        """Show why a routine may not be opened; ``facts`` override the empty ones."""
        self.refusal = {
            "reason": reason,
            "title": "",
            "step": 0,
            "point": "",
            "method": "",
            "flag": "",
            "wait_min": 0,
        }
        self.refusal.update(facts)
        self._ask("refused", now_ms)

    def fail(self, error: str, now_ms: int) -> None:
        """Show an error (a words key)."""
        self.error = error
        self._ask("error", now_ms)

    def receiving(self, percent: int) -> None:
        """An upload is at ``percent``; -1 when it is over. Only home gives way to it."""
        self.percent = max(percent, 0)
        if percent >= 0 and self.state == "home":
            self.state = "receiving"
        elif percent < 0 and self.state == "receiving":
            self.state = "home"

    def entry_of(self, routine_id: str) -> "Any":
        """The index entry of a routine, or None."""
        for entry in self.device.entries:
            if entry.id == routine_id:
                return entry
        return None

    def chosen_id(self) -> str:
        """The routine home is on, or ""."""
        entry = self.entry()
        return entry.id if entry else ""

    def has_red_flags_accepted(self) -> bool:
        """The red flags were accepted as they are now."""
        return self.device.progress.accepted("red_flags") == red_flags_hash()

    def stuck(self, button: int, now_ms: int) -> None:
        """A button has been down for ten seconds: say so until it is let go."""
        self.stuck_button = button
        self._ask("stuck", now_ms)

    def freed(self, now_ms: int) -> None:
        """It was let go: on with whatever is due."""
        if self.state == "stuck":
            self.go_on(now_ms)

    def note_answers(self, now_ms: int) -> None:
        """Put what was answered in the trainer on record."""
        if self.trainer is not None:
            for played, named in self.trainer.answers:
                self.device.recorder.note("trained", [played, named])
            self.trainer.answers = []

    def select(self, routine_id: str) -> None:
        """Put home on a routine, or on the first one when it is not there."""
        self.home_index = 0
        for index, entry in enumerate(self.device.entries):
            if entry.id == routine_id:
                self.home_index = index

    def _ask(self, state: str, now_ms: int) -> None:
        self.trainer = None
        self.state = state
        self.page = self.item = 0
        player = self.device.player
        player.is_gun = False
        player.play("ask", player.make_way(now_ms))

    # --- power-up ---------------------------------------------------------------------

    def do_stay(self, now_ms: int) -> None:
        """STOP while starting: outputs are low; the check still comes."""
        self.device.player.cut(now_ms)

    def do_doubt_stop(self, now_ms: int) -> None:
        """Another key at the STOP check: does STOP not answer?"""
        self.doubts_stop = True

    def do_pass_stop_check(self, now_ms: int) -> None:
        """STOP answered."""
        self.device.player.cut(now_ms)
        self.is_stop_checked = True
        self.go_on(now_ms)

    def do_answer_yes(self, now_ms: int) -> None:
        """START at a question."""
        self._answer(True, now_ms)

    def do_answer_no(self, now_ms: int) -> None:
        """NEXT at a question."""
        self._answer(False, now_ms)

    def _answer(self, is_yes: bool, now_ms: int) -> None:
        question = self.questions[self.item]
        if question == "new_day":
            self._answer_new_day(is_yes, now_ms)
            return
        self.device.recorder.note("profile", [question, is_yes])
        if self.item + 1 < len(self.questions):
            item = self.item + 1
            self._ask("question", now_ms)
            self.item = item
        else:
            self.go_on(now_ms)

    def _answer_new_day(self, is_yes: bool, now_ms: int) -> None:
        if is_yes:
            self.device.recorder.note("new_day", [])
        self.state = "home"
        self.device.opening.open_again(now_ms)

    def ask_new_day(self, now_ms: int) -> None:
        """No clock knows whether a day has passed: ask."""
        self.questions = ("new_day",)
        self._ask("question", now_ms)

    def do_go_back(self, now_ms: int) -> None:
        """NEXT long at a question: the one before."""
        if self.item:
            self.item -= 1
        else:
            self.device.reject(now_ms)

    def do_leave_unanswered(self, now_ms: int) -> None:
        """STOP at a question: home; it is asked again before a session."""
        self.device.player.cut(now_ms)
        self.go_home()

    def do_accept(self, now_ms: int) -> None:
        """START on the last page of red flags or cautions."""
        device = self.device
        if self.page + 1 < self.pages() or not device.is_panel_found:
            device.reject(now_ms)
        elif self.state == "red_flags":
            device.recorder.note("accepted", ["red_flags", red_flags_hash()])
            self.go_on(now_ms)
        else:
            self.state = "home"
            device.opening.accept(now_ms)

    def do_next_page(self, now_ms: int) -> None:
        """NEXT: the next page, round and round."""
        self.page = (self.page + 1) % self.pages()

    def do_previous_page(self, now_ms: int) -> None:
        """NEXT long: the page before."""
        self.page = (self.page - 1) % self.pages()

    def pages(self) -> int:
        """How many pages the present state has."""
        if self.state == "red_flags":
            return len(safety.RED_FLAG_PAGES)
        if self.state == "cautions":
            return len(self.cautions)
        return HELP_PAGES

    def show_cautions(self, lines: "list[str]", now_ms: int) -> None:
        """Ask the user to accept ``lines`` (keys of words, or texts), one to a page."""
        self.cautions = lines
        self._ask("cautions", now_ms)

    def do_take_offer(self, now_ms: int) -> None:
        """START at the power-loss offer: to the prompt the session was in."""
        self.next_ms = None
        self.state = "home"
        self.device.opening.take_up_again(now_ms)

    def do_decline_offer(self, now_ms: int) -> None:
        """Any other key, or nobody for two minutes: it stays ended."""
        self.device.opening.forget()
        self.go_on(now_ms)

    # --- home ---------------------------------------------------------------------------

    def do_go_home(self, now_ms: int) -> None:
        """Back home; STOP comes here too, so outputs go low."""
        self.device.player.cut(now_ms)
        if self.state in ("cautions", "refused"):
            self.device.opening.forget()
        self.go_home()

    def do_open_entry(self, now_ms: int) -> None:
        """START at home."""
        entry = self.entry()
        if entry is not None:
            self.device.opening.open(entry, now_ms)
            return
        self.page = self.item = 0
        self.state = self.extra_entry()
        if self.state == "trainer":
            self.trainer = Trainer(
                self.device.player, now_ms, now_ms, self.device.progress.confusions
            )

    def do_next_entry(self, now_ms: int) -> None:
        """NEXT at home."""
        self.home_index = (self.home_index + 1) % self.entry_count()

    def do_previous_entry(self, now_ms: int) -> None:
        """NEXT long at home."""
        self.home_index = (self.home_index - 1) % self.entry_count()

    def do_first_entry(self, now_ms: int) -> None:
        """STOP at home."""
        self.device.player.cut(now_ms)
        self.home_index = 0

    def entry_count(self) -> int:
        """How many entries home has."""
        return len(self.device.entries) + len(EXTRA_ENTRIES)

    def extra_entry(self) -> str:
        """Which of ``EXTRA_ENTRIES`` home is on, when it is on none of the routines."""
        return EXTRA_ENTRIES[self.home_index - len(self.device.entries)]

    def entry(self) -> "Any":
        """The routine home is on, or None for one of the extra entries."""
        entries = self.device.entries
        return entries[self.home_index] if self.home_index < len(entries) else None

    # --- settings, trainer, power off --------------------------------------------------

    def do_change(self, now_ms: int) -> None:
        """START in settings: the next value, or the profile's questions again."""
        name = SETTING_ITEMS[self.item]
        device = self.device
        if name == "profile":
            self.questions = safety.FLAGS
            self._ask("question", now_ms)
            return
        value = settings.following(name, device.preferences.values[name])
        if device.preferences.fault({name: value}):
            device.reject(now_ms)
            return
        device.preferences.change({name: value})
        device.player.play("press", device.player.make_way(now_ms))

    def do_next_item(self, now_ms: int) -> None:
        """NEXT in settings."""
        self.item = (self.item + 1) % len(SETTING_ITEMS)

    def do_previous_item(self, now_ms: int) -> None:
        """NEXT long in settings."""
        self.item = (self.item - 1) % len(SETTING_ITEMS)

    def do_confirm_power_off(self, now_ms: int) -> None:
        """START at power off."""
        self.device.player.cut(now_ms)
        self.device.power_off()


def red_flags_hash() -> str:
    """What accepting the red flags is recorded under: it changes with their edition."""
    return "{}-{}".format(safety.CAUTIONS_EDITION, len(safety.RED_FLAG_PAGES))

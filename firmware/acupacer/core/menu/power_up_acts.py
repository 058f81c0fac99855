"""Guards and acts of power-up and of what it asks: STOP, profile, red flags, the offer.

Every function takes the situation and the time of the event in ms.
"""

from .. import settings
from ..routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .situation import Situation

OFFER_MS = 120000  # how long a lost session is offered (source: design)

# --- what is due? -----------------------------------------------------------------------


def is_stop_check_due(here: "Situation", at_ms: int) -> bool:
    """STOP has not answered since power-up."""
    return not here.questions.is_stop_checked


def is_still_loading(here: "Situation", at_ms: int) -> bool:
    """The store has not been read to its end."""
    return not here.contents.is_loaded


def is_profile_due(here: "Situation", at_ms: int) -> bool:
    """A flag of the profile was never answered."""
    return here.questions.is_profile_due()


def are_red_flags_due(here: "Situation", at_ms: int) -> bool:
    """The red flags were not accepted as they are now."""
    return not here.questions.has_red_flags_accepted()


def can_lost_go_on(here: "Situation", at_ms: int) -> bool:
    """A session that a power loss has cut may still go on."""
    return here.power_loss.can_go_on(at_ms)


def look_what_is_due(here: "Situation", at_ms: int) -> None:
    """Whatever is due next follows."""
    here.look_what_is_due()


def stay(here: "Situation", at_ms: int) -> None:
    """Nothing to be done on the way."""


def ask(here: "Situation", at_ms: int) -> None:
    """Call the user to the screen."""
    here.ask(at_ms)


# --- STOP check -------------------------------------------------------------------------


def cut(here: "Situation", at_ms: int) -> None:
    """Outputs low, whatever plays."""
    here.player.cut(at_ms)


def is_language_open(here: "Situation", at_ms: int) -> bool:
    """No language was ever chosen."""
    return here.is_language_open


def next_language(here: "Situation", at_ms: int) -> None:
    """The screen in the next language."""
    language = settings.following("language", here.preferences.values["language"])
    here.preferences.change({"language": language})
    here.questions.doubts_stop = False


def doubt_stop(here: "Situation", at_ms: int) -> None:
    """Another key at the STOP check: does STOP not answer?"""
    here.questions.doubts_stop = True


def pass_stop_check(here: "Situation", at_ms: int) -> None:
    """STOP answered: outputs low, the language is chosen, on to what is due."""
    here.player.cut(at_ms)
    here.questions.is_stop_checked = True
    if here.is_language_open:
        here.is_language_open = False
        here.preferences.change({})
    here.look_what_is_due()


# --- profile ----------------------------------------------------------------------------


def has_another_question(here: "Situation", at_ms: int) -> bool:
    """Another question comes after the one on the screen."""
    return here.questions.has_more()


def has_earlier_question(here: "Situation", at_ms: int) -> bool:
    """A question came before the one on the screen."""
    return here.questions.index > 0


def ask_profile(here: "Situation", at_ms: int) -> None:
    """Ask what was never answered of the profile."""
    here.questions.ask_profile()
    here.ask(at_ms)


def answer_yes(here: "Situation", at_ms: int) -> None:
    """Yes, and the next question."""
    here.questions.answer(True)
    _ask_next(here, at_ms)


def answer_no(here: "Situation", at_ms: int) -> None:
    """No, and the next question."""
    here.questions.answer(False)
    _ask_next(here, at_ms)


def _ask_next(here: "Situation", at_ms: int) -> None:
    here.questions.index += 1
    here.ask(at_ms)


def _answered(here: "Situation", at_ms: int) -> None:
    """On to what is due; a call to what was just answered is not felt any more.

    Who answers faster than a cue lasts would feel the last one at home, where nothing waits.
    """
    here.player.make_way(at_ms)
    here.look_what_is_due()


def is_review_due(here: "Situation", at_ms: int) -> bool:
    """Answers were given that nobody has looked over."""
    return here.questions.is_review_due()


def confirm_answers(here: "Situation", at_ms: int) -> None:
    """They are right: all of them go on record; on to what is due."""
    here.questions.confirm()
    _answered(here, at_ms)


def answer_last_yes(here: "Situation", at_ms: int) -> None:
    """Yes to the last question; on to what is due."""
    here.questions.answer(True)
    _answered(here, at_ms)


def answer_last_no(here: "Situation", at_ms: int) -> None:
    """No to the last question; on to what is due."""
    here.questions.answer(False)
    _answered(here, at_ms)


def go_back(here: "Situation", at_ms: int) -> None:
    """The question before."""
    here.questions.index -= 1


# --- red flags --------------------------------------------------------------------------


def is_all_shown(here: "Situation", at_ms: int) -> bool:
    """A panel answers and shows the end of it, so that all can be read."""
    return here.is_all_shown()


def may_accept(here: "Situation", at_ms: int) -> bool:
    """The last page is shown to its end, on a panel that answers."""
    return not has_more_pages(here, at_ms) and here.is_all_shown()


def show_red_flags(here: "Situation", at_ms: int) -> None:
    """From the first page on."""
    here.show_pages(safety.RED_FLAG_PAGES)
    here.ask(at_ms)


def accept_red_flags(here: "Situation", at_ms: int) -> None:
    """They were read and accepted; on to what is due."""
    here.questions.accept_red_flags()
    _answered(here, at_ms)


def has_more_pages(here: "Situation", at_ms: int) -> bool:
    """A page comes after the one on the screen."""
    return here.page + 1 < len(here.pages)


def next_page(here: "Situation", at_ms: int) -> None:
    """The next page."""
    here.turn(1)


def previous_page(here: "Situation", at_ms: int) -> None:
    """The page before."""
    here.turn(-1)


# --- power loss -------------------------------------------------------------------------


def is_lost_routine_gone(here: "Situation", at_ms: int) -> bool:
    """The routine of the session that was cut was replaced."""
    return here.power_loss.is_gone()


def offer_to_go_on(here: "Situation", at_ms: int) -> None:
    """Ask whether the session that was cut goes on, for two minutes."""
    here.offer_until_ms = at_ms + OFFER_MS
    here.ask(at_ms)


def take_offer(here: "Situation", at_ms: int) -> None:
    """Go on with it: every check again, then the prompt it was in."""
    if not here.open(here.power_loss.entry()):
        here.power_loss.forget()


def decline_offer(here: "Situation", at_ms: int) -> None:
    """It stays ended."""
    here.power_loss.forget()
    _answered(here, at_ms)


def give_up_offer(here: "Situation", at_ms: int) -> None:
    """It stays ended; outputs low."""
    here.player.cut(at_ms)
    decline_offer(here, at_ms)

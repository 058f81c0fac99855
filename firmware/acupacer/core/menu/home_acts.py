"""Guards and acts of home and of the way from there into a session.

Every function takes the situation and the time of the event in ms.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .situation import Situation


def go_home(here: "Situation", at_ms: int) -> None:
    """Leave what is shown; outputs low."""
    here.player.cut(at_ms)


def arrive_home(here: "Situation", at_ms: int) -> None:
    """Home leads with what may be done now; where that is not the usual routine it calls."""
    if here.home.lead():
        here.ask(at_ms)


# --- the list ---------------------------------------------------------------------------


def is_on_routine(here: "Situation", at_ms: int) -> bool:
    """Home is on one of the routines."""
    return here.home.entry() is not None


def next_entry(here: "Situation", at_ms: int) -> None:
    """The next entry."""
    here.home.move(1)


def previous_entry(here: "Situation", at_ms: int) -> None:
    """The entry before."""
    here.home.move(-1)


def first_entry(here: "Situation", at_ms: int) -> None:
    """The first entry; outputs low."""
    here.player.cut(at_ms)
    here.home.index = 0


def show_capped(here: "Situation", at_ms: int) -> None:
    """An output was on for too long: call the user to read it."""
    here.error = "error_capped"
    here.ask(at_ms)


def show_objection(here: "Situation", at_ms: int) -> None:
    """Something is broken, so no routine opens: call the user to read what."""
    here.error = here.opener.code
    here.ask(at_ms)


# --- opening ----------------------------------------------------------------------------


def open_entry(here: "Situation", at_ms: int) -> None:
    """Open the routine home is on."""
    here.open(here.home.entry())


def open_asked_for(here: "Situation", at_ms: int) -> None:
    """Open the routine a host wants."""
    here.open(here.asked_for)


def give_up_opening(here: "Situation", at_ms: int) -> None:
    """Leave it, and a session that was to go on stays ended; outputs low."""
    here.player.cut(at_ms)
    here.power_loss.forget()


def ask_new_day(here: "Situation", at_ms: int) -> None:
    """No clock knows whether a day has passed: ask."""
    here.questions.ask_new_day()
    here.ask(at_ms)


def is_new_day_asked(here: "Situation", at_ms: int) -> bool:
    """The question on the screen is whether a day has passed."""
    return here.questions.is_new_day_asked()


def is_profile_asked(here: "Situation", at_ms: int) -> bool:
    """The question on the screen is one of the profile."""
    return here.questions.is_profile_asked()


def is_too_much_asked(here: "Situation", at_ms: int) -> bool:
    """The question on the screen is whether it was too much the last time."""
    return here.questions.is_too_much_asked()


def answer_yes_and_open(here: "Situation", at_ms: int) -> None:
    """Yes goes on record, and opening says what follows from it."""
    here.questions.answer(True)
    here.open(here.opener.entry_now())


def answer_no_and_open(here: "Situation", at_ms: int) -> None:
    """So does no; where it changes nothing, the limits stay."""
    here.questions.answer(False)
    here.open(here.opener.entry_now())


def show_cautions(here: "Situation", at_ms: int) -> None:
    """Ask for the routine's cautions to be accepted, from the first page on."""
    here.show_pages(here.caution_pages(here.opener.caution_lines))
    here.ask(at_ms)


def accept_cautions(here: "Situation", at_ms: int) -> None:
    """They were read and accepted: open the routine with that on record."""
    here.opener.accept_cautions()
    here.open(here.opener.entry_now())


def is_opened_routine_gone(here: "Situation", at_ms: int) -> bool:
    """The routine whose cautions are shown was replaced."""
    return here.opener.is_gone()


def is_refused_by_answer(here: "Situation", at_ms: int) -> bool:
    """An answer of the profile forbids what is refused."""
    return bool(here.opener.refusal.flag)


def begin_session(here: "Situation", at_ms: int) -> None:
    """Hand the session that is ready to the device; home stays on its routine."""
    entry, session = here.opener.entry, here.opener.take_session()
    here.power_loss.forget()
    if entry is not None and session is not None:
        here.home.select(entry.id)
        here.begin_session(session, entry.digest)

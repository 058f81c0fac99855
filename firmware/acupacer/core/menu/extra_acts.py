"""Guards and acts of what home has besides routines: trainer, settings, help, power off.

Every function takes the situation and the time of the event in ms.
"""

from ..screen.menu_screens import HELP_PAGES
from .lists import PROFILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .situation import Situation

# --- which of them? ---------------------------------------------------------------------


def is_on_trainer(here: "Situation", at_ms: int) -> bool:
    """Home is on the trainer."""
    return here.home.extra_entry() == "trainer"


def is_on_settings(here: "Situation", at_ms: int) -> bool:
    """Home is on the settings."""
    return here.home.extra_entry() == "settings"


def is_on_help(here: "Situation", at_ms: int) -> bool:
    """Home is on the help."""
    return here.home.extra_entry() == "help"


def is_on_about(here: "Situation", at_ms: int) -> bool:
    """Home is on what the device says of itself."""
    return here.home.extra_entry() == "about"


def is_on_power_off(here: "Situation", at_ms: int) -> bool:
    """Home is on switching off."""
    return here.home.extra_entry() == "power_off"


def open_settings(here: "Situation", at_ms: int) -> None:
    """From the first setting on."""
    here.settings.index = 0


def open_help(here: "Situation", at_ms: int) -> None:
    """From the first page on."""
    here.show_pages(((),) * HELP_PAGES)


def confirm_power_off(here: "Situation", at_ms: int) -> None:
    """Shut down, outputs low."""
    here.player.cut(at_ms)
    here.is_powering_off = True
    here.power_off()


# --- settings ---------------------------------------------------------------------------


def is_on_profile(here: "Situation", at_ms: int) -> bool:
    """The settings are on the profile."""
    return here.settings.name() == PROFILE


def may_change_setting(here: "Situation", at_ms: int) -> bool:
    """The setting's next value is allowed beside the others."""
    return here.settings.may_change()


def change_setting(here: "Situation", at_ms: int) -> None:
    """To its next value, with a cue played the new way."""
    here.settings.change()
    here.player.play("press", here.player.make_way(at_ms))


def ask_profile_again(here: "Situation", at_ms: int) -> None:
    """All of the profile's questions."""
    here.questions.ask_profile_again()
    here.ask(at_ms)


def next_setting(here: "Situation", at_ms: int) -> None:
    """The next setting."""
    here.settings.move(1)


def previous_setting(here: "Situation", at_ms: int) -> None:
    """The setting before."""
    here.settings.move(-1)


# --- trainer ----------------------------------------------------------------------------


def is_cue_named(here: "Situation", at_ms: int) -> bool:
    """The cue played was named, right or wrong."""
    return here.trainer.has_answer()


def is_cue_unnamed(here: "Situation", at_ms: int) -> bool:
    """The cue played has still to be named."""
    return not here.trainer.has_answer()


def is_name_shown(here: "Situation", at_ms: int) -> bool:
    """A name is on the screen that the cue played may be given."""
    return not here.trainer.has_answer() and not here.trainer.shows_known()


def begin_trainer(here: "Situation", at_ms: int) -> None:
    """A new visit: the lesson first."""
    here.trainer.begin(at_ms, at_ms)


def is_lesson(here: "Situation", at_ms: int) -> bool:
    """The cues are still being taught."""
    return here.trainer.is_lesson


def begin_quiz(here: "Situation", at_ms: int) -> None:
    """Enough of the lesson: cues to be named, in an order of this visit."""
    here.trainer.begin_quiz(at_ms)


def next_lesson(here: "Situation", at_ms: int) -> None:
    """The next cue of the lesson; after the last one the questions."""
    here.trainer.teach(1, at_ms)


def previous_lesson(here: "Situation", at_ms: int) -> None:
    """The cue of the lesson before."""
    here.trainer.teach(-1, at_ms)


def name_cue(here: "Situation", at_ms: int) -> None:
    """The name shown is that of the cue felt."""
    here.trainer.name_it(at_ms)


def play_next_cue(here: "Situation", at_ms: int) -> None:
    """Another cue, to be named in its turn."""
    here.trainer.play_next(at_ms)


def replay_cue(here: "Situation", at_ms: int) -> None:
    """Feel it again."""
    here.trainer.replay(at_ms)


def next_name(here: "Situation", at_ms: int) -> None:
    """The next name."""
    here.trainer.move(1)


def previous_name(here: "Situation", at_ms: int) -> None:
    """The name before."""
    here.trainer.move(-1)


def to_the_names(here: "Situation", at_ms: int) -> None:
    """From the matrix back to the names."""
    here.trainer.to_the_names()

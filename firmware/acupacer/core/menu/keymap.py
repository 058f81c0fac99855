"""What every button does in every state of the menu."""

from ..input.gestures import NEXT, NEXT_LONG, START, START_LONG, STOP
from ..input.transitions import take
from .menu import Menu
from .trainer import Trainer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..input.transitions import Act, Row, Table

_PAGES_HOME = {START: "go_home", NEXT: "next_page", NEXT_LONG: "previous_page", STOP: "go_home"}
_HOME_ONLY = {START: "go_home", NEXT: "go_home", STOP: "go_home"}
_WAKE = {START: "wake", START_LONG: "wake", NEXT: "wake", NEXT_LONG: "wake", STOP: "wake"}

GESTURES: "dict[str, dict[str, str]]" = {
    "starting": {STOP: "stay"},
    "stop_check": {START: "doubt_stop", NEXT: "doubt_stop", STOP: "pass_stop_check"},
    "question": {
        START: "answer_yes",
        NEXT: "answer_no",
        NEXT_LONG: "go_back",
        STOP: "leave_unanswered",
    },
    "red_flags": {START: "accept", NEXT: "next_page", STOP: "go_home"},
    "refused": _HOME_ONLY,
    "error": _HOME_ONLY,
    "stuck": _HOME_ONLY,
    "receiving": {STOP: "go_home"},
    "home": {
        START: "open_entry",
        NEXT: "next_entry",
        NEXT_LONG: "previous_entry",
        STOP: "first_entry",
    },
    "cautions": {START: "accept", NEXT: "next_page", STOP: "go_home"},
    "power_loss_offer": {
        START: "take_offer",
        NEXT: "decline_offer",
        NEXT_LONG: "decline_offer",
        STOP: "decline_offer",
    },
    "settings": {
        START: "change",
        NEXT: "next_item",
        NEXT_LONG: "previous_item",
        STOP: "go_home",
    },
    "trainer": {
        START: "this_one",
        START_LONG: "replay",
        NEXT: "next_item",
        NEXT_LONG: "previous_item",
        STOP: "go_home",
    },
    "help": _PAGES_HOME,
    "about": _HOME_ONLY,
    "power_off": {START: "confirm_power_off", NEXT: "go_home", STOP: "go_home"},
    "dark": _WAKE,
}


class MenuKeys:
    """The menu as the subject of ``TRANSITIONS``; its acts set its state themselves."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu

    @property
    def state(self) -> str:
        """The menu's state."""
        return self.menu.state

    @state.setter
    def state(self, state: str) -> None:
        pass


def happen(keys: MenuKeys, gesture: str, at_ms: int) -> "Row | None":
    """Do what ``gesture`` is for in the menu's state; the row taken, or None."""
    return take(TRANSITIONS, keys, gesture, at_ms)


def _of_menu(method: "Callable[[Menu, int], None]") -> "Act":
    return lambda keys, at_ms: method(keys.menu, at_ms)


def _of_trainer(method: "Callable[[Trainer, int], None]") -> "Act":
    return lambda keys, at_ms: method(keys.menu.trainer, at_ms)


_ACTS = {
    "accept": _of_menu(Menu.do_accept),
    "answer_no": _of_menu(Menu.do_answer_no),
    "answer_yes": _of_menu(Menu.do_answer_yes),
    "change": _of_menu(Menu.do_change),
    "confirm_power_off": _of_menu(Menu.do_confirm_power_off),
    "decline_offer": _of_menu(Menu.do_decline_offer),
    "doubt_stop": _of_menu(Menu.do_doubt_stop),
    "first_entry": _of_menu(Menu.do_first_entry),
    "go_back": _of_menu(Menu.do_go_back),
    "go_home": _of_menu(Menu.do_go_home),
    "leave_unanswered": _of_menu(Menu.do_leave_unanswered),
    "next_entry": _of_menu(Menu.do_next_entry),
    "next_item": _of_menu(Menu.do_next_item),
    "next_page": _of_menu(Menu.do_next_page),
    "open_entry": _of_menu(Menu.do_open_entry),
    "pass_stop_check": _of_menu(Menu.do_pass_stop_check),
    "previous_entry": _of_menu(Menu.do_previous_entry),
    "previous_item": _of_menu(Menu.do_previous_item),
    "previous_page": _of_menu(Menu.do_previous_page),
    "stay": _of_menu(Menu.do_stay),
    "take_offer": _of_menu(Menu.do_take_offer),
}
_TRAINER_ACTS = {
    "next_item": _of_trainer(Trainer.do_next_item),
    "previous_item": _of_trainer(Trainer.do_previous_item),
    "replay": _of_trainer(Trainer.do_replay),
    "this_one": _of_trainer(Trainer.do_this_one),
}


def _act(state: str, action: str) -> "Act":
    if state == "trainer" and action in _TRAINER_ACTS:
        return _TRAINER_ACTS[action]
    return _ACTS[action]


TRANSITIONS: "Table" = {
    state: tuple(
        [(gesture, None, _act(state, action), state) for gesture, action in row.items()]
    )
    for state, row in GESTURES.items()
    if state != "dark"  # the device wakes, whatever the key
}

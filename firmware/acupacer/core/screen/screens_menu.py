"""The screens around a session: start-up, home and its entries."""

from . import pictures
from .canvas import CENTER, WIDTH
from .font import MEDIUM, SMALL, TALL
from .screens_parts import BIG_WIDTH, HOME_KEY, ICONS, heading, index_of, message, page_of, sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import Drawing, Tick, View

HELP_PAGES = 6
SIGNS = {
    "trainer": pictures.BIG_TRAINER,
    "settings": pictures.BIG_SETTINGS,
    "help": pictures.BIG_HELP,
    "about": pictures.BIG_ABOUT,
    "power_off": pictures.BIG_POWER_OFF,
}
SESSIONS_A_DAY = 5
_OPEN = (("start", "key_open"), ("next", "key_next"))
_BACK = (("next", "key_more"), ("stop", "key_back"))


def starting(c: "Canvas", view: "View") -> None:
    """Power-up: the name, while the store is read."""
    c.picture(2, 1, pictures.LOGO)
    c.text(50, 2, "acupacer", 78, MEDIUM, CENTER)
    c.text(50, 4, c.say("starting"), 78, SMALL, CENTER)


def home(c: "Canvas", view: "View") -> None:
    """One entry of the list: a routine with its facts, or a part of the menu."""
    if view["kind"] == "routine":
        _routine(c, view)
    else:
        c.picture((WIDTH - BIG_WIDTH) // 2, 0, SIGNS[view["kind"]])
        c.text(0, 3, c.say("kind_" + view["kind"]), WIDTH, MEDIUM, CENTER)
        if view["notice"]:
            c.text(0, 6, c.say(view["notice"]), WIDTH, SMALL, CENTER)
    c.hints(7, _OPEN, 0, index_of(view))


def _routine(c: "Canvas", view: "View") -> None:
    x = 2
    for method in view["methods"]:
        c.picture(x, 0, ICONS[method])
        x += 19
    minutes = c.say("minutes", view["minutes"])
    width = MEDIUM.width(minutes)
    c.text(WIDTH - 2 - width, 0, minutes, width, MEDIUM)
    used = c.box(2, 2, view["title"], WIDTH - 2, 3, (MEDIUM, SMALL))
    if view["notice"]:
        c.text(2, 5, c.say(view["notice"]), WIDTH - 2)
    if view["excluded"]:
        c.text(2, 6, c.say("excluded"), WIDTH - 2)
    elif c.is_large and used == 2 and not view["notice"]:
        c.text(2, 5, _done(c, view["done_days"]), WIDTH - 2, TALL)
    else:
        _done_and_left(c, view)


def _done_and_left(c: "Canvas", view: "View") -> None:
    """When it was last done, and how many sessions are left today as dots."""
    left = view["left_today"]
    width = WIDTH - 4
    if left >= 0:
        width -= 8 * SESSIONS_A_DAY
        for index in range(SESSIONS_A_DAY):
            look = pictures.SMALL_DONE if index < left else pictures.SMALL_NEXT
            c.picture(WIDTH - 8 * (SESSIONS_A_DAY - index), 6, look)
    c.text(2, 6, _done(c, view["done_days"]), width)
    if left >= 0:
        c.lines.append(c.say("left_today", left) if left else c.say("left_none"))


_DONE = {-2: "unknown_day", -1: "never", 0: "today", 1: "yesterday"}


def _done(c: "Canvas", days: int) -> str:
    return c.say(_DONE[days]) if days in _DONE else c.say("days_ago", days)


def settings(c: "Canvas", view: "View") -> None:
    """One setting: its name, its value, and the keys to change it."""
    heading(c, c.say("kind_settings"), index_of(view))
    c.text(0, 1, c.say("setting_" + view["setting"]), WIDTH, MEDIUM, CENTER)
    c.text(0, 4, c.say(view["value"]), WIDTH, MEDIUM, CENTER)
    c.plate(4)
    c.hints(7, (("start", "key_change"), ("next", "key_next"), ("stop", "key_back")))


def help_(c: "Canvas", view: "View") -> None:
    """What the keys do, what the pulses say, and what the device is not."""
    page = view["page"]
    c.text(1, 0, c.say("help_title_{}".format(page)), WIDTH - 1, MEDIUM)
    message(c, c.say("help_{}".format(page)), 2, _BACK, page_of(view))


def about(c: "Canvas", view: "View") -> None:
    """Which device this is, and whether a computer is listening."""
    sign(c, pictures.BIG_ABOUT, "acupacer")
    texts = (
        view["dev_id"],
        c.say("linked" if view["is_linked"] else "unlinked"),
        "{} {}".format(view["model"], view["version"]),
        c.say("clock_set" if view["has_clock"] else "clock_unset"),
    )
    font = TALL if c.is_large else SMALL
    row = 3
    for text in texts[: 4 // font.rows]:
        c.text(2, row, text, WIDTH - 2, font)
        row += font.rows
    c.hints(7, HOME_KEY)


def receiving(c: "Canvas", view: "View") -> None:
    """An upload on its way."""
    c.box(0, 1, c.say("receiving"), WIDTH, 4, (MEDIUM, SMALL), CENTER)
    c.blocks(6, 5, 100)
    tick_receiving(c, view)


def tick_receiving(c: "Canvas", view: "View") -> None:
    """Some percent more."""
    c.set_blocks(view["percent"])


def power_off(c: "Canvas", view: "View") -> None:
    """Switch off? Then: wait until it is dark."""
    if view["sure"]:
        sign(c, pictures.BIG_POWER_OFF, c.say("powering_off"))
        message(c, c.say("powering_off_why"), 3)
    else:
        sign(c, pictures.BIG_POWER_OFF, c.say("power_off"))
        c.hints(7, (("start", "key_off"), ("next", "key_no")))


def dark(c: "Canvas", view: "View") -> None:
    """The panel is switched off: nothing is lit, inverted or not."""
    for row in range(c.rows):
        c.paste(0, row, bytes([c.flip]) * c.width)


SCREENS: "dict[str, Drawing]" = {
    "starting": starting,
    "home": home,
    "settings": settings,
    "help": help_,
    "about": about,
    "receiving": receiving,
    "power_off": power_off,
    "dark": dark,
}
TICKS: "dict[str, Tick]" = {"receiving": (tick_receiving, ("percent",))}

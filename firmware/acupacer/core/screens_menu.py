"""The screens around a session: start-up, home and its entries."""

from . import confusions, pictures
from .canvas import CENTER, WIDTH
from .cues import BY_NAME, pulses
from .font import MEDIUM, SMALL, TALL
from .screens_parts import BIG_WIDTH, HOME_KEY, ICONS, heading, index_of, message, page_of, sign
from .trainer import TAUGHT

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
CELL_PX = 4  # of the confusion matrix
# Drawn cues: 20 ms a pixel, so that the longest fits.
MS_PER_PX = 20


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


def trainer(c: "Canvas", view: "View") -> None:
    """A cue was felt: is it this one? Its pulses are drawn as long as they are felt."""
    if view["stage"] == "known":
        _known(c, view["known"])
        return
    heading(c, c.say("trainer_ask"), "{}/{}".format(view["right"], view["asked"]))
    c.text(0, 1, c.say("cue_" + view["guess"]), WIDTH, MEDIUM)
    _pulses(c, 3, view["guess"])
    if view["result"]:
        c.text(0, 5, c.say("trainer_" + view["result"]), WIDTH, MEDIUM)
        c.hints(7, (("start", "key_next"), ("stop", "key_back")))
    else:
        c.hints(7, (("start", "key_yes"), ("next", "key_next"), ("stop", "key_back")))


def _known(c: "Canvas", matrix: "list[list[int]]") -> None:
    """The confusion matrix: a row per cue played, a column per cue named; full is always."""
    right, asked = confusions.totals(matrix)
    heading(c, c.say("known_title"))
    side = CELL_PX * len(matrix)
    for row in range((side + 7) // 8):
        c.paste(1, row + 2, bytes([_column(matrix, row * 8, x) for x in range(side)]))
    x = side + 6
    said = c.say("known_sum", right, asked) if asked else c.say("known_none")
    c.box(x, 2, said, WIDTH - x, 1)
    mixed = confusions.worst(matrix)
    if mixed[0] >= 0:
        names = ", ".join([c.say("cue_" + TAUGHT[index]) for index in mixed])
        c.box(x, 3, c.say("known_mixed") + " " + names, WIDTH - x, 4)
    elif asked:
        c.box(x, 3, c.say("known_clear"), WIDTH - x, 2)
    c.hints(7, (("start", "key_back"), ("stop", "key_home")))


def _column(matrix: "list[list[int]]", y: int, x: int) -> int:
    """One byte of the matrix picture: the eight dots below ``y`` at ``x``, top dot first."""
    found = 0
    for bit in range(8):
        row, column = (y + bit) // CELL_PX, x // CELL_PX
        if row < len(matrix) and _is_lit(matrix[row], column, (y + bit) % CELL_PX, x % CELL_PX):
            found |= 1 << bit
    return found


def _is_lit(row: "list[int]", column: int, y: int, x: int) -> bool:
    """A cell: full for most of a cue's times, every other dot for some, one dot for none."""
    if 2 * row[column] > sum(row):
        return y < CELL_PX - 1 and x < CELL_PX - 1
    if row[column]:
        return y < CELL_PX - 1 and x < CELL_PX - 1 and (x + y) % 2 == 0
    return (x, y) == (1, 1)


def _pulses(c: "Canvas", row: int, cue: str) -> None:
    """A cue's pulses as bars, time from left to right."""
    for start_ms, long_ms in pulses(BY_NAME[cue].pattern):
        x = start_ms // MS_PER_PX
        c.paste(x, row, b"\xfc" * (long_ms // MS_PER_PX))
        c.paste(x, row + 1, b"\x3f" * (long_ms // MS_PER_PX))


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
    "trainer": trainer,
    "help": help_,
    "about": about,
    "receiving": receiving,
    "power_off": power_off,
    "dark": dark,
}
TICKS: "dict[str, Tick]" = {"receiving": (tick_receiving, ("percent",))}

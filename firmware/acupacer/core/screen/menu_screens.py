"""The screens around a session: start-up, home and its entries."""

from . import pictures
from .canvas import CENTER, WIDTH
from .font import MEDIUM, SMALL, TALL
from .layout import HOME_KEY, ICONS, SIGN_WIDTH_PX, heading, message, page_of, paged, sign
from .views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .font import Font

HELP_PAGES = 6
SIGNS = {
    "trainer": pictures.BIG_TRAINER,
    "settings": pictures.BIG_SETTINGS,
    "help": pictures.BIG_HELP,
    "about": pictures.BIG_ABOUT,
    "power_off": pictures.BIG_POWER_OFF,
}
SESSIONS_A_DAY = 5
OPEN_KEYS = (("start", "key_open"), ("next", "key_next"))
PAGE_KEYS = (("next", "key_more"), ("stop", "key_back"))


class StartingView(View):
    """Power-up, while the store is read."""

    screen = "starting"

    def draw(self, canvas: "Canvas") -> None:
        """The name."""
        canvas.picture(2, 1, pictures.LOGO)
        canvas.text(50, 2, "acupacer", 78, MEDIUM, CENTER)
        canvas.text(50, 4, canvas.say("starting"), 78, SMALL, CENTER)


class HomeView(View):
    """One entry of the list: a routine with its facts, or a part of the menu.

    ``kind``: routine, trainer, settings, help, about or power_off; all but ``index``,
    ``count`` and ``notice`` concern a routine only. ``done_days``: days since it was last
    finished, -1 never, -2 unknown (no clock). ``left_today``: sessions left, -1 unknown.
    ``excluded``: the profile refuses it. ``wait_min``: minutes until it may be opened, 0 now,
    -1 unknown. ``notice``: "" or a words key notice_* (built-in
    routines in use, for example).
    """

    screen = "home"

    def __init__(
        self,
        kind: str,
        index: int,
        count: int,
        notice: str,
        title: str = "",
        methods: "tuple[str, ...] | list[str]" = (),
        minutes: int = 0,
        done_days: int = -1,
        left_today: int = -1,
        excluded: bool = False,
        wait_min: int = 0,
    ) -> None:
        self.kind = kind
        self.index = index
        self.count = count
        self.notice = notice
        self.title = title
        self.methods = list(methods)
        self.minutes = minutes
        self.done_days = done_days
        self.left_today = left_today
        self.excluded = excluded
        self.wait_min = wait_min

    def draw(self, canvas: "Canvas") -> None:
        """A routine as the text of its facts, a part of the menu as a sign."""
        if self.kind == "routine":
            self._draw_routine(canvas)
        else:
            canvas.picture((WIDTH - SIGN_WIDTH_PX) // 2, 0, SIGNS[self.kind])
            canvas.text(0, 3, canvas.say("kind_" + self.kind), WIDTH, MEDIUM, CENTER)
            if self.notice:
                canvas.text(0, 6, canvas.say(self.notice), WIDTH, SMALL, CENTER)
        canvas.hints(7, OPEN_KEYS, 0, "{}/{}".format(self.index, self.count))

    def _draw_routine(self, canvas: "Canvas") -> None:
        x = 2
        for method in self.methods:
            canvas.picture(x, 0, ICONS[method])
            x += 19
        minutes = canvas.say("minutes", self.minutes)
        width = MEDIUM.width(minutes)
        canvas.text(WIDTH - 2 - width, 0, minutes, width, MEDIUM)
        title = canvas.translated(self.title)
        has_room = canvas.is_large and not self.notice
        fonts = (MEDIUM, TALL, SMALL) if canvas.is_large else (MEDIUM, SMALL)
        used = canvas.box(2, 2, title, WIDTH - 2, 3 + has_room, fonts)
        row = 6
        if self.notice:
            canvas.text(2, 5, canvas.say(self.notice), WIDTH - 2)
        elif canvas.is_large and used == 2:
            row = 5
        if self.excluded:
            canvas.box(2, row, canvas.say("excluded"), WIDTH - 2, 7 - row, _by_rows(7 - row))
        else:
            self._draw_done_and_left(canvas, row)

    def _draw_done_and_left(self, canvas: "Canvas", row: int) -> None:
        """When it was last done, and how many sessions are left today as dots."""
        left = self.left_today
        width = WIDTH - 4
        if left >= 0:
            width -= 8 * SESSIONS_A_DAY
            for index in range(SESSIONS_A_DAY):
                look = pictures.SMALL_DONE if index < left else pictures.SMALL_NEXT
                canvas.picture(WIDTH - 8 * (SESSIONS_A_DAY - index), 6, look)
        canvas.box(2, row, self._done(canvas), width, 7 - row, _by_rows(7 - row))
        if left >= 0:
            text = canvas.say("left_today", left) if left else canvas.say("left_none")
            canvas.lines.append(text)

    def _done(self, canvas: "Canvas") -> str:
        """When it was last done; when it may be again while it may not now."""
        if self.wait_min:
            is_gap = self.left_today and self.wait_min > 0
            return canvas.say("again_in", self.wait_min) if is_gap else canvas.say("left_none")
        days = self.done_days
        return canvas.say(_DONE[days]) if days in _DONE else canvas.say("days_ago", days)


def _by_rows(rows: int) -> "tuple[Font, ...]":
    """The letters for one line, in a place of so many rows."""
    return (TALL, SMALL) if rows > 1 else (SMALL,)


_DONE = {-2: "unknown_day", -1: "never", 0: "today", 1: "yesterday"}


class SettingsView(View):
    """One setting, or the safety answers. ``value``: the words key of its present value."""

    screen = "settings"

    def __init__(self, setting: str, value: str, index: int, count: int) -> None:
        self.setting = setting
        self.value = value
        self.index = index
        self.count = count

    def draw(self, canvas: "Canvas") -> None:
        """Its name, its value, and the keys to change it."""
        heading(canvas, canvas.say("kind_settings"), "{}/{}".format(self.index, self.count))
        canvas.text(0, 1, canvas.say("setting_" + self.setting), WIDTH, MEDIUM, CENTER)
        canvas.text(0, 4, canvas.say(self.value), WIDTH, MEDIUM, CENTER)
        canvas.plate(4)
        keys = (("start", "key_change"), ("next", "key_next"), ("stop", "key_back"))
        canvas.hints(7, keys)


class HelpView(View):
    """What the keys do, what the pulses say, and what the device is not."""

    screen = "help"

    def __init__(self, page: int, pages: int) -> None:
        self.page = page
        self.pages = pages

    def draw(self, canvas: "Canvas") -> None:
        """One page."""
        title = canvas.say("help_title_{}".format(self.page))
        canvas.text(1, 0, title, WIDTH - 1, MEDIUM)
        text = canvas.say("help_{}".format(self.page))
        message(canvas, text, 2, PAGE_KEYS, page_of(self.page, self.pages), title)


class AboutView(View):
    """Which device this is. ``is_linked``: a computer is listening."""

    screen = "about"

    def __init__(
        self, dev_id: str, model: str, version: str, is_linked: bool, has_clock: bool
    ) -> None:
        self.dev_id = dev_id
        self.model = model
        self.version = version
        self.is_linked = is_linked
        self.has_clock = has_clock

    def draw(self, canvas: "Canvas") -> None:
        """Its name and what it knows, in four lines."""
        sign(canvas, pictures.BIG_ABOUT, "acupacer")
        texts = (
            self.dev_id,
            canvas.say("linked" if self.is_linked else "unlinked"),
            "{} {}".format(self.model, self.version),
            canvas.say("clock_set" if self.has_clock else "clock_unset"),
        )
        if canvas.is_large:
            paged(canvas, texts, 3, HOME_KEY)
            return
        for index, text in enumerate(texts):
            canvas.text(2, 3 + index, text, WIDTH - 2)
        canvas.hints(7, HOME_KEY)


class ReceivingView(View):
    """An upload on its way. ``percent`` of it were received."""

    screen = "receiving"
    TICKING = ("percent",)

    def __init__(self, percent: int) -> None:
        self.percent = percent

    def draw(self, canvas: "Canvas") -> None:
        """What comes, and a bar."""
        canvas.box(0, 1, canvas.say("receiving"), WIDTH, 4, (MEDIUM, SMALL), CENTER)
        canvas.blocks(6, 5, 100)
        self.tick(canvas)

    def tick(self, canvas: "Canvas") -> None:
        """Some percent more."""
        canvas.set_blocks(self.percent)


class PowerOffView(View):
    """Switch off? ``sure``: it is shutting down."""

    screen = "power_off"

    def __init__(self, sure: bool) -> None:
        self.sure = sure

    def draw(self, canvas: "Canvas") -> None:
        """The question; then: wait until it is dark."""
        if self.sure:
            title = canvas.say("powering_off")
            sign(canvas, pictures.BIG_POWER_OFF, title)
            message(canvas, canvas.say("powering_off_why"), 3, (), "", title)
        else:
            sign(canvas, pictures.BIG_POWER_OFF, canvas.say("power_off"))
            canvas.hints(7, (("start", "key_off"), ("next", "key_no")))


class DarkView(View):
    """The panel is switched off."""

    screen = "dark"

    def draw(self, canvas: "Canvas") -> None:
        """Nothing is lit, inverted or not."""
        for row in range(canvas.rows):
            canvas.paste(0, row, bytes([canvas.flip]) * canvas.width)

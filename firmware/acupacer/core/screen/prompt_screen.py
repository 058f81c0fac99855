"""The screen before a step: where and how much, then its texts."""

from .canvas import CENTER, WIDTH
from .font import MEDIUM, SMALL, TALL
from .layout import message, page_of, paged
from .views import SessionView
from .whereabouts import LOCATOR_WIDTH_PX, find, header, locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .whereabouts import Whereabouts

HEADER_CHARS = 20  # an area so long is whole in the header
KEYS = (("start", "key_go"), ("next", "key_more"), ("stop", "key_end"))


class PromptView(SessionView):
    """A step that waits for START.

    ``hold_s``: today's hold, spot or window length; ``most_s``: when an open hold ends
    itself, or 0. ``lines``: empty on the first page; then the text of this page, or a words
    key with what fills it (why today's dose is what it is). ``next``: hold, movement or
    window comes.
    """

    screen = "prompt"

    def __init__(
        self,
        where: "Whereabouts",
        title: str,
        hold_s: int,
        lines: "list[str]",
        page: int,
        pages: int,
        next: str,
        most_s: int = 0,
    ) -> None:
        super().__init__(where)
        self.title = title
        self.hold_s = hold_s
        self.lines = lines
        self.page = page
        self.pages = pages
        self.next = next
        self.most_s = most_s

    def as_dict(self) -> "dict[str, object]":
        """As ``SessionView.as_dict``; no repetition has begun yet."""
        facts = super().as_dict()
        del facts["repetition"]
        return facts

    def draw(self, canvas: "Canvas") -> None:
        """First where and how much, then its texts, one to a page."""
        header(canvas, self.where)
        corner = page_of(self.page, self.pages)
        where = canvas.words.pick(self.where.place.called)
        if self.where.method != "move" or self.where.side != "both":
            where += " " + canvas.say(self.where.side)
        lines = self.lines  # a text of the routine, or a key with what fills it
        if lines:
            text = canvas.say(*lines) if len(lines) > 1 else canvas.translated(lines[0])
            message(canvas, text, 2, KEYS, corner, where + ":")
        elif self.where.place.picture:
            self._draw_place(canvas, corner)
        else:
            self._draw_area(canvas, where, corner)

    def _draw_area(self, canvas: "Canvas", where: str, corner: str) -> None:
        text = canvas.say("method_" + self.where.method)
        if canvas.is_large:
            canvas.start()
            paged(canvas, [where, text, self._dose(canvas)], 0, KEYS, corner)
            return
        name, row = canvas.words.pick(self.where.place.name), 4
        if len(name) <= HEADER_CHARS:
            canvas.box(0, 2, text, WIDTH, 2, (MEDIUM, SMALL), CENTER)
        else:  # What the header has to shorten stands here, whole.
            row = 5
            rows = len(SMALL.by_words(name, WIDTH))
            canvas.box(0, 2, name, WIDTH, rows, (SMALL,), CENTER)
            if rows < 3:  # else the method is in its picture alone
                canvas.text(0, 4, text, WIDTH, SMALL, CENTER)
        canvas.text(0, row, self._dose(canvas), WIDTH, MEDIUM, CENTER)
        canvas.hints(7, KEYS, 0, corner)

    def _draw_place(self, canvas: "Canvas", corner: str) -> None:
        where = self.where
        text = find(canvas, where.place) or canvas.say("method_" + where.method)
        if canvas.is_large and canvas.part:
            message(canvas, text, 2, KEYS[:2], corner)
            canvas.parts = 2
            return
        locator(canvas, where.place, where.side, 2)
        x = LOCATOR_WIDTH_PX + 6
        canvas.box(x, 2, self._dose(canvas), WIDTH - x, 2, (MEDIUM, TALL, SMALL))
        if canvas.is_large:
            canvas.parts = 2
        else:
            canvas.box(x, 4, text, WIDTH - x, 3)
        canvas.hints(7, KEYS[:2], x)

    def _dose(self, canvas: "Canvas") -> str:
        """How much is asked for: 3 times 10 seconds, or a length."""
        if self.next == "window":
            is_round = self.hold_s % 60 == 0
            return (
                canvas.say("minutes", self.hold_s // 60)
                if is_round
                else "{} s".format(self.hold_s)
            )
        if self.next == "movement":
            return canvas.say("times", self.where.repetitions)
        length = "{}–{}".format(self.hold_s, self.most_s) if self.most_s else self.hold_s
        return canvas.say("dose", self.where.repetitions, length)

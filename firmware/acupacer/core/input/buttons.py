"""Three contacts become gestures: pressed, short, long, stuck.

Rules (the gesture map in docs/user/gestures.md builds on them):

* A level is steady once it was seen for ``SETTLED_MS`` without a change. The first edge
  away from a steady level counts at once. Everything after it is contact bounce, until a
  level is steady again; if that is the other one, it counts then. So a bounce of any
  pattern is one press, and a tap shorter than it is not lost.
* ``pressed`` comes on contact, ``short`` on release before ``long_press_ms``,
  ``long`` at ``long_press_ms``: never both of one press.
* A press that was never seen closed for ``FIRM_MS`` on end makes a ``brush`` where another
  makes a ``short``: nothing may lead to pressure that a spark can do.
* Two down: STOP wins and ends the other's gesture; otherwise the first one counts
  and the second is ignored until it is let go.
* Down for ``STUCK_MS``: ``stuck``, then ignored until let go; the others work again.
* Down at power-up: no gesture, but it can become ``stuck``.

What was not looked at does not count as seen: a loop that was held up makes a press
shorter, never longer, and a bounce longer, never shorter.
"""

from ..events import BUTTONS, STOP

# Contacts bounce for 50 ms at the worst, and are looked at every 10 ms.
SETTLED_MS = 60
FIRM_MS = 30  # no finger is quicker
LONG_PRESS_MS = 800
STUCK_MS = 10000

PRESSED = "pressed"
SHORT = "short"
BRUSH = "brush"
LONG = "long"
STUCK = "stuck"
FREED = "freed"


class _Contact:
    """One button: its raw level and the one that counts, and whether its press does.

    ``is_steady``: of the raw level; ``is_firm``: of the press, so far.
    """

    def __init__(self, button: int) -> None:
        self.button = button
        self.raw = self.is_down = False
        self.raw_ms = 0  # since when it is at that level
        self.is_steady = True  # nothing is known of it: its first edge counts
        self.is_firm = False
        self.down_ms = 0
        self.counts = False
        self.is_stuck = False

    def next_ms(self, long_press_ms: int) -> "int | None":
        """When this contact has to be looked at again, or None."""
        due_ms = None
        may_ripen = self.is_firm or not self.counts
        if self.raw and self.is_down and may_ripen and not self.is_stuck:
            due_ms = self.down_ms + (long_press_ms if self.counts else STUCK_MS)
        if self.is_steady:
            return due_ms
        waits_for_firm = self.raw and not self.is_firm
        look_ms = self.raw_ms + (FIRM_MS if waits_for_firm else SETTLED_MS)
        return look_ms if due_ms is None or look_ms < due_ms else due_ms


class Buttons:
    """Debounces and classifies; the caller feeds levels and time. Blocks: never.

    ``long_press_ms``: how long a long press is, as the user has set it.
    """

    def __init__(self) -> None:
        self.long_press_ms = LONG_PRESS_MS
        self._contacts = [_Contact(bit) for bit, _ in BUTTONS]
        # STOP before the others, so that it wins within one reading too.
        stop = [contact for contact in self._contacts if contact.button == STOP]
        self._ranked = stop + [one for one in self._contacts if one.button != STOP]

    def begin(self, pressed: int, now_ms: int) -> None:
        """Take the levels news at power-up; a button down now makes no gesture."""
        for contact in self._contacts:
            if pressed & contact.button:
                contact.raw = contact.is_down = True
                contact.raw_ms = contact.down_ms = now_ms
                contact.is_steady = False

    def change(self, pressed: int, now_ms: int) -> "list[tuple[str, int]]":
        """Take raw levels; return the gestures they complete, as (gesture, button)."""
        news: "list[tuple[str, int]]" = []
        for contact in self._ranked:
            if contact.raw != bool(pressed & contact.button):
                self._take_edge(contact, now_ms, news)
        return news

    def step(self, now_ms: int) -> "list[tuple[str, int]]":
        """Return the gestures that time alone completes."""
        news: "list[tuple[str, int]]" = []
        for contact in self._ranked:
            if not contact.is_steady:
                self._look(contact, now_ms, news)
            self._ripen(contact, now_ms, news)
        return news

    def rows(self, now_ms: int) -> "list[list[int]]":
        """Every contact as it is: raw, down, counts, stuck; ms until steady, ms down.

        Those until steady are 0 or less for one that is.
        """
        return [
            [
                int(contact.raw),
                int(contact.is_down),
                int(contact.counts),
                int(contact.is_stuck),
                self._settles_in_ms(contact, now_ms),
                now_ms - contact.down_ms,
            ]
            for contact in self._contacts
        ]

    def restore(self, rows: "list[list[int]]", now_ms: int) -> None:
        """Put the contacts into a state that ``rows`` gave."""
        for contact, row in zip(self._contacts, rows):
            contact.raw, contact.is_down = bool(row[0]), bool(row[1])
            contact.counts, contact.is_stuck = bool(row[2]), bool(row[3])
            contact.raw_ms = now_ms + row[4] - SETTLED_MS
            contact.is_steady = row[4] <= 0
            contact.is_firm = contact.raw and now_ms - contact.raw_ms >= FIRM_MS
            contact.down_ms = now_ms - row[5]

    def consume(self) -> None:
        """The presses now down have been acted on: no short or long will follow."""
        for contact in self._contacts:
            contact.counts = False

    def is_stuck(self, button: int) -> bool:
        """Whether ``button`` has been down longer than ``STUCK_MS``."""
        for contact in self._contacts:
            if contact.button == button:
                return contact.is_stuck
        return False

    def stuck_button(self) -> int:
        """A button that has been down longer than ``STUCK_MS``, or 0; STOP comes first."""
        for contact in self._ranked:
            if contact.is_stuck:
                return contact.button
        return 0

    def is_stop_stuck(self) -> bool:
        """Whether STOP has been down longer than ``STUCK_MS``: no session may start."""
        return self.is_stuck(STOP)

    @property
    def next_ms(self) -> "int | None":
        """When ``step`` has to be called at the latest, or None."""
        best = None
        for contact in self._contacts:
            due = contact.next_ms(self.long_press_ms)
            if due is not None and (best is None or due < best):
                best = due
        return best

    def _settles_in_ms(self, contact: _Contact, now_ms: int) -> int:
        left_ms = contact.raw_ms + SETTLED_MS - now_ms
        return min(left_ms, 0) if contact.is_steady else max(left_ms, 1)

    def _take_edge(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        """The raw level is the other one from now on."""
        counts_at_once = contact.is_steady
        if counts_at_once and contact.raw:
            self._ripen(contact, now_ms, news)
        contact.raw = not contact.raw
        contact.raw_ms = now_ms
        contact.is_steady = False
        if counts_at_once:
            self._flip(contact, now_ms, news)

    def _look(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        """The raw level is still the same."""
        lasted_ms = now_ms - contact.raw_ms
        if contact.raw and lasted_ms >= FIRM_MS:
            contact.is_firm = True
        if lasted_ms < SETTLED_MS:
            return
        contact.is_steady = True
        if contact.raw != contact.is_down:
            self._flip(contact, now_ms, news)

    def _flip(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        contact.is_down = contact.raw
        if contact.is_down:
            contact.is_firm = contact.is_steady  # it was seen that long already
            self._go_down(contact, now_ms, news)
        else:
            self._go_up(contact, news)

    def _go_down(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        contact.down_ms = now_ms
        if contact.button == STOP:
            self.consume()
        elif self._is_other_down(contact):
            return
        contact.counts = True
        news.append((PRESSED, contact.button))

    def _is_other_down(self, contact: _Contact) -> bool:
        for other in self._contacts:
            if other is not contact and other.is_down and not other.is_stuck:
                return True
        return False

    def _go_up(self, contact: _Contact, news: "list[tuple[str, int]]") -> None:
        if contact.counts:
            news.append((SHORT if contact.is_firm else BRUSH, contact.button))
        if contact.is_stuck:
            news.append((FREED, contact.button))
        contact.counts = contact.is_stuck = False

    def _ripen(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        if not (contact.is_down and contact.raw):
            return
        down_for_ms = now_ms - contact.down_ms
        if contact.counts and contact.is_firm and down_for_ms >= self.long_press_ms:
            contact.counts = False
            news.append((LONG, contact.button))
        if not contact.is_stuck and down_for_ms >= STUCK_MS:
            contact.is_stuck = True
            news.append((STUCK, contact.button))

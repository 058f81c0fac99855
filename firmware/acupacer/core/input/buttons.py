"""Three contacts become gestures: pressed, short, long, stuck.

Rules (the gesture map in docs/gestures.md builds on them):

* The first edge counts at once; what follows within ``DEBOUNCE_MS`` is contact
  bounce and is only looked at again when that time is over, so a tap shorter than
  it is never lost.
* ``pressed`` comes on contact, ``short`` on release before ``long_press_ms``,
  ``long`` at ``long_press_ms``: never both of one press.
* Two down: STOP wins and ends the other's gesture; otherwise the first one counts
  and the second is ignored until it is let go.
* Down for ``STUCK_MS``: ``stuck``, then ignored until let go; the others work again.
* Down at power-up: no gesture, but it can become ``stuck``.
"""

from ..events import BUTTONS, STOP

DEBOUNCE_MS = 25  # mechanical switches settle within 1-20 ms
LONG_PRESS_MS = 800
STUCK_MS = 10000

PRESSED = "pressed"
SHORT = "short"
LONG = "long"
STUCK = "stuck"
FREED = "freed"


class _Contact:
    """One button: its raw and debounced level, and whether its press still counts."""

    def __init__(self, button: int) -> None:
        self.button = button
        self.raw = False
        self.is_down = False
        self.settles_ms = 0
        self.down_ms = 0
        self.counts = False
        self.is_stuck = False

    def next_ms(self, long_press_ms: int) -> "int | None":
        """When this contact has to be looked at again, or None."""
        if self.raw != self.is_down:
            return self.settles_ms
        if not self.is_down or self.is_stuck:
            return None
        return self.down_ms + (long_press_ms if self.counts else STUCK_MS)


class Buttons:
    """Debounces and classifies; the caller feeds levels and time. Blocks: never.

    ``long_press_ms``: how long a long press is, as the user has set it.
    """

    def __init__(self) -> None:
        self.long_press_ms = LONG_PRESS_MS
        self._contacts = [_Contact(bit) for bit, _ in BUTTONS]
        # STOP before the others, so that it wins within one reading too.
        self._ranked = self._contacts[2:] + self._contacts[:2]

    def begin(self, pressed: int, now_ms: int) -> None:
        """Take the levels found at power-up; a button down now makes no gesture."""
        for contact in self._contacts:
            if pressed & contact.button:
                contact.raw = contact.is_down = True
                contact.down_ms = now_ms
                contact.settles_ms = now_ms + DEBOUNCE_MS

    def change(self, pressed: int, now_ms: int) -> "list[tuple[str, int]]":
        """Take raw levels; return the gestures they complete, as (gesture, button)."""
        news: "list[tuple[str, int]]" = []
        for contact in self._ranked:
            contact.raw = bool(pressed & contact.button)
            self._settle(contact, now_ms, news)
        return news

    def step(self, now_ms: int) -> "list[tuple[str, int]]":
        """Return the gestures that time alone completes."""
        news: "list[tuple[str, int]]" = []
        for contact in self._ranked:
            self._settle(contact, now_ms, news)
            self._ripen(contact, now_ms, news)
        return news

    def rows(self, now_ms: int) -> "list[list[int]]":
        """Every contact as it is: raw, down, counts, stuck; ms until settled, ms down."""
        return [
            [
                int(contact.raw),
                int(contact.is_down),
                int(contact.counts),
                int(contact.is_stuck),
                contact.settles_ms - now_ms,
                now_ms - contact.down_ms,
            ]
            for contact in self._contacts
        ]

    def restore(self, rows: "list[list[int]]", now_ms: int) -> None:
        """Put the contacts into a state that ``rows`` gave."""
        for contact, row in zip(self._contacts, rows):
            contact.raw, contact.is_down = bool(row[0]), bool(row[1])
            contact.counts, contact.is_stuck = bool(row[2]), bool(row[3])
            contact.settles_ms = now_ms + row[4]
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

    def _settle(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        if contact.raw == contact.is_down or now_ms < contact.settles_ms:
            return
        if not contact.raw:
            self._ripen(contact, now_ms, news)
        contact.is_down = contact.raw
        contact.settles_ms = now_ms + DEBOUNCE_MS
        if contact.is_down:
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
            news.append((SHORT, contact.button))
        if contact.is_stuck:
            news.append((FREED, contact.button))
        contact.counts = contact.is_stuck = False

    def _ripen(self, contact: _Contact, now_ms: int, news: "list[tuple[str, int]]") -> None:
        if not contact.is_down:
            return
        down_for_ms = now_ms - contact.down_ms
        if contact.counts and down_for_ms >= self.long_press_ms:
            contact.counts = False
            news.append((LONG, contact.button))
        if not contact.is_stuck and down_for_ms >= STUCK_MS:
            contact.is_stuck = True
            news.append((STUCK, contact.button))

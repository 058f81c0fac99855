"""The panel's brightness: it dims when no key was pressed for a while, and goes dark."""

DIM_MS = 30000  # after the last press the panel dims ...
DARK_MS = 120000  # ... and, outside a session, goes dark
NEVER_MS = 1 << 60
FULL_PCT = 100
DIM_PCT = 30


class Brightness:
    """``contrast_pct`` is what the panel should have: 100, 30 or 0 (dark)."""

    def __init__(self) -> None:
        self.contrast_pct = FULL_PCT
        self.next_after_ms = DIM_MS  # idle time after which it changes again

    @property
    def is_dark(self) -> bool:
        """The panel is switched off."""
        return self.contrast_pct == 0

    def follow(self, idle_ms: int, is_lit: bool) -> bool:
        """Follow the time since the last press; True when ``contrast_pct`` changed.

        ``is_lit``: the panel may dim but not go dark (a session runs).
        """
        before_pct = self.contrast_pct
        self.contrast_pct, self.next_after_ms = FULL_PCT, DIM_MS
        if idle_ms >= DIM_MS:
            self.contrast_pct = DIM_PCT
            self.next_after_ms = NEVER_MS if is_lit else DARK_MS
        if idle_ms >= DARK_MS and not is_lit:
            self.contrast_pct, self.next_after_ms = 0, NEVER_MS
        return self.contrast_pct != before_pct

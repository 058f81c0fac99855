"""A window's clock: free time that runs on through its spots and stops in a pause."""


class WindowClock:
    """Counts a window down. Times in ms of the board's clock; blocks: never.

    ``length_ms``: left when the clock was last started or stopped. ``gap_ends_ms``:
    before it no spot may start.
    """

    def __init__(self) -> None:
        self.length_ms = 0
        self.at_ms = 0
        self.is_running = False
        self.gap_ends_ms = 0

    def start(self, left_ms: int, at_ms: int) -> None:
        """Run from ``at_ms`` with ``left_ms`` to go."""
        self.length_ms = left_ms
        self.go_on(at_ms)

    def go_on(self, at_ms: int) -> None:
        """Run again from ``at_ms`` after a stop; nothing when it runs already."""
        if not self.is_running:
            self.at_ms = at_ms
            self.is_running = True

    def stop(self, now_ms: int) -> int:
        """Stop at ``now_ms``; returns the ms it ran since it was started."""
        left_ms = self.left_ms(now_ms)
        ran_ms = self.length_ms - left_ms
        self.length_ms = left_ms
        self.is_running = False
        return ran_ms

    def left_ms(self, now_ms: int) -> int:
        """What is left at ``now_ms``."""
        if not self.is_running:
            return self.length_ms
        return self.length_ms - min(max(now_ms - self.at_ms, 0), self.length_ms)

"""What a visitor of the terminal front sees of it: somebody who presses for the user."""

import threading
from collections.abc import Callable

from .board import Simulator


class Show:
    """What a visitor has: the device, a line to say what is going on, and who acts.

    ``simulator``: everything it offers may be used, from the visitor's thread. ``taken``:
    set once the user has pressed a key or quit: the device is the user's then.
    """

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.taken = threading.Event()
        self.words = ""

    def say(self, words: str) -> None:
        """Show one line until the next; "": the keys again. Blocks: never."""
        self.words = words


Visitor = Callable[[Show], None]

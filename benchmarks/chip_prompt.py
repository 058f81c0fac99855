"""MicroPython's raw prompt on the emulated chip: runs scripts and gives what they print.

The chip is started with START held, so the program stays away (safe mode).
"""

START = 10
ENTER_RAW, END, BREAK = b"\x01", b"\x04", b"\x03"
PATIENCE_MS = 120_000


class Prompt:
    """The prompt of ``chip``, which was not run yet."""

    def __init__(self, chip):
        self._chip = chip
        chip.mcu.gpio[START].set_input_value(False)
        chip.run_until(lambda: b">>> " in chip.received)
        chip.mcu.gpio[START].release_input()
        chip.take()
        chip.send(b"\r" + ENTER_RAW)
        chip.run_until(lambda: chip.received.endswith(b"raw REPL; CTRL-B to exit\r\n>"))
        chip.take()

    def run(self, script, ms=PATIENCE_MS):
        """What ``script`` prints; fails with the traceback when it raises."""
        self._chip.send(script.encode() + END)
        self._chip.run_until(lambda: self._chip.received.endswith(END + b">"), ms, 20)
        said = self._chip.take()
        assert said.startswith(b"OK"), said
        text, error, _ = said[2:].split(END)
        assert not error, error.decode()
        return text.decode()

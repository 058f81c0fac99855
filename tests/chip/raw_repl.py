"""MicroPython's raw REPL on the emulated chip, which was started in safe mode."""

RAW, FRIENDLY, END = b"\x01", b"\x02", b"\x04"
BANNER_END = b"exit\r\n>"


class RawRepl:
    """Runs code on ``chip``."""

    def __init__(self, chip):
        self._chip = chip
        chip.settle()
        chip.take()
        chip.send(RAW)
        chip.run_until(lambda: chip.received.endswith(BANNER_END))
        chip.take()

    def run(self, code, ms=60_000):
        """What ``code`` printed within ``ms`` of the chip's time; its traceback fails."""
        self.start(code)
        self._chip.run_until(lambda: self._chip.received.endswith(END + b">"), ms, step_ms=20)
        said, complaint, _ = self._chip.take().removeprefix(b"OK").split(END)
        assert complaint == b"", complaint.decode()
        return said.decode().replace("\r\n", "\n")

    def start(self, code):
        """Have ``code`` begin to run."""
        self._chip.send(code.encode() + END)

    def leave(self):
        """Back to the friendly prompt."""
        self._chip.send(FRIENDLY)
        self._chip.run_until(lambda: self._chip.received.endswith(b">>> "))
        self._chip.take()

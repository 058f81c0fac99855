"""The host's client on the emulated chip's USB port, in one process.

The chip runs while the client waits, and only then: a host that takes no time for
anything, so what is measured is the chip's own.
"""

from acupacer_host.device.client import Client

LOOK_MS = 1


class ChipTransport:
    """``acupacer_host.device.transport.Transport`` over ``chip``; its clock is the chip's."""

    name = "the emulated chip"

    def __init__(self, chip):
        self._chip = chip

    def write(self, data):
        self._chip.send(data)

    def read(self, timeout_s):
        until_ms = self._chip.now_ms + timeout_s * 1000
        while not self._chip.received and self._chip.now_ms < until_ms:
            self._chip.run(LOOK_MS)
        return self._chip.take()

    def now_s(self):
        return self._chip.now_ms / 1000

    def sleep(self, seconds):
        self._chip.run(seconds * 1000)

    def close(self):
        """The chip stays as it is."""


def client_of(chip):
    """A client of the device that ``chip`` is."""
    return Client(ChipTransport(chip))

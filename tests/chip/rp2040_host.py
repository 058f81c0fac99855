"""A host that asks the emulated chip without a command line: exact bytes, exact times."""

from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map

MAX_BYTES = 70_000
STATE, SCREEN = (100, 1), (100, 3)  # (group, command)
ANSWER_MS = 3_000


class Host:
    """Asks ``chip``. ``answers``: how many came to what ``poll`` asked."""

    def __init__(self, chip):
        self.answers = 0
        self._chip = chip
        self._sequence = 0

    def ask(self, request):
        """The fields of the answer to a read request; it has to come."""
        self._chip.take()
        self._send(request)
        reader, found = frames.Reader(MAX_BYTES), []

        def answered():
            found.extend(reader.feed(self._chip.take()))
            return found

        self._chip.run_until(answered, ANSWER_MS)
        return smp.parse(found[0]).fields()

    def poll(self, ms, every_ms, requests=(SCREEN,)):
        """Ask again and again for ``ms``, whether answers come or not, as fast as the port
        takes it or each ``every_ms``."""
        end_ms = self._chip.now_ms + ms
        reader = frames.Reader(MAX_BYTES)
        while self._chip.now_ms < end_ms:
            for request in requests if self._chip.has_sent_all else ():
                self._send(request)
            self._chip.run(every_ms)
            self.answers += len(reader.feed(self._chip.take()))

    def _send(self, request):
        group, command = request
        self._sequence = (self._sequence + 1) & 255
        message = smp.pack(smp.READ, group, self._sequence, command, Map([]))
        self._chip.send(frames.encode(message))

"""The program on the emulated chip, with somebody who looks at it each millisecond."""

from rp2040_rig import Rp2040

LOOK_MS = 1


class WatchedChip(Rp2040):
    """``Rp2040`` that calls each of ``looks`` every ms of its time."""

    def __init__(self, *arguments, **options):
        self.looks = []
        super().__init__(*arguments, **options)

    def run(self, ms):
        """Let ``ms`` of emulated time pass."""
        if not self.looks:
            super().run(ms)
            return
        until_ms = self.now_ms + ms
        while (left_ms := until_ms - self.now_ms) > 1e-6:
            super().run(min(LOOK_MS, left_ms))
            for look in self.looks:
                look()


def new_chip(image, files=()):
    """A chip with ``image`` and more ``files`` that was not run yet."""
    return WatchedChip(image.uf2, {**image.files, **dict(files)})


def power_up(chip):
    """Run ``chip`` until it is up, at its STOP check."""
    chip.run_until(lambda: chip.panel.chip.is_on)
    chip.settle()
    return chip

"""What a power-up does with what the store keeps, as it comes in."""

from . import settings
from .loader import Loader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .device import Device


class PowerUp:
    """Brings what the store keeps into ``device``, which drops it once it ``is_done``."""

    def __init__(self, device: "Device") -> None:
        self.is_done = False
        self._device = device
        self._loader = Loader(
            device.storage, device.progress, device.contents, device.new_scanner
        )
        self._has_settings = False

    def begin(self) -> None:
        """Ask for the first of it."""
        self._loader.begin()

    def step(self) -> None:
        """The STOP check needs the settings only; everything else comes when all is read."""
        device, loader = self._device, self._loader
        if loader.settings is not None and not self._has_settings:
            self._has_settings = True
            device.settings = loader.settings
            if settings.both_off(device.settings, device.config.has_tone):
                device.settings["vibration"] = True
            device.apply_settings()
            device.menu.go_on(device.now_ms)
        if loader.is_done:
            self.is_done = True
            device.is_loaded = True
            device.journal.is_closed = device.contents.has_failed
            device.journal.next_id = device.progress.next_id
            device.note_clock()
            device.opening.mind_power_loss()
            device.menu.loaded(device.now_ms)

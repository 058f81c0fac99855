"""What a board tells its device about itself."""

from .link_port import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class DeviceConfig:
    """What a board knows of itself.

    ``dev_id``: stable and unique; ``model``: for people; ``version``: the firmware's;
    ``boot_id``: different at each power-up; ``limits``: sizes; ``has_tone``:
    a buzzer is fitted; ``new_inflater``: makes a zlib inflater
    (see ``LinkPort.inflater``) or None; ``has_loader``: a reset can lead into a loader
    that takes a new firmware image; ``fault_bytes``: length of the fault file the board
    had at power-up, -1: none. ``index_edition``: the store keeps an index of the routines,
    good for the program of this name only, which changes with any line of the core; "":
    it keeps none, and every power-up scans them.
    """

    def __init__(
        self,
        dev_id: str,
        model: str = "",
        version: str = "",
        boot_id: str = "",
        limits: "Limits | None" = None,
        has_tone: bool = True,
        new_inflater: "Callable[[], Any] | None" = None,
        has_loader: bool = False,
        fault_bytes: int = -1,
        index_edition: str = "",
    ) -> None:
        self.dev_id = dev_id
        self.model = model
        self.version = version
        self.boot_id = boot_id
        self.limits = limits or Limits()
        self.has_tone = has_tone
        self.new_inflater = new_inflater
        self.has_loader = has_loader
        self.fault_bytes = fault_bytes
        self.index_edition = index_edition

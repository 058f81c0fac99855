"""Makes the core's device for the Pico."""

import os

import machine
from acupacer_image import EDITION, MARK

from ... import __version__
from ...core.device import Device
from ...core.device_config import Capacities, DeviceConfig
from . import faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .config import Config

MODEL = "raspberry-pi-" + MARK.split(":")[1]
BUF_BYTES = 1024  # longest message on the link
EVENT_COUNT = 16
TRIM_FROM_BYTES = 32768  # a rewrite takes seconds on this flash, and wears it
HISTORY_BYTES = 65536
# The longest piece seen on the emulated chip takes 72 ms: a request that meets a collection.
LINK_WORK_MS = 80


def make_device(config: "Config") -> Device:
    """A device as after power-up."""
    return Device(
        DeviceConfig(
            dev_id=config.id or "pico-" + machine.unique_id().hex(),
            model=MODEL,
            version=__version__,
            boot_id=os.urandom(4).hex(),
            limits=Capacities(
                BUF_BYTES,
                event_count=EVENT_COUNT,
                trim_from_bytes=TRIM_FROM_BYTES,
                history_bytes=HISTORY_BYTES,
                work_ms=LINK_WORK_MS,
            ),
            has_tone=config.buzzer != "none",
            has_loader=True,
            fault_bytes=faults.size_bytes(),
            index_edition=EDITION,
        )
    )

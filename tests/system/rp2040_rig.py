"""The whole chip, emulated: real MicroPython on an RP2040 that rp2040py plays.

Emulated time moves only inside ``run``, so everything repeats exactly. The panel is the
emulated chip of the simulator on the I2C block; outputs are watched edge by edge; the
flash's file system is made and read with littlefs-python.
"""

from acupacer.boards.pico.config import Config
from acupacer.boards.sim.panel import SSD1306
from littlefs import LittleFS
from rp2040py.boards import BOARDS, resolve_firmware
from rp2040py.device import MicroPythonDevice
from rp2040py.gpio_pin import GPIOPinState

# Where MicroPython's stock image for the Pico keeps its files.
FS_START, FS_BLOCKS, BLOCK_BYTES = 0xA0000, 352, 4096
BUS_BYTE_NS = 22_500  # nine bits at 400 kHz
USB_FRAME_NS = 125_000
FLASH_BOOT = 0x10000000


class PatientHost:
    """Has the emulator's USB host answer no read for a host with nothing to send.

    The stock one completes each read at once with no bytes: the chip would be kept busy
    with USB interrupts and never sleep.
    """

    def __init__(self, cdc):
        self._cdc = cdc
        self._asked = None
        self._is_armed = False
        usb = cdc.usb
        self._alarm = usb.rp2040.clock.create_alarm(self._fire)
        self._answer, usb.on_endpoint_read = usb.on_endpoint_read, self._take_read
        self._reset, usb.on_reset = usb.on_reset, self._take_reset

    @property
    def is_full(self):
        """No byte more can be sent now."""
        return self._cdc.tx_fifo.full

    def send(self, byte):
        """One byte to the chip; it is there at the next USB frame."""
        self._cdc.send_serial_byte(byte)
        if self._asked is not None and not self._is_armed:
            self._is_armed = True
            self._alarm.schedule(USB_FRAME_NS)

    def _take_read(self, endpoint, size):
        if endpoint == self._cdc._out_endpoint and self._cdc.tx_fifo.empty:
            self._asked = (endpoint, size)
        else:
            self._answer(endpoint, size)

    def _take_reset(self):
        self._asked, self._is_armed = None, False
        self._reset()

    def _fire(self):
        self._is_armed = False
        if self._asked is not None and not self._cdc.tx_fifo.empty:
            asked, self._asked = self._asked, None
            self._answer(*asked)


class BusPanel:
    """The simulator's SSD1306 on an emulated I2C block, as slow as the real bus."""

    def __init__(self, mcu, bus, address):
        self.chip = SSD1306()
        self._address = address
        self._control = None  # the transaction's first byte: commands or data follow
        self._i2c = mcu.i2c[bus]
        self._then = None
        self._alarm = mcu.clock.create_alarm(lambda: self._then())
        self._i2c.on_connect = self._connect
        self._i2c.on_write_byte = self._write
        self._i2c.on_read_byte = lambda ack: self._later(lambda: self._i2c.complete_read(0))

    def _connect(self, address, mode):
        self._control = None
        self._later(lambda: self._i2c.complete_connect(address == self._address))

    def _write(self, byte):
        if self._control is None:
            self._control = byte
        else:
            self.chip.transaction(bytes((self._control, byte)))
        self._later(lambda: self._i2c.complete_write(True))

    def _later(self, then):
        self._then = then
        self._alarm.schedule(BUS_BYTE_NS)


class Rp2040:
    """A Pico with MicroPython's image ``uf2`` and ``files`` on its flash."""

    def __init__(self, uf2, files=None, file_system=None):
        spec = resolve_firmware(BOARDS["pico"], "micropython", uf2)
        self._device = MicroPythonDevice(board=spec)
        self._host = PatientHost(self._device.cdc)
        config = Config()
        self.mcu = self._device.mcu
        self._simulator = self._device.simulator
        self._clock = self.mcu.clock
        image = file_system or make_file_system(files or {})
        self.mcu.flash[FS_START : FS_START + len(image)] = image
        self.panel = BusPanel(self.mcu, config.i2c_bus, config.address)
        self.edges = {config.motor_pin: [], config.buzzer_pin: []}
        for pin, found in self.edges.items():
            self._watch(pin, found)
        self.received = b""
        self._sending = bytearray()
        self._device.cdc.on_serial_data = self._take
        self._alarm = self._clock.create_alarm(self._simulator.stop)
        self.mcu.core.pc = FLASH_BOOT

    @property
    def now_ms(self):
        """Emulated milliseconds since power-up."""
        return self._clock.nanos / 1e6

    def run(self, ms):
        """Let ``ms`` of emulated time pass."""
        self._feed()
        self._alarm.schedule(ms * 1e6)
        self._simulator.stopped = False
        while not self._simulator.stopped:
            self._simulator._execute_batch()

    def run_until(self, found, ms=20_000, step_ms=2):
        """Run until ``found()`` is true; its value. Fails after ``ms``."""
        end_ms = self.now_ms + ms
        while not (value := found()):
            assert self.now_ms < end_ms, f"it did not come; said: {self.received[-300:]!r}"
            self.run(step_ms)
        return value

    def send(self, data):
        """Bytes from the host."""
        self._sending += data

    def take(self):
        """Bytes to the host since the last call."""
        data, self.received = self.received, b""
        return data

    def press(self, pin, ms=100):
        """Ground a button's pin for ``ms``, then 100 ms of nothing."""
        self.mcu.gpio[pin].set_input_value(False)
        self.run(ms)
        self.mcu.gpio[pin].release_input()
        self.run(100)

    def file_system(self):
        """The flash's file system as it is now."""
        return bytes(self.mcu.flash[FS_START : FS_START + FS_BLOCKS * BLOCK_BYTES])

    def watch_flash(self, changed):
        """Call ``changed(before, after)`` around every erase and program operation."""
        flash = next(
            part
            for part in [*vars(self.mcu).values(), *self.mcu.peripherals.values()]
            if type(part).__name__ == "RPSSI"
        )
        apply = flash._apply_command

        def watched():
            before = self.file_system()
            apply()
            after = self.file_system()
            if after != before:
                changed(before, after)

        flash._apply_command = watched

    def _take(self, data):
        self.received += bytes(data)

    def _feed(self):
        while self._sending and not self._host.is_full:
            self._host.send(self._sending.pop(0))

    def _watch(self, pin, found):
        def change(new, old):
            found.append((self.now_ms, new == GPIOPinState.HIGH))

        self.mcu.gpio[pin].add_listener(change)


def make_file_system(files):
    """A littlefs image with ``files`` (path -> bytes)."""
    made = LittleFS(
        block_size=BLOCK_BYTES, block_count=FS_BLOCKS, prog_size=256, disk_version=0x00020000
    )
    for path, data in files.items():
        folder = path.rpartition("/")[0]
        if folder:
            made.makedirs(folder, exist_ok=True)
        with made.open(path, "wb") as file:
            file.write(data)
    return bytes(made.context.buffer)


def read_file(image, path):
    """One file of a littlefs image; None when it is not there."""
    found = LittleFS(block_size=BLOCK_BYTES, block_count=FS_BLOCKS, prog_size=256, mount=False)
    found.context.buffer = bytearray(image)
    found.mount()
    try:
        with found.open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def half_done(before, after):
    """The image when the power goes in the middle of the operation between the two."""
    pages = range(0, len(after), 256)
    changed = [at for at in pages if after[at : at + 256] != before[at : at + 256]]
    middle = (changed[0] + changed[-1] + 256) // 2
    return after[:middle] + before[middle:]

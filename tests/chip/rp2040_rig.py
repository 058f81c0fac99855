"""The whole chip, emulated: the firmware image on an RP2040 that rp2040py plays.

Emulated time moves only inside ``run``, so everything repeats exactly. The panel is the
emulated chip of the simulator on the I2C block; outputs are watched edge by edge. A reset
by ``machine.reset()`` or by the watchdog starts the image again, as on the real chip.
"""

import rp2040_native
from acupacer.boards.pico.config import Config
from acupacer.boards.sim.panel import SSD1306
from rp2040_flash import FS_BYTES, FS_START, FlashLog, make_file_system
from rp2040py.boards import BOARDS, resolve_firmware
from rp2040py.device import MicroPythonDevice
from rp2040py.device.base_device import ResetCause
from rp2040py.gpio_pin import GPIOPinState

Stepper = rp2040_native.load_stepper()

BUS_BYTE_NS = 22_500  # nine bits at 400 kHz
USB_FRAME_NS = 125_000
FLASH_BOOT = 0x10000000
RAM = 0x20000000
RUBBISH = b"\xa5\x5a\xc3\x96"
ENDLESS_LOOP = b"\xfe\xe7"  # a branch to itself
HANG_AT = 0x40FF0  # the stack of the second processor, which rests
CYCLES_PER_MS = 125_000
LOOK_MS = 10
REST_MS = 40  # longer than any work waits for an edge that is near


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
    """A Pico with the firmware image ``uf2`` and ``files`` on its flash, power just on.

    ``held``: pins of buttons that are pressed as it starts. ``resets``: when the chip was
    reset since, in emulated ms.
    """

    def __init__(self, uf2, files=None, file_system=None, held=()):
        spec = resolve_firmware(BOARDS["pico"], "micropython", str(uf2))
        self._device = MicroPythonDevice(board=spec)
        self._host = PatientHost(self._device.cdc)
        config = Config()
        self.mcu = self._device.mcu
        self._stepper = Stepper(self.mcu)
        self._clock = self.mcu.clock
        self._clear_ram()
        image = file_system or make_file_system(files or {})
        self.mcu.flash[FS_START : FS_START + len(image)] = image
        self.panel = BusPanel(self.mcu, config.i2c_bus, config.address)
        self.edges = {pin: self.watch(pin) for pin in (config.motor_pin, config.buzzer_pin)}
        self.received = b""
        self.resets = []
        self._sending = bytearray()
        self._device.cdc.on_serial_data = self._take
        self.mcu.watchdog.on_watchdog_trigger = self._reset
        for pin in held:
            self.hold(pin)
        self.mcu.core.pc = FLASH_BOOT

    @property
    def now_ms(self):
        """Emulated milliseconds since power-up."""
        return self._clock.nanos / 1e6

    def run(self, ms):
        """Let ``ms`` of emulated time pass."""
        self._feed()
        self._stepper.run_until(self._clock.nanos + ms * 1e6)

    def run_until(self, found, ms=20_000, step_ms=2):
        """Run until ``found()`` is true; its value. Fails after ``ms``."""
        end_ms = self.now_ms + ms
        while not (value := found()):
            assert self.now_ms < end_ms, f"it did not come; said: {self.received[-300:]!r}"
            self.run(step_ms)
        return value

    def settle(self, ms=20_000):
        """Run until all there is to do is done: the chip sleeps most of the time.

        When that began, in emulated ms since power-up. Fails after ``ms``.
        """
        end_ms = self.now_ms + ms
        rest_ms = self.now_ms
        while self.now_ms < rest_ms + REST_MS:
            assert self.now_ms < end_ms, "it does not come to rest"
            before = self._stepper.cycles
            self.run(LOOK_MS)
            if self._stepper.cycles - before > LOOK_MS * CYCLES_PER_MS // 2:
                rest_ms = self.now_ms
        return rest_ms

    def send(self, data):
        """Bytes from the host."""
        self._sending += data

    @property
    def has_sent_all(self):
        """Nothing waits for the port to take it."""
        return not self._sending

    def take(self):
        """Bytes to the host since the last call."""
        data, self.received = self.received, b""
        return data

    def hold(self, pin):
        """Ground a button's pin."""
        self.mcu.gpio[pin].set_input_value(False)

    def let_go(self, pin):
        """The end of ``hold``."""
        self.mcu.gpio[pin].release_input()

    def press(self, pin, ms=100):
        """Ground a button's pin for ``ms``."""
        self.hold(pin)
        self.run(ms)
        self.let_go(pin)

    def hang(self):
        """Leave the processor in an endless loop, as a program that went astray would."""
        self.mcu.sram[HANG_AT : HANG_AT + 2] = ENDLESS_LOOP
        core = self.mcu.core
        core.waiting = False
        core.pc = RAM + HANG_AT

    def watch(self, pin):
        """A list that gets (emulated ms, is high) with each edge of ``pin``."""
        found = []

        def change(new, old):
            found.append((self.now_ms, new == GPIOPinState.HIGH))

        self.mcu.gpio[pin].add_listener(change)
        return found

    def is_high(self, pin):
        """What the pin says now; an input that nothing drives is not high."""
        return self.mcu.gpio[pin].value == GPIOPinState.HIGH

    def file_system(self):
        """The flash's file system as it is now."""
        return bytes(self.mcu.flash[FS_START : FS_START + FS_BYTES])

    def log_flash(self):
        """A ``FlashLog`` of what is written from now on."""
        return FlashLog(self.mcu)

    def _take(self, data):
        self.received += bytes(data)

    def _feed(self):
        while self._sending and not self._host.is_full:
            self._host.send(self._sending.pop(0))

    def _reset(self):
        """By the watchdog, or by ``machine.reset()`` that uses it. Flash and panel stay."""
        self.resets.append(self.now_ms)
        self._sending.clear()
        watchdog = self.mcu.watchdog
        watchdog.timer.enable = watchdog.alarm.enable = False
        self._device.hard_reset(cause=ResetCause.WATCHDOG)
        self._clear_ram()

    def _clear_ram(self):
        """What is in it after power-up is anybody's guess: never what was there before."""
        self.mcu.sram[:] = RUBBISH * (len(self.mcu.sram) // len(RUBBISH))

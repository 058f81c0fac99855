"""A real /dev/i2c-N with emulated parts on it.

The kernel's own i2c-tiny-usb driver talks to a small USB adapter. That adapter is this
module: it is plugged into the kernel's virtual host controller (vhci_hcd) and answers over
a socket in the USB/IP protocol. What the device program writes goes through the kernel's
I2C layer and arrives here as bus transactions.

Sources: Documentation/usb/usbip_protocol.rst and drivers/i2c/busses/i2c-tiny-usb.c.
"""

import socket
import struct
import threading
import time
from pathlib import Path

CONTROLLER = Path("/sys/devices/platform/vhci_hcd.0")
HIGH_SPEED = 3
DEVICE_ID = 0x0001_0002  # bus 1, device 2: any pair will do
POLL_S = 0.01

SUBMIT, UNLINK, SUBMITTED, UNLINKED = 1, 2, 3, 4
HEADER_BYTES = 48
STALLED = -32  # -EPIPE: a control request the adapter does not know

# Vendor requests of i2c-tiny-usb; IO has 1 added for start, 2 for stop.
FUNCTIONS, DELAY, STATUS, IO = 1, 2, 3, 4
CAN = 0x0EFF_0001  # I2C transfers, and SMBus made of them
ACKNOWLEDGED, REFUSED = 1, 2

DEVICE = struct.pack(
    "<BBHBBBBHHHBBBB", 18, 1, 0x200, 255, 0, 0, 64, 0x0403, 0xC631, 0x205, 0, 0, 0, 1
)
CONFIGURATION = struct.pack("<BBHBBBBB", 9, 2, 18, 1, 1, 0, 0x80, 50)
CONFIGURATION += struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 0, 255, 0, 0, 0)
# Standard requests by number: status, clear and set feature, address, configuration,
# interface; those not here are stalled.
STANDARD = {0: b"\0\0", 1: b"", 3: b"", 5: b"", 8: b"\1", 9: b"", 10: b"\0", 11: b""}
GET_DESCRIPTOR = 6
DESCRIPTORS = {1: DEVICE, 2: CONFIGURATION}


class Bus:
    """I2C bus ``number`` at ``bus_hz`` with ``part`` at ``address``.

    ``part.transaction(data)`` is called for each write, on a thread of the bus.
    ``is_plugged`` False: nothing answers. ``refusals``: so many writes that come next are
    not acknowledged.
    """

    def __init__(self, number, part=None, address=0, bus_hz=400_000):
        self.is_plugged = part is not None
        self._adapter = Path(f"/sys/bus/i2c/devices/i2c-{number}")
        self.refusals = 0
        self._part = part
        self._address = address
        self._byte_s = 9 / bus_hz
        self._status = 0
        self._ours, kernels = socket.socketpair()
        threading.Thread(target=self._serve, name="i2c", daemon=True).start()
        (CONTROLLER / "attach").write_text(
            f"{number} {kernels.fileno()} {DEVICE_ID} {HIGH_SPEED}"
        )
        kernels.close()

    def wait_until_there(self):
        """The kernel has bound its driver. Blocks: some tenths of a second."""
        while not self._adapter.exists():
            time.sleep(POLL_S)

    def _serve(self):
        while True:
            header = self._receive(HEADER_BYTES)
            command, number = struct.unpack(">II", header[:8])
            if command == UNLINK:  # what it would take back was answered at once
                self._ours.sendall(struct.pack(">II40x", UNLINKED, number))
                continue
            self._answer(number, header)

    def _answer(self, number, header):
        is_read, endpoint, _, length = struct.unpack(">IIIi", header[12:28])
        given = b"" if is_read else self._receive(length)
        reply = self._control(header[40:48], given) if endpoint == 0 else None
        status = STALLED if reply is None else 0
        data = (reply or b"")[:length] if is_read else b""
        moved = len(data) if is_read else len(given)
        self._ours.sendall(struct.pack(">II12xiI20x", SUBMITTED, number, status, moved) + data)

    def _receive(self, count):
        data = b""
        while len(data) < count:
            more = self._ours.recv(count - len(data))
            if not more:
                raise SystemExit  # the kernel let go of the adapter: this thread is done
            data += more
        return data

    def _control(self, setup, given):
        """The reply to one control request; None: not known."""
        kind, request, value, index, length = struct.unpack("<BBHHH", setup)
        if kind & 0x60 == 0:
            if request == GET_DESCRIPTOR:
                return DESCRIPTORS.get(value >> 8)
            return STANDARD.get(request)
        if request == FUNCTIONS:
            return struct.pack("<I", CAN)
        if request == DELAY:
            return b""
        if request == STATUS:
            return bytes([self._status])
        return self._transfer(index, given, length)

    def _transfer(self, address, given, length):
        time.sleep((1 + length) * self._byte_s)
        self._status = ACKNOWLEDGED if self._takes(address) else REFUSED
        if self._status == ACKNOWLEDGED and given:
            self._part.transaction(given)
        return bytes(length)

    def _takes(self, address):
        if address != self._address or not self.is_plugged:
            return False
        if self.refusals:
            self.refusals -= 1
            return False
        return True

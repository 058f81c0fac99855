"""A stand-in for a browser's serial ports, with the real simulator at their other end.

The page gets ``navigator.serial`` from ``STAND_IN``. Its bytes go to this server by requests of
the page's own origin, and from there to whatever stands behind the port.
"""

from __future__ import annotations

import threading
import time
from urllib.parse import urlsplit

from acupacer_host import site
from acupacer_host.errors import TransportGone

POLL_S = 0.5
# A port whose reads and writes are requests. Everything that was written is in `window.wrote`.
STAND_IN = """
window.wrote = [];
window.filters = [];
class FakePort {
  async open(options) {
    this.options = options;
    const answer = await fetch("./port/open", { method: "POST" });
    if (!answer.ok) throw new DOMException("Failed to open serial port.", "NetworkError");
    this.isOpen = true;
    const more = async (controller) => {
      while (this.isOpen) {
        const answer = await fetch("./port/read", { method: "POST" });
        if (answer.status === 410) {
          this.readable = null;
          this.writable = null;
          controller.error(new DOMException("The device has been lost.", "NetworkError"));
          return;
        }
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (bytes.length) {
          controller.enqueue(bytes);
          return;
        }
      }
      controller.close();
    };
    this.readable = new ReadableStream({ pull: more, cancel: () => { this.isOpen = false; } });
    this.writable = new WritableStream({
      write: async (bytes) => {
        window.wrote.push(bytes.length);
        const answer = await fetch("./port/write", { method: "POST", body: bytes });
        if (!answer.ok) throw new DOMException("The device has been lost.", "NetworkError");
      },
    });
  }
  async close() {
    this.isOpen = false;
    await fetch("./port/close", { method: "POST" });
  }
}
Object.defineProperty(Navigator.prototype, "serial", {
  configurable: true,
  value: {
    requestPort: async ({ filters }) => {
      window.filters.push(filters.length);
      if (window.choosesNone) throw new DOMException("No port selected.", "NotFoundError");
      return new FakePort();
    },
  },
});
"""


class Plug:
    """What is behind the port. ``far``: has ``read(timeout_s)`` and ``write(data)``.

    ``damage(data)``: what arrives of bytes, both ways. ``left``: bytes until it is unplugged,
    None for never. ``is_taken``: somebody else has the port.
    """

    def __init__(self) -> None:
        self.far = None
        self.is_taken = False
        self.plug(None)

    def plug(self, far) -> None:
        """Another device."""
        self.far = far
        self.damage = lambda data: data
        self.left = None
        self.is_open = False

    def write(self, data: bytes) -> bool:
        """False: unplugged."""
        if self.left is not None:
            data, self.left = data[: self.left], self.left - min(self.left, len(data))
        try:
            if data:
                self.far.write(self.damage(data))
        except TransportGone:
            self.left = 0
        return not self.is_gone

    @property
    def is_gone(self) -> bool:
        return self.left == 0

    def read(self) -> bytes:
        """What came; waits a while for it."""
        end_s = time.monotonic() + POLL_S
        while time.monotonic() < end_s and self.is_open and not self.is_gone:
            try:
                data = self.far.read(0.05)
            except TransportGone:
                self.left = 0
                return b""
            if data:
                return self.damage(data)
        return b""


def handler(plug: Plug) -> type[site.Files]:
    """Answers as ``acupacer page`` does, and for the port."""
    reading = threading.Lock()

    class Files(site.Files):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the one before

        def do_POST(self) -> None:  # noqa: N802 - the library calls it so
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            what = urlsplit(self.path).path.rpartition("/")[2]
            status, body = 200, b""
            if what == "open":
                status = 409 if plug.is_taken else 200
                plug.is_open = not plug.is_taken
            elif what == "close":
                plug.is_open = False
            elif what == "write":
                status = 200 if plug.write(data) else 410
            elif what == "read":
                with reading:
                    body = plug.read()
                status = 410 if plug.is_gone and not body else 200
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Files


class PtyFar:
    """A port of this system: the simulator's."""

    def __init__(self, path: str) -> None:
        from acupacer_host.device.transport import open_transport

        self._transport = open_transport(path)

    def read(self, timeout_s: float) -> bytes:
        return self._transport.read(timeout_s)

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def close(self) -> None:
        self._transport.close()


class Stranger:
    """Something else with a port: says ``told`` to whatever is written."""

    def __init__(self, told: bytes = b"") -> None:
        self.told = told
        self.heard = b""
        self._waiting = b""

    def write(self, data: bytes) -> None:
        self.heard += data
        self._waiting += self.told

    def read(self, timeout_s: float) -> bytes:
        if not self._waiting:
            time.sleep(timeout_s)
        data, self._waiting = self._waiting, b""
        return data

// A serial port of this computer, as the browser lends it (Web Serial).

import { bytesOf, digitsOf } from "./hex.js";

// USB ids of what is likely: a Pi's gadget, MicroPython on a Pico.
const LIKELY = [
  { usbVendorId: 0x1d6b, usbProductId: 0x0104 },
  { usbVendorId: 0x2e8a, usbProductId: 0x0005 },
];
const BAUD = 115200; // never 1200: boards take it as "enter the loader"
const BUFFER_BYTES = 16384;
const WRITE_MS = 5000; // who has not taken a frame by then takes nothing any more

export const canConnect = () => "serial" in navigator;

export class Port {
  // The port that the user chooses; `isAny`: of all there are. Rejects when none was chosen.
  static async chosen(isAny) {
    return new Port(await navigator.serial.requestPort({ filters: isAny ? [] : LIKELY }));
  }

  constructor(port) {
    this.port = port;
    this.isOpen = false;
  }

  // `hear(digits)`: bytes came in; `end()`: the port is no more. Rejects when somebody has it.
  async open(hear, end) {
    await this.port.open({ baudRate: BAUD, bufferSize: BUFFER_BYTES });
    this.isOpen = true;
    this.listening = this.listen(hear).then(end);
  }

  async listen(hear) {
    // A break or a garbled byte ends a reader, and there is another one; unplugged there is none.
    while (this.isOpen && this.port.readable) {
      this.reader = this.port.readable.getReader();
      try {
        for (;;) {
          const { value, done } = await this.reader.read();
          if (done) break;
          hear(digitsOf(value));
        }
      } catch {
        // The loop looks whether there is another reader.
      }
      this.reader.releaseLock();
    }
    this.isOpen = false;
  }

  // Resolves once the system has taken the bytes; rejects when it cannot.
  async write(digits) {
    const writer = this.port.writable.getWriter();
    let timer = 0;
    const late = new Promise((_, reject) => {
      const half = (then) => (timer = setTimeout(then, WRITE_MS / 2));
      // In two: a page that stood still meanwhile hears first what was taken.
      half(() => half(() => reject(new Error("not taken"))));
    });
    try {
      await Promise.race([writer.write(bytesOf(digits)), late]);
    } finally {
      clearTimeout(timer);
      writer.releaseLock();
    }
  }

  async close() {
    this.isOpen = false;
    await this.reader?.cancel().catch(() => {});
    await this.listening;
    await this.port.close().catch(() => {}); // unplugged, it is closed
  }
}

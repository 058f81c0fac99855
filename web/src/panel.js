// The panel: 128 x 64 dots, each a square of whole screen pixels, so that none is blurred.

export const WIDTH = 128;
export const HEIGHT = 64;
const LIT = [214, 240, 255];
const UNLIT = [5, 9, 13];
const GAP_FROM = 8; // from this many pixels on a dot has a dark edge, as on the real panel

export class Panel {
  // `canvas`: its parent's width is the room there is.
  constructor(canvas) {
    this.canvas = canvas;
    this.page = new Uint8Array((WIDTH * HEIGHT) / 8); // as the SSD1306 has it
    this.percent = 100;
    this.isAsked = false;
    this.fit();
    new ResizeObserver(() => this.fit()).observe(canvas.parentElement);
  }

  // A window of the page buffer: columns and rows of 8 dots, inclusive, and its bytes.
  take([x0, x1, page0, page1], digits) {
    let at = 0;
    for (let row = page0; row <= page1; row += 1) {
      for (let x = x0; x <= x1; x += 1, at += 2) {
        this.page[row * WIDTH + x] = Number.parseInt(digits.slice(at, at + 2), 16);
      }
    }
    this.ask();
  }

  // Brightness in percent; 0: dark, the picture is kept.
  light(percent) {
    this.percent = percent;
    this.ask();
  }

  // As many whole pixels for a dot as there is room for, at least one.
  fit() {
    const ratio = devicePixelRatio || 1;
    const dot = Math.max(1, Math.floor((this.canvas.parentElement.clientWidth * ratio) / WIDTH));
    if (dot === this.dot && ratio === this.ratio) return;
    [this.dot, this.ratio] = [dot, ratio];
    this.canvas.width = WIDTH * dot;
    this.canvas.height = HEIGHT * dot;
    this.canvas.style.width = `${(WIDTH * dot) / ratio}px`;
    this.canvas.style.height = `${(HEIGHT * dot) / ratio}px`;
    this.ask();
  }

  // Drawn with the browser's next frame; a hidden page has none, and nobody waits for it.
  ask() {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      this.draw();
    });
  }

  draw() {
    const { dot } = this;
    const context = this.canvas.getContext("2d", { alpha: false });
    context.fillStyle = `rgb(${UNLIT})`;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (!this.percent) return;
    // Perceived brightness goes with the root: a dimmed panel stays readable.
    const share = Math.sqrt(this.percent / 100);
    const color = LIT.map((part, at) => Math.round(UNLIT[at] + (part - UNLIT[at]) * share));
    context.fillStyle = `rgb(${color})`;
    const side = dot >= GAP_FROM ? dot - Math.floor(dot / 8) : dot;
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        if ((this.page[(y >> 3) * WIDTH + x] >> (y & 7)) & 1) {
          context.fillRect(x * dot, y * dot, side, side);
        }
      }
    }
  }
}

// Motor and tone of the page. No pulse outlasts its cap, whatever becomes of the page: the
// end of a tone is in the audio graph and that of a vibration in its call, both from the
// beginning.

const EDGE_S = 0.003; // how fast a tone comes and goes: faster clicks
const LOUDNESS = 0.25;

export class Tone {
  // `Context`: the browser's AudioContext; tests give their own.
  constructor(Context = globalThis.AudioContext) {
    this.Context = Context;
    this.context = null;
  }

  // A browser lets a page sound once its user has done something: called with each press.
  unlock() {
    if (!this.Context) return;
    if (!this.context) {
      this.context = new this.Context({ latencyHint: "interactive" });
      this.gain = this.context.createGain();
      this.gain.gain.value = 0;
      this.gain.connect(this.context.destination);
      this.source = this.context.createOscillator();
      this.source.type = "triangle";
      this.source.connect(this.gain);
      this.source.start();
    }
    if (this.context.state !== "running") this.context.resume().catch(() => {});
  }

  // Sound at `hz` for `capMs` at most; 0: silent.
  set(hz, capMs) {
    if (!this.context) return;
    const now = this.context.currentTime;
    const { gain } = this.gain;
    gain.cancelScheduledValues(now);
    if (!hz) {
      gain.setTargetAtTime(0, now, EDGE_S / 3);
      return;
    }
    const endS = now + capMs / 1000;
    this.source.frequency.setValueAtTime(hz, now);
    gain.setValueAtTime(0, now);
    gain.linearRampToValueAtTime(LOUDNESS, now + EDGE_S);
    gain.setValueAtTime(LOUDNESS, endS - EDGE_S);
    gain.linearRampToValueAtTime(0, endS);
  }
}

export class Motor {
  // `vibrate`: the browser's; it knows on and off only, no strength.
  constructor(vibrate = globalThis.navigator?.vibrate?.bind(navigator)) {
    this.vibrate = vibrate;
  }

  // Vibrate for `capMs` at most; level 0: be still. A browser lets a page vibrate once its
  // user has done something.
  set(level, capMs) {
    if (navigator.userActivation?.hasBeenActive ?? true) this.vibrate?.(level ? capMs : 0);
  }
}

// What motor and tone did in the last seconds, as a strip that runs to the left.
export class Strip {
  // `isCalm`: whether to draw at edges only, and move nothing.
  constructor(canvas, color, isCalm) {
    this.canvas = canvas;
    this.color = color;
    this.isCalm = isCalm;
    this.spans = []; // [from, to] in ms; the last one may be open: to is Infinity
    this.isMoving = false;
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  static LASTS_MS = 12_000;
  static FRAME_MS = 40; // it moves by a pixel or two in that time: drawn more often it costs more

  set(level, capMs) {
    const now = performance.now();
    const last = this.spans.at(-1);
    if (last && last[1] > now) last[1] = now;
    if (level) this.spans.push([now, now + capMs]);
    this.move();
  }

  move(afterMs = 0) {
    if (this.isMoving) return;
    this.isMoving = true;
    setTimeout(() => requestAnimationFrame(() => this.step()), afterMs);
  }

  step() {
    this.isMoving = false;
    const from = performance.now() - Strip.LASTS_MS;
    while (this.spans.length && this.spans[0][1] < from) this.spans.shift();
    this.draw();
    if (this.spans.length && !this.isCalm()) this.move(Strip.FRAME_MS);
  }

  draw() {
    const ratio = devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    if (!width) return;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    context.fillStyle = getComputedStyle(this.canvas).getPropertyValue(this.color);
    const now = performance.now();
    const place = (ms) => width * (1 - (now - Math.min(ms, now)) / Strip.LASTS_MS);
    for (const [from, to] of this.spans) {
      const x = place(from);
      context.fillRect(x, 0, Math.max(place(to) - x, ratio), height);
    }
  }
}

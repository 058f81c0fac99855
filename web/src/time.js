// The device's time: steady, and going on while the computer sleeps.
//
// `performance.now()` stands still in a sleep on some systems, `Date.now()` does not. Where
// the second has run ahead of the first, that was a sleep (or somebody set the clock): it
// counts, and the device, called much later than it asked for, pauses its session.

const SLEPT_MS = 2000; // less is how unevenly two clocks tick

export class PageClock {
  // `steady`, `wall`: two clocks, in ms; tests give their own.
  constructor(steady = () => performance.now(), wall = () => Date.now()) {
    this.steady = steady;
    this.wall = wall;
    this.startMs = this.lastSteadyMs = steady();
    this.lastWallMs = wall();
    this.sleptMs = 0;
  }

  // Milliseconds since the start, with a fraction. It never goes back.
  now() {
    const steadyMs = this.steady();
    const wallMs = this.wall();
    const aheadMs = wallMs - this.lastWallMs - (steadyMs - this.lastSteadyMs);
    if (aheadMs > SLEPT_MS) this.sleptMs += aheadMs;
    this.lastSteadyMs = steadyMs;
    this.lastWallMs = wallMs;
    return steadyMs - this.startMs + this.sleptMs;
  }
}

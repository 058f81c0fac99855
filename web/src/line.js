// Drives a device's protocol, which the tools take step by step, over an open port or to the
// page's own device. What is asked for, and what may come of it: host/acupacer_host/page/cable.py.

let count = 0; // of all lines there were

export class Line {
  // `toolbox`: see toolbox.js. `write(digits)`: resolves once they are sent. `isOwn`: to the
  // page's own device.
  constructor(toolbox, write, isOwn = false) {
    this.number = count += 1;
    this.toolbox = toolbox;
    this.write = write;
    this.isOwn = isOwn;
    this.inbox = "";
    this.isGone = false;
    this.isUnwanted = false;
    this.wake = () => {};
    this.turns = Promise.resolve();
  }

  // Bytes of the device came in.
  receive(digits) {
    this.inbox += digits;
    this.wake();
  }

  // There is no port any more.
  end() {
    if (this.isGone) return;
    this.isGone = true;
    this.wake();
    this.turns = this.turns.then(() => this.ask("unplug")).catch(() => {});
  }

  // The user does not want what runs now any longer.
  giveUp() {
    this.isUnwanted = true;
    this.wake();
  }

  // What came of operation `name`, one after the other. `value`: what it gets, or what makes
  // that once its turn has come. `hear(kind, ...numbers)`: its news.
  run(name, value, language, hear = () => {}) {
    const turn = this.turns.then(() => this.drive(name, value, language, hear));
    this.turns = turn.catch(() => {});
    return turn;
  }

  async drive(name, value, language, hear) {
    if (this.isGone) return { code: "transport_gone", stands: "", faults: [], message: "" };
    this.isUnasked = name === "mirror"; // nobody waits for it, so nobody gives it up
    await this.plug();
    const given = typeof value === "function" ? value() : value;
    const text = typeof given === "string" ? given : JSON.stringify(given);
    let told = await this.step("begin", name, text, language);
    for (;;) {
      const [order, ...news] = told.split("\n");
      for (const line of news) {
        const [kind, ...numbers] = line.split(" ");
        hear(kind, ...numbers.map(Number));
      }
      if (order === "done" || order === "failed") break;
      told = await this.follow(...order.split(" "));
    }
    if (!this.isUnasked) this.isUnwanted = false;
    return JSON.parse(await this.ask("outcome"));
  }

  // The tools know the line; those that were started anew do not yet.
  async plug() {
    if (this.edition === this.toolbox.edition) return;
    const [seq] = crypto.getRandomValues(new Uint8Array(1));
    await this.step("plug", seq, Number(this.isOwn));
    this.edition = this.toolbox.edition;
  }

  async follow(verb, detail) {
    if (verb === "write" && !this.isGone) {
      try {
        await this.write(detail);
        return this.step("written");
      } catch {
        return this.step("gone");
      }
    }
    const isRead = verb === "read";
    const isUnwanted = () => this.isUnwanted && !this.isUnasked;
    const isThere = () => this.isGone || isUnwanted() || (isRead && this.inbox);
    if (!isThere()) await this.wait(Number(detail), isThere);
    if (this.isGone) return this.step("gone");
    if (isUnwanted()) {
      this.isUnwanted = false;
      return this.step("give_up");
    }
    const digits = isRead ? this.inbox : "";
    if (!digits) return this.step("timed_out");
    this.inbox = "";
    return this.step("received", digits);
  }

  wait(ms, isThere) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        if (!isThere()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  ask(name, ...values) {
    return this.toolbox.ask("cable", name, this.number, ...values);
  }

  step(name, ...values) {
    return this.ask(name, performance.now() / 1000, ...values);
  }
}

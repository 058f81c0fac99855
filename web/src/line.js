// Drives the cable's protocol, which the tools take step by step, over an open port. What is
// asked for, and what may come of it: host/acupacer_host/page/cable.py.

export class Line {
  // `ask(name, ...values)`: asks the tools' room; `write(digits)`: resolves once they are sent.
  constructor(ask, write) {
    this.ask = ask;
    this.write = write;
    this.inbox = "";
    this.isGone = false;
    this.isUnwanted = false;
    this.wake = () => {};
    const [seq] = crypto.getRandomValues(new Uint8Array(1));
    this.turns = this.step("plug", seq);
  }

  // Bytes of the device came in.
  receive(digits) {
    this.inbox += digits;
    this.wake();
  }

  // There is no port any more.
  end() {
    this.isGone = true;
    this.wake();
  }

  // The user does not want what runs now any longer.
  giveUp() {
    this.isUnwanted = true;
    this.wake();
  }

  // What came of operation `name`, one after the other; `hear(kind, ...numbers)`: its news.
  run(name, value, language, hear = () => {}) {
    const turn = this.turns.then(() => this.drive(name, value, language, hear));
    this.turns = turn.catch(() => {});
    return turn;
  }

  async drive(name, value, language, hear) {
    this.isUnasked = name === "mirror"; // nobody waits for it, so nobody gives it up
    const text = typeof value === "string" ? value : JSON.stringify(value);
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

  step(name, ...values) {
    return this.ask(name, performance.now() / 1000, ...values);
  }
}

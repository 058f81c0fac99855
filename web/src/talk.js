// Drives the protocol's steps, which the tools take, over a line: see host/acupacer_host/page.

export class Talk {
  // `ask(name, ...values)`: asks the tools' room; `send(digits)`: bytes to the device.
  constructor(ask, send) {
    this.ask = ask;
    this.send = send;
    this.inbox = "";
    this.wake = null;
  }

  // Bytes of the device came in.
  receive(digits) {
    this.inbox += digits;
    this.wake?.();
  }

  // Take the steps that `name` begins to their end.
  async run(name, ...values) {
    const step = (what, ...more) => this.ask(what, ...more, performance.now() + 0.5);
    this.inbox = ""; // what came before was for somebody else
    let told = await step(name, ...values);
    while (told !== "done" && told !== "failed") {
      const [what, value] = told.split(" ");
      if (what === "write") {
        this.send(value);
        told = await step("written");
      } else {
        if (what === "pause" || !this.inbox) await this.wait(Number(value), what === "read");
        const digits = what === "read" ? this.inbox : "";
        if (digits) this.inbox = "";
        told = digits ? await step("received", digits) : await step("timed_out");
      }
    }
    return told === "done";
  }

  wait(ms, isWoken) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!isWoken) return;
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}

// The page's side of the tools' worker. It is started when something is first asked of it: who
// only wants the device does not pay for it. One that broke down is replaced by another.

export class Toolbox {
  // `make`: makes the worker; tests give their own.
  constructor(make = () => new Worker("./tools.js", { type: "module" })) {
    this.make = make;
    this.worker = null;
    this.asked = new Map();
    this.count = 0;
    this.edition = 0; // of the worker: what an earlier one was told is forgotten
  }

  start() {
    if (this.worker) return;
    const worker = (this.worker = this.make());
    this.edition += 1;
    worker.onmessage = ({ data }) => {
      if (worker !== this.worker) return;
      const [resolve, reject] = this.asked.get(data.answer);
      this.asked.delete(data.answer);
      if ("fault" in data) reject(new Error(data.fault));
      else resolve(data.value);
      if (data.isOver) this.end(data.fault);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.end(event.message || "tools");
    };
  }

  // The worker is of no use any more: who waits hears of it, who asks next gets another one.
  end(fault) {
    this.worker.terminate();
    this.worker = null;
    const waiting = [...this.asked.values()];
    this.asked.clear();
    for (const [, reject] of waiting) reject(new Error(fault));
  }

  // What `name` of a room of acupacer_host.page answers. Rejects when the program ends by an
  // error: its traceback is the message.
  ask(room, name, ...values) {
    this.start();
    const ask = (this.count += 1);
    return new Promise((resolve, reject) => {
      this.asked.set(ask, [resolve, reject]);
      this.worker.postMessage({ ask, room, name, values });
    });
  }
}

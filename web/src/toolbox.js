// The page's side of the tools' worker. It is started when something is first asked of it: who
// only wants the device does not pay for it.

export class Toolbox {
  // `make`: makes the worker; tests give their own.
  constructor(make = () => new Worker("./tools.js", { type: "module" })) {
    this.make = make;
    this.worker = null;
    this.asked = new Map();
    this.count = 0;
  }

  start() {
    if (this.worker) return;
    this.worker = this.make();
    this.worker.onmessage = ({ data }) => {
      const waiting = this.asked.get(data.answer);
      if (!waiting) return; // it was given up with the worker before
      const [resolve, reject] = waiting;
      this.asked.delete(data.answer);
      if ("fault" in data) reject(new Error(data.fault));
      else resolve(data.value);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      for (const [, reject] of this.asked.values()) reject(new Error(event.message || "tools"));
      this.asked.clear();
      this.worker = null; // who asks next starts another one
    };
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

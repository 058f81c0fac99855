// The worker with the device. It is started before the page's other parts are here: that of the
// page which takes longest is on its way first. What it says until somebody listens is kept.

export const worker = new Worker("./worker.js", { type: "module" });
export const early = [];
worker.onmessage = (event) => early.push(event);

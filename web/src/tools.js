// The tools: the laptop's own rooms in an interpreter of their own, away from device and page.
//
// From the page come {ask: number, room: "maker", name: "check", values: ["...", ...]}; each is
// answered in turn by {answer: number, value: "..."}, or {answer: number, fault: "...", isOver}
// when the program ended by an error; `isOver`: nothing more is to be asked of this worker.
// Only texts and numbers cross.

import { browser } from "./browser.js";
import { interpreter, machine, unpacked } from "./interpreter.js";
import { loadMicroPython } from "./micropython.mjs";

const HEAP_BYTES = 8 * 1024 * 1024;
const BOOT = `
from acupacer.boards.web.interpreter import mend
mend()
`;

const rooms = new Map();
const ready = interpreter(
  loadMicroPython,
  machine(),
  HEAP_BYTES,
  [unpacked("program.pack"), unpacked("tools.pack")],
  { _acupacer_browser: browser },
  (line) => console.warn(line),
).then((python) => {
  python.runPython(BOOT);
  return python;
});

function room(python, name) {
  if (!rooms.has(name)) rooms.set(name, python.pyimport(`acupacer_host.page.${name}`));
  return rooms.get(name);
}

self.onmessage = async ({ data }) => {
  try {
    const python = await ready;
    const value = room(python, data.room)[data.name](...data.values);
    self.postMessage({ answer: data.ask, value });
  } catch (error) {
    const fault = String(error?.message ?? error).trim();
    // What Python raised has left its interpreter whole, unless it is short of memory.
    const isOver = error?.name !== "PythonError" || error.type === "MemoryError";
    self.postMessage({ answer: data.ask, fault, isOver });
  }
};

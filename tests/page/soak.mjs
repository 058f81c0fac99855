// A day of the page's device in node, in virtual time: node soak.mjs SITE HOURS SEED
//
// Hands by chance press its buttons, the page's own store keeps its files in memory. Printed as
// JSON, an hour each: bytes that Python has in use, objects of the page that it holds, turns.

import { part, silentPage, started } from "./in_node.mjs";

const [site, hours, seed] = process.argv.slice(2);
const HOUR_MS = 3_600_000;
const START = 1;
const NEXT = 2;
const STOP = 4;
const { openFiles } = await part(site, "files.js");
const files = await openFiles(null, null);

// A chance of its own, so that a seed says what happens (mulberry32).
let state = Number(seed);
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const between = (low, high) => Math.floor(low + chance() * (high - low));

let nowMs = 0;
let dueMs = 0;
let turns = 0;
let isOff = false;
const orders = [];
const screens = new Map();
const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const page = silentPage({
  now_ms: () => nowMs + (nowMs < 2 ** 31 ? 0 : 0.5),
  epoch_s: () => 1_800_000_000 + Math.floor(nowMs / 1000),
  offset_min: () => 60,
  warn: (text) => {
    throw new Error(text);
  },
  ended: () => (isOff = true),
  say: (screen) => screens.set(screen, (screens.get(screen) ?? 0) + 1),
  wake: (inMs) => (dueMs = nowMs + inMs),
  store: (...order) => orders.push(order),
});
const python = await started(site, 4 << 20, ["program.pack"], { _acupacer_page: page }, (line) => {
  throw new Error(line);
});
python.runPython(`
import gc
def used():
    gc.collect()
    return gc.mem_alloc()
`);
const start = python.pyimport("acupacer.boards.web.start");
const { begin, turn, press, answer } = start;
const used = python.globals.get("used");

async function wait(ms) {
  const until = nowMs + ms;
  while (!isOff) {
    while (orders.length) {
      const [renewals, ticket, order, name, offset, length, digits] = orders.shift();
      const [outcome, data] = await files.perform(order, name, offset, length, bytes(digits));
      answer(renewals, ticket, outcome, data);
    }
    if (dueMs > until) break;
    nowMs = Math.max(nowMs, dueMs);
    turns += 1;
    turn();
  }
  nowMs = Math.max(nowMs, until);
}

async function tap(button, ms = 90) {
  press(button);
  await wait(ms);
  if (!isOff) press(0);
  if (isOff) powerUp();
  await wait(between(500, 3000));
}

function powerUp() {
  isOff = false;
  begin("page-soak", "boot");
}

const told = [];
powerUp();
await wait(1000);
// Looked over, nothing to object.
for (const button of [STOP, ...Array(6).fill(NEXT), START, NEXT, START]) await tap(button);
for (let hour = 1; hour <= hours; hour += 1) {
  turns = 0;
  while (nowMs < hour * HOUR_MS) {
    const what = chance();
    if (what < 0.62) await tap(START);
    else if (what < 0.8) await tap(NEXT);
    else if (what < 0.84) await tap(NEXT, 1200);
    else if (what < 0.86) await tap(STOP);
    else await wait(between(5_000, 240_000));
  }
  told.push([used(), globalThis.proxy_js_ref.length, turns]);
}
const history = (await files.read("history.jsonl"))?.length ?? 0;
process.stdout.write(JSON.stringify({ hours: told, history, screens: Object.fromEntries(screens) }));

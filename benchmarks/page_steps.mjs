// A session on the page's program in node, in virtual time: node page_steps.mjs SITE [undrawn]
//
// Prints the mean CPU time of a turn in ms, and how many turns there were. Undrawn: the core's
// step and its effects alone, as if the panel were busy.

import { silentPage, started } from "../tests/page/in_node.mjs";

const [site, undrawn] = process.argv.slice(2);

const SESSION_MS = 135_000;

let nowMs = 0;
let dueMs = 0;
const waiting = [];
const page = silentPage({
  now_ms: () => nowMs,
  wake: (inMs) => (dueMs = nowMs + inMs),
  store: (renewals, ticket, order) =>
    waiting.push([renewals, ticket, order === "Read" ? "absent" : "stored", ""]),
});
const packs = ["program.pack"];
const python = await started(site, 4 << 20, packs, { _acupacer_page: page }, console.log);
if (undrawn) {
  python.runPython(`
from acupacer.boards.panel import OledPanel
OledPanel.can_take = lambda self: False
`);
}
const start = python.pyimport("acupacer.boards.web.start");
const { turn, press, answer } = start;

const turns = [];

function timed(call, ...values) {
  const before = process.cpuUsage();
  call(...values);
  const { user, system } = process.cpuUsage(before);
  turns.push((user + system) / 1000);
}

function wait(ms) {
  const until = nowMs + ms;
  for (;;) {
    while (waiting.length) timed(answer, ...waiting.shift());
    if (dueMs > until) break;
    nowMs = Math.max(nowMs, dueMs);
    timed(turn);
  }
  nowMs = until;
}

function tap(bit) {
  timed(press, bit);
  wait(100);
  timed(press, 0);
  wait(600);
}

start.begin("page-bench", "boot");
wait(1000);
for (const bit of [4, 2, 2, 2, 2, 2, 2, 1, 2, 1, 1, 1]) tap(bit);
turns.length = 0; // what comes before a session is done once
wait(SESSION_MS);
const mean = turns.reduce((sum, ms) => sum + ms, 0) / turns.length;
console.log(mean, turns.length);

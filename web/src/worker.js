// The device: MicroPython, the core and the page's board, away from everything that draws.
//
// In a hidden tab a page's own timers come a second late, a worker's do not; so what keeps
// time is here, and nothing polls: a timer is set for the next thing that is due, a press or
// an answer of the store makes a turn at once.
//
// To the page go messages of one kind each, see `tell`. From the page come:
//   {press: bits}  {link: "0a0b"}  {voice: 0 | 1}

import { openFiles } from "./files.js";
import { interpreter, machine, unpacked } from "./interpreter.js";
import { loadMicroPython } from "./micropython.mjs";
import { PageClock } from "./time.js";

const HEAP_BYTES = 4 * 1024 * 1024;
const LONGEST_TIMER_MS = 1 << 30;
const NEAR_MS = 16;
const STOP = 4;
const LEVEL_MS = 70; // longer than the device waits for contacts to settle
const SHORT_MS = 700; // no long press is as short
const STALL_MS = 2000; // the device pauses a session it is called for so much too late
const CARD = "acupacer-card"; // who holds this lock has the files
const ID_FILE = "device.id";
const BOOT = `
from acupacer.boards.web.interpreter import mend
mend()
from acupacer.boards.web import start
`;
const CALLS = ["begin", "turn", "press", "answer", "receive", "voice"];

const clock = new PageClock();
const waiting = []; // what the page said before there was a device
let device = null;
let timer = 0;
let dueMs = 0;
let orders = Promise.resolve(); // to the store: one after the other
let isOff = false; // switched off: a press that ends switches on
let isVoiced = 0;

const tell = (message) => self.postMessage(message);

// --- the board's side: what `_acupacer_page` is --------------------------------------

const offered = (files) => ({
  now_ms: () => unbent(Math.floor(clock.now())),
  late_us: (atMs) => Math.round((clock.now() - atMs) * 1000) % (1 << 30),
  epoch_s: () => unbent(Math.floor(Date.now() / 1000)),
  offset_min: () => -new Date().getTimezoneOffset(),
  languages: () => navigator.languages.map((name) => name.slice(0, 2)).join(" ").toLowerCase(),
  motor: (level, capMs) => tell({ motor: level, capMs, atMs: Date.now() }),
  tone: (level, capMs) => tell({ tone: level, capMs, atMs: Date.now() }),
  draw: (x0, x1, page0, page1, digits) => tell({ draw: [x0, x1, page0, page1], digits }),
  light: (percent) => tell({ light: percent }),
  send: (digits) => tell({ link: digits }),
  say: (screen, state, hasSession, language, lines) =>
    tell({ screen, state, hasSession: Boolean(hasSession), language, lines: lines.split("\n") }),
  speak: (language, text) => tell({ speak: text, language }),
  warn: (text) => tell({ warn: text }),
  ended: () => {
    isOff = true;
    tell({ off: true });
  },
  wake: (inMs) => {
    dueMs = clock.now() + inMs;
    approach();
  },
  store: (renewals, ticket, order, name, offset, length, digits) => {
    orders = orders.then(async () => {
      const [outcome, data] = await files.perform(order, name, offset, length, bytes(digits));
      ask("answer", renewals, ticket, outcome, data);
    });
  },
});

// A whole number from 2^31 on loses its upper bits on its way; one with a fraction does not.
const unbent = (number) => (number < 2 ** 31 ? number : number + 0.5);

const bytes = (digits) =>
  Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );

// --- calls ----------------------------------------------------------------------------

// Wait for the next turn. Firefox lets a timer be late by up to an eighth of its time, to wake up
// for several at once: so the way to a turn is gone in ever smaller parts, and the last is short.
function approach() {
  clearTimeout(timer);
  const leftMs = Math.min(dueMs - clock.now(), LONGEST_TIMER_MS);
  timer = leftMs > NEAR_MS ? setTimeout(approach, (leftMs * 8) / 9) : setTimeout(turn, Math.ceil(leftMs));
}

// The device's next turn is due. Much too late, the page stood still: that is said.
function turn() {
  const lateMs = clock.now() - dueMs;
  ask("turn");
  if (lateMs > STALL_MS) tell({ stoodStill: Math.round(lateMs / 1000) });
}

function ask(name, ...values) {
  if (!device || isOff) return;
  try {
    device[name](...values);
  } catch (error) {
    fail(error);
  }
}

// The program ended by an error: outputs off, by whoever draws and sounds; nothing goes on.
function fail(error) {
  device = null;
  clearTimeout(timer);
  tell({ fault: String(error?.message ?? error).trim() });
}

self.onmessage = ({ data }) => {
  if ("voice" in data) isVoiced = data.voice;
  if (!device) waiting.push(data);
  else take(data);
};

function take(data) {
  if ("press" in data) press(data.press);
  else if ("voice" in data) ask("voice", data.voice);
  else if ("link" in data) ask("receive", data.link);
}

// Contacts as the device sees them: each change lasts long enough not to be taken for a
// bounce, even when the system was busy and several came in at once. STOP does not wait.
const levels = [];
let levelSinceMs = -LEVEL_MS;
let levelTimer = 0;

function press(pressed) {
  levels.push(pressed);
  if (pressed & STOP) clearTimeout(levelTimer);
  if (!levelTimer || pressed & STOP) follow();
}

function follow() {
  levelTimer = 0;
  while (levels.length) {
    const lastedMs = performance.now() - levelSinceMs;
    if (lastedMs < LEVEL_MS && !levels.some((level) => level & STOP)) {
      levelTimer = setTimeout(follow, LEVEL_MS - lastedMs);
      return;
    }
    // Held up, the device may not have looked at what ends here: it would take it for a spark.
    if (lastedMs >= LEVEL_MS && lastedMs < SHORT_MS && !(levels[0] & STOP)) ask("turn");
    levelSinceMs = performance.now();
    contact(levels.shift());
  }
}

let wasPressed = false;

function contact(pressed) {
  if (!isOff) {
    ask("press", pressed);
    return;
  }
  // As on a board without a switch: dark until a press is over.
  if (wasPressed && !pressed) powerUp();
  wasPressed = pressed !== 0;
}

// --- power-up -------------------------------------------------------------------------

function powerUp() {
  isOff = wasPressed = false;
  ask("begin", deviceId, randomDigits(4));
  ask("voice", isVoiced);
}

const randomDigits = (count) =>
  [...crypto.getRandomValues(new Uint8Array(count))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

let deviceId = "";

async function identity(files) {
  const known = await files.read(ID_FILE);
  if (known) return new TextDecoder().decode(known);
  const made = `page-${randomDigits(4)}`;
  await files.write(ID_FILE, new TextEncoder().encode(made));
  return made;
}

// Resolves once no other tab has the card; the page is told when it has to wait for that.
function haveCard() {
  if (!navigator.locks) return Promise.resolve();
  const forEver = new Promise(() => {});
  return new Promise((resolve, reject) => {
    const hold = () => {
      resolve();
      return forEver; // until this worker ends
    };
    navigator.locks
      .request(CARD, { ifAvailable: true }, (lock) => {
        if (lock) return hold();
        tell({ busy: true });
        navigator.locks.request(CARD, hold).catch(reject);
        return undefined;
      })
      .catch(reject);
  });
}

// Nothing waits for what it does not need: the interpreter is on its way while the files are
// opened, or another tab still has them.
async function start() {
  const opening = haveCard().then(() => openFiles());
  const pages = opening.then((files) => ({ _acupacer_page: offered(files) }));
  const loading = interpreter(
    loadMicroPython,
    machine(),
    HEAP_BYTES,
    [unpacked("program.pack")],
    pages,
    (line) => tell({ warn: line }),
  );
  loading.catch(() => {}); // it is awaited below
  const files = await opening;
  tell({ kept: files.kind });
  const [python, id] = await Promise.all([loading, files.recover().then(() => identity(files))]);
  deviceId = id;
  python.runPython(BOOT);
  const module = python.pyimport("acupacer.boards.web.start");
  device = Object.fromEntries(CALLS.map((name) => [name, module[name]]));
  powerUp();
  waiting.splice(0).forEach(take);
}

start().catch(fail);

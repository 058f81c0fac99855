// The page: shows what the worker's device says, and tells it what the user does.

import { Buttons, NEXT, START, STOP } from "./buttons.js";
import { early, worker } from "./device.js";
import { Motor, Strip, Tone } from "./outputs.js";
import { Panel } from "./panel.js";
import { Toolbox } from "./toolbox.js";
import { Views } from "./views.js";
import { Voice } from "./voice.js";
import { preferred, WORDS } from "./words.js";

const STALE_MS = 150;
const START_MS = 5000; // who has not started by then is asked all the same, and does not answer
const SETTLED_MS = 400; // after a page is seen again the worker has said whether it stood still

const of = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let words = WORDS[preferred(navigator.languages)];
let language = preferred(navigator.languages);
let shown = { screen: "starting", state: "starting", lines: [] };
let isOff = false;
let hasSession = false;
let announced = "";
let wakeLock = null;
let stoodStill = 0; // how often
let notices = []; // [words key, what fills it, a button's words key or ""]

const panel = new Panel(of("panel"));
const tone = new Tone();
const motor = new Motor();
const voice = new Voice();
const motorStrip = new Strip(of("motor-strip"), "--motor", () => calm.matches);
const toneStrip = new Strip(of("tone-strip"), "--tone", () => calm.matches);

const toolbox = new Toolbox();
// --- the worker -----------------------------------------------------------------------

worker.onmessage = ({ data }) => {
  if ("draw" in data) panel.take(data.draw, data.digits);
  else if ("motor" in data) setMotor(...inTime(data.motor, data));
  else if ("tone" in data) setTone(...inTime(data.tone, data));
  else if ("screen" in data) show(data);
  else if ("light" in data) panel.light(data.light);
  else if ("link" in data) own?.receive(data.link);
  else if ("speak" in data) voice.say(data.speak, data.language);
  else if ("off" in data) switchOff();
  else if ("stoodStill" in data) standStill(data.stoodStill);
  else if ("busy" in data) notice("busy");
  else if ("kept" in data) begun(data.kept);
  else if ("fault" in data) fail(data.fault);
  else if ("warn" in data) console.warn(data.warn);
};
worker.onerror = (event) => {
  event.preventDefault();
  if (event.message) fail(event.message);
  else notice("old");
};

// A pulse lasts to its cap from its own edge on. One that this page hears of much too late
// (it stood still, the worker did not) would be felt as another cue: it is left out.
function inTime(level, { capMs, atMs }) {
  const lateMs = Math.max(0, Date.now() - atMs);
  return lateMs > STALE_MS ? [0, 0] : [level, capMs - lateMs];
}

function setMotor(level, capMs) {
  if (level) voice.hush();
  motor.set(level, capMs);
  motorStrip.set(level, capMs);
  of("motor-value").textContent = level ? `${level} %` : words.still;
}

function setTone(hz, capMs) {
  if (hz) voice.hush();
  tone.set(hz, capMs);
  toneStrip.set(hz, capMs);
  of("tone-value").textContent = hz ? `${hz} Hz` : words.silent;
}

function silence() {
  setMotor(0, 0);
  setTone(0, 0);
  voice.hush();
}

function begun(kept) {
  withdraw("busy");
  if (kept === "nowhere") notice("nowhere");
}

function switchOff() {
  isOff = true;
  silence();
  panel.light(0);
  followSession(false);
  tellWords();
}

function fail(text) {
  silence();
  followSession(false);
  console.error(text);
  notice("fault", text.split("\n").at(-1), "again");
}

// --- what the panel says, as text -----------------------------------------------------

function show(data) {
  isOff = false;
  shown = data;
  if (data.screen !== "starting") started();
  if (data.language !== language && data.language in WORDS) {
    language = data.language;
    words = WORDS[language];
    label();
  }
  followSession(data.hasSession);
  tellWords();
}

function tellWords() {
  const isDark = shown.screen === "dark";
  let lines = shown.lines.filter(Boolean);
  if (isOff) lines = [words.switchedOff];
  else if (isDark) lines = [words.dark];
  of("says").replaceChildren(...lines.map((line) => paragraph(line)));
  of("says").dataset.screen = isOff ? "off" : shown.screen;
  of("says").dataset.state = isOff ? "off" : shown.state;
  // What merely counts is not read out each second.
  const texts = lines.filter((line) => !/^\d+$/.test(line));
  const said = texts.map((line) => line.replace(/\.$/, "")).join(". ");
  const key = `${shown.screen} ${said.replace(/\d+/g, "#")}`;
  if (key === announced) return;
  announced = key;
  of("live").textContent = said;
  of("panel").setAttribute("aria-label", `${words.panel}: ${said}`);
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

// --- notices --------------------------------------------------------------------------

function notice(key, filling = "", button = "") {
  withdraw(key);
  notices.push([key, filling, button]);
  tellNotices();
}

function withdraw(key) {
  notices = notices.filter(([other]) => other !== key);
  tellNotices();
}

function tellNotices() {
  of("notices").replaceChildren(
    ...notices.map(([key, filling, button]) => {
      const text = words[key];
      const isWithin = text.includes("{}");
      const made = paragraph(isWithin ? text.replace("{}", filling) : text);
      if (filling && !isWithin) made.append(" ", detail(filling));
      if (button) made.append(" ", restart(words[button]));
      return made;
    }),
  );
}

function detail(text) {
  const made = document.createElement("code");
  made.textContent = text;
  return made;
}

function restart(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "small";
  made.textContent = text;
  made.addEventListener("click", () => location.reload());
  return made;
}

// --- a session: the screen stays on, and a page that was away says what became of it --------

function followSession(isOne) {
  if (isOne === hasSession) return;
  hasSession = isOne;
  document.body.classList.toggle("in-session", isOne);
  tellRunning();
  if (isOne) {
    stayAwake();
    // What is worth keeping begins now; without a word to the user where it needs none.
    navigator.storage?.persist?.().catch(() => {});
  } else {
    wakeLock?.release().catch(() => {});
    wakeLock = null;
  }
}

// STOP is at hand wherever the page is.
function tellRunning() {
  of("running").hidden = !hasSession || views.shown === "device";
}

async function stayAwake() {
  if (!hasSession || document.hidden) return;
  try {
    wakeLock = await navigator.wakeLock?.request("screen");
    if (!hasSession) await wakeLock?.release();
  } catch {
    // The battery is low, or the browser has none: the screen may go dark.
  }
}

function standStill(seconds) {
  stoodStill += 1;
  if (hasSession) notice("stoodStill", String(seconds));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden || !hasSession) return;
  stayAwake();
  const before = stoodStill;
  setTimeout(() => {
    if (stoodStill === before && hasSession) notice("wentOn");
  }, SETTLED_MS);
});

// --- the user -------------------------------------------------------------------------

const buttons = new Buttons(
  new Map([
    [START, of("start")],
    [NEXT, of("next")],
    [STOP, of("stop")],
  ]),
  (pressed) => {
    tone.unlock();
    withdraw("stoodStill");
    withdraw("wentOn");
    worker.postMessage({ press: pressed });
  },
);

// What the views but the first are made of: each comes when it is wanted, for the first picture
// does not wait for it. A class gets (section, toolbox, language, device) and is told `label` of
// a language and `seen` of whether it is shown.
const PARTS = {
  routines: ["./maker.js", "Maker"],
  cable: ["./cable.js", "Cable"],
  report: ["./report.js", "Report"],
  flash: ["./flash.js", "Flash"],
};
const parts = new Map(); // those that are there, by the view's name
const coming = new Set();
let own = null; // the line to the page's own device
let started;
const start = new Promise((resolve) => (started = resolve));

// The page's device, for the views.
const device = {
  unlock: () => tone.unlock(),
  motor: (level, ms) => setMotor(level, ms),
  tone: (hz, ms) => setTone(hz, ms),
  isBusy: () => hasSession,
  // Not before it has read its files: until then it has no history.
  async line() {
    await Promise.race([start, new Promise((resolve) => setTimeout(resolve, START_MS))]);
    const { Line } = await import("./line.js");
    own ??= new Line(toolbox, async (digits) => worker.postMessage({ link: digits }), true);
    return own;
  },
  cableLine: () => parts.get("cable")?.line ?? null,
};

// Keys are the device's only where it is seen.
const views = new Views(of("views"), (name) => {
  buttons.isAsleep = name !== "device";
  buttons.releaseAll();
  tellRunning();
  // A question belongs to the view that asked it, and none may lie over the device's keys.
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.dispatchEvent(new Event("cancel"));
  }
  for (const [other, part] of parts) if (other !== name) part.seen(false);
  document.body.dataset.view = name;
  open(name);
});

async function open(name) {
  if (!(name in PARTS) || coming.has(name)) return;
  if (!parts.has(name)) {
    coming.add(name);
    const [script, part] = PARTS[name];
    const section = of(`view-${name}`);
    try {
      const found = await import(script);
      parts.set(name, new found[part](section, toolbox, language, device));
    } catch (error) {
      console.warn(error.message);
      section.replaceChildren(paragraph(words.viewFailed), restart(words.again));
      return;
    } finally {
      coming.delete(name);
    }
  }
  if (views.shown === name) parts.get(name).seen(true);
}

of("stop-here").addEventListener("click", () => {
  worker.postMessage({ press: STOP });
  worker.postMessage({ press: 0 });
});

of("voice").addEventListener("click", () => setVoice(!voice.isOn));
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => label());

function setVoice(isOn) {
  voice.isOn = isOn;
  if (!isOn) voice.hush();
  worker.postMessage({ voice: Number(isOn) });
  label();
}

// A page that is left, or put aside by the browser, is silent at once.
addEventListener("pagehide", () => silence());
document.addEventListener("freeze", () => silence());

// --- words ----------------------------------------------------------------------------

function label() {
  document.documentElement.lang = language;
  views.label(words);
  for (const part of parts.values()) part.label(language);
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = words[element.dataset.words];
  }
  of("strips").setAttribute("aria-label", words.feel);
  of("keys").setAttribute("aria-label", words.buttons);
  of("motor-value").textContent = words.still;
  of("tone-value").textContent = words.silent;
  of("buzz").textContent = canBuzz() ? words.buzz : words.noBuzz;
  const isSpoken = Boolean(voice.voiceOf(language));
  of("voice").setAttribute("aria-pressed", String(voice.isOn));
  of("voice-state").textContent = voice.isOn ? words.voiceOn : words.voiceOff;
  of("voice-none").hidden = isSpoken || !voice.isOn;
  of("shortcuts").replaceChildren(...words.keys.flatMap(([keys, name]) => [
    element("dt", name),
    element("dd", keys),
  ]));
  tellNotices();
}

// Browsers of computers without a motor offer the call, too; what is held in a hand has one.
const canBuzz = () => Boolean(motor.vibrate) && matchMedia("(pointer: coarse)").matches;

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

label();
tellWords();
early.forEach(worker.onmessage);
views.follow();

if ("serviceWorker" in navigator) navigator.serviceWorker.register("./offline.js").catch(() => {});

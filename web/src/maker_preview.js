// The preview: a routine's phases from left to right, and its cues to feel.

import { make } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const clock = (ms) =>
  `${Math.floor(ms / 60_000)}:${String(Math.round((ms % 60_000) / 1000)).padStart(2, "0")}`;

export function timeline(preview, words, names) {
  const { total_ms: total, spans } = preview;
  const strip = document.createElementNS(SVG, "svg");
  strip.setAttribute("viewBox", `0 0 ${total} 10`);
  strip.setAttribute("preserveAspectRatio", "none");
  strip.setAttribute("role", "img");
  strip.setAttribute("aria-label", `${words.preview}: ${clock(total)}`);
  for (const [kind, , from, to] of spans) {
    const bar = document.createElementNS(SVG, "rect");
    for (const [key, value] of Object.entries({ x: from, width: to - from, y: 0, height: 10 }))
      bar.setAttribute(key, value);
    bar.setAttribute("class", `span-${kind}`);
    strip.append(bar);
  }
  const used = [...new Set(spans.map(([kind]) => kind))];
  const steps = names.map((name, index) => {
    const own = spans.filter(([, step]) => step === index + 1);
    const ms = own.length ? own.at(-1)[3] - own[0][2] : 0;
    return make("li", {}, `${name}: ${clock(ms)}`);
  });
  return make(
    "div",
    {},
    make("p", { class: "total" }, make("strong", {}, clock(total)), ` ${words.minutes}`),
    strip,
    make(
      "p",
      { class: "legend" },
      ...used.map((kind) => make("span", { class: `key-${kind}` }, words.phases[kind])),
    ),
    make("ol", { class: "soft" }, ...steps),
  );
}

const PAUSE_MS = 900; // between two cues

// Plays cues one after the other on motor and tone, each named by `say`. `isOn`: whether to go on.
export async function play(cues, language, motor, tone, say, isOn) {
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const { words, tone_hz: hz, pulses } of cues) {
    say(words[language] ?? words.en);
    const begun = performance.now();
    for (const [from, ms] of pulses) {
      await rest(begun + from - performance.now());
      if (!isOn()) return;
      motor(100, ms);
      tone(hz, ms);
      await rest(ms);
      if (!isOn()) return; // it was capped; what sounds now is the device's
      motor(0, 0);
      tone(0, 0);
    }
    await rest(PAUSE_MS);
  }
}

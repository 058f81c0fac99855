// The page's parts and its interpreter in node, as tests and benchmarks start them.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

// A script of the built page. As a data address: by its name alone node would not take it for a
// module.
export function part(site, name) {
  const source = readFileSync(join(site, name), "utf-8");
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

// Its interpreter, `load`ed with the address of its code.
export async function bare(site, load) {
  const { loadMicroPython } = await import(pathToFileURL(join(site, "micropython.mjs")).href);
  const folder = mkdtempSync(join(tmpdir(), "acupacer-"));
  const url = join(folder, "micropython.wasm");
  writeFileSync(url, inflateSync(readFileSync(join(site, "micropython.pack"))));
  const python = await load(loadMicroPython, url);
  rmSync(folder, { recursive: true });
  return python;
}

// The same with the packs of those names in it, mended as the page mends it. `modules`: what Python
// imports of the browser, by name. `say`: gets each line that is printed.
export async function started(site, heapBytes, packs, modules, say) {
  const { interpreter } = await part(site, "interpreter.js");
  const texts = packs.map((name) => inflateSync(readFileSync(join(site, name))).toString());
  const python = await bare(site, (load, url) => interpreter(load, url, heapBytes, texts, modules, say));
  python.runPython("from acupacer.boards.web.interpreter import mend\nmend()");
  return python;
}

const nothing = () => {};

// What the device's program asks of a page of which nothing is seen or heard, but for `more`.
export const silentPage = (more) => ({
  late_us: () => 0,
  epoch_s: () => 1_800_000_000,
  offset_min: () => 0,
  languages: () => "",
  motor: nothing,
  tone: nothing,
  draw: nothing,
  light: nothing,
  send: nothing,
  speak: nothing,
  warn: nothing,
  ended: nothing,
  say: nothing,
  ...more,
});

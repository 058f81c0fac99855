// Answers calls of the tools' rooms from the page's own bundle: node tools.mjs SITE <CALLS
//
// CALLS: JSON, a list of [room, name, values]; the answers go to standard output, as JSON.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

const site = process.argv[2];
const read = (name) => readFileSync(join(site, name), "utf-8");
const module = (name) => import(`data:text/javascript;base64,${btoa(unescape(encodeURIComponent(read(name))))}`);

const { loadMicroPython } = await import(pathToFileURL(join(site, "micropython.mjs")).href);
const { browser } = await module("browser.js");
const { interpreter } = await module("interpreter.js");
const python = await interpreter(
  loadMicroPython,
  8 * 1024 * 1024,
  ["program.pack", "tools.pack"].map((name) => inflateSync(readFileSync(join(site, name))).toString()),
  { _acupacer_browser: browser },
  (line) => process.stderr.write(`${line}\n`),
);
python.runPython("from acupacer.boards.web.interpreter import mend\nmend()");
const rooms = {};
const answers = JSON.parse(readFileSync(0, "utf-8")).map(([room, name, values]) => {
  rooms[room] ??= python.pyimport(`acupacer_host.page.${room}`);
  try {
    return rooms[room][name](...values);
  } catch (error) {
    return `${error.message}`;
  }
});
process.stdout.write(JSON.stringify(answers));

// Answers calls of the tools' rooms from the page's own bundle: node tools.mjs SITE <CALLS
//
// CALLS: JSON, a list of [room, name, values]; the answers go to standard output, as JSON.

import { readFileSync } from "node:fs";

import { part, started } from "./in_node.mjs";

const site = process.argv[2];
const { browser } = await part(site, "browser.js");
const packs = ["program.pack", "tools.pack"];
const python = await started(site, 8 << 20, packs, { _acupacer_browser: browser }, (line) =>
  process.stderr.write(`${line}\n`),
);
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

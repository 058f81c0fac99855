// Runs one portable corpus under the page's interpreter: node corpus.mjs ROOT SITE NAME
//
// The program is the page's own bundle, as a browser gets it; what else a corpus needs is
// put beside it from the working tree. What it prints goes to standard output.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { bare } from "./in_node.mjs";

const [root, site, name] = process.argv.slice(2);
const BESIDE = ["firmware/acupacer/boards", "shared", "host/acupacer_host/pictures", "tests/portable"];

const heapsize = 16 * 1024 * 1024;
const stdout = (line) => process.stdout.write(`${line}\n`);
const python = await bare(site, (load, url) => load({ url, heapsize, stdout }));

function put(path, data) {
  const parts = path.split("/");
  for (let count = 2; count < parts.length; count += 1) {
    const folder = parts.slice(0, count).join("/");
    if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
  }
  python.FS.writeFile(path, data);
}

function putFolder(folder) {
  for (const entry of readdirSync(join(root, folder))) {
    const path = join(folder, entry);
    if (statSync(join(root, path)).isDirectory()) putFolder(path);
    else if (/\.(py|json)$/.test(entry)) put(`/srv/${path}`, readFileSync(join(root, path)));
  }
}

BESIDE.forEach(putFolder);
const parts = inflateSync(readFileSync(join(site, "program.pack"))).toString().split("\0");
for (let at = 0; at < parts.length; at += 2) put(`/srv/firmware/${parts[at]}`, parts[at + 1]);
python.globals.set("corpus", `/srv/tests/portable/${name}`);
python.runPython(`
import sys
sys.path.insert(0, "/srv/firmware")
from acupacer.boards.web.interpreter import mend
mend()
sys.path.pop(0)
sys.argv[:] = [corpus, "/srv/firmware"]
with open(corpus) as source:
    text = source.read()
exec(text, {"__name__": "__main__", "__file__": corpus})
`);

// An interpreter with programs as its files, for a worker.
//
// It reads them out of the page's memory as it imports them: to put them into a file system of
// its own first takes a good part of the time to the first picture.

const FOLDER = 0x4000;
const FILE = 0x8000;
const MOUNT = `
import io, vfs
import _acupacer_files

class Files:
    def mount(self, readonly, mkfs):
        pass
    def umount(self):
        pass
    def stat(self, path):
        mode = _acupacer_files.mode(path)
        if not mode:
            raise OSError(2)
        return (mode,) + (0,) * 9
    def open(self, path, mode):
        if self.stat(path)[0] != ${FILE}:
            raise OSError(21)
        return io.BytesIO(_acupacer_files.text(path).encode())

vfs.umount("/")
vfs.mount(Files(), "/")
`;

// `loadMicroPython`: of micropython.mjs. `code`: where its code can be fetched, or a promise of it.
// `packs`: the unpacked texts, or promises of them.
// `modules`: what Python imports of the browser, by name, or a promise of it. `say`: gets each
// line that is printed.
export async function interpreter(loadMicroPython, code, heapBytes, packs, modules, say) {
  const texts = Promise.all(packs);
  texts.catch(() => {}); // it is awaited below
  const url = await code;
  const python = await loadMicroPython({ url, heapsize: heapBytes, stdout: say, stderr: say });
  const files = offered(await texts);
  for (const [name, module] of Object.entries({ ...(await modules), _acupacer_files: files })) {
    python.registerJsModule(name, module);
  }
  python.runPython(MOUNT);
  return python;
}

// One of the page's own packs, and its text.
async function opened(name, headers) {
  const answer = await fetch(`./${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Response(answer.body.pipeThrough(new DecompressionStream("deflate")), { headers });
}

export const unpacked = async (name) => (await opened(name)).text();

// Where the interpreter's code can be fetched once it is unpacked.
export async function machine() {
  const code = await opened("micropython.pack", { "Content-Type": "application/wasm" });
  return URL.createObjectURL(await code.blob());
}

// The files of all packs, as MOUNT asks for them.
function offered(packs) {
  const texts = new Map();
  const folders = new Set([""]);
  for (const pack of packs) {
    const parts = pack.split("\0");
    for (let at = 0; at < parts.length; at += 2) texts.set(parts[at], parts[at + 1]);
  }
  for (const path of texts.keys()) {
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) folders.add(path.slice(0, at));
  }
  const named = (path) => path.replace(/^\//, "");
  return {
    mode: (path) => (texts.has(named(path)) ? FILE : folders.has(named(path)) ? FOLDER : 0),
    text: (path) => texts.get(named(path)),
  };
}

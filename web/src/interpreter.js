// An interpreter with programs in its file system, for a worker.

// `loadMicroPython`: of micropython.mjs. `modules`: what Python imports of the browser, by name.
// `texts`: of each bundle the JSON, or a promise of it. `say`: gets each line that is printed.
export async function interpreter(loadMicroPython, heapBytes, texts, modules, say) {
  const bundles = Promise.all(texts);
  bundles.catch(() => {}); // it is awaited below
  const python = await loadMicroPython({ heapsize: heapBytes, stdout: say, stderr: say });
  for (const bundle of await bundles) put(python, JSON.parse(bundle));
  for (const [name, module] of Object.entries(modules)) python.registerJsModule(name, module);
  return python;
}

// The text of one of the page's own files.
export async function text(name) {
  const answer = await fetch(`./${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.text();
}

function put(python, files) {
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split("/");
    for (let count = 1; count < parts.length; count += 1) {
      const folder = `/${parts.slice(0, count).join("/")}`;
      if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
    }
    python.FS.writeFile(`/${path}`, content);
  }
}

// Keeps the page, so that it opens without a network after the first visit.
//
// The list below is made with the page: each file and how its SHA-256 begins. A new page is kept beside
// the old one until all of it is here and right, and takes over when the old one is closed:
// files of two editions never meet.

const FILES = {}; // made by tools/build_page.py
const NAME = "acupacer-"; // and the name of this edition

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function keepAll() {
  const kept = await caches.open(NAME);
  await Promise.all(
    Object.entries(FILES).map(async ([path, sum]) => kept.put(path, await right(path, sum))),
  );
}

// What the page itself has just fetched is taken from there, unless it is another edition's.
async function right(path, sum) {
  for (const cache of ["force-cache", "reload"]) {
    const found = await fetch(path, { cache });
    if (found.ok && (await sha256Of(found.clone())).startsWith(sum)) return found;
  }
  throw new Error(`${path} is not of this edition`);
}

async function sha256Of(answered) {
  const digest = await crypto.subtle.digest("SHA-256", await answered.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function forgetOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith("acupacer-"));
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
}

async function answer(request) {
  const kept = await caches.open(NAME);
  const match = (wanted) => kept.match(wanted, { ignoreSearch: true });
  return (await match(request)) ?? (request.mode === "navigate" && (await match("./"))) || fetch(request);
}

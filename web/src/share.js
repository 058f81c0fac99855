// A routine in an address, and files. Nothing goes anywhere: what stands behind the # of an
// address is never sent to a server.

import { digitsOf } from "./hex.js";

const PREFIX = "r=";
const MOST = 1 << 20; // bytes that a link may unfold to

async function through(stream, data) {
  return new Response(new Blob([data]).stream().pipeThrough(stream));
}

export async function packed(text) {
  const answer = await through(new CompressionStream("deflate-raw"), text);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return PREFIX + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The text of what stands behind the view's name in an address; "" when there is none. Throws
// when it is damaged or too large.
export async function unpacked(fragment) {
  if (!fragment.startsWith(PREFIX)) return "";
  const letters = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const unfolded = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const parts = [];
  let total = 0;
  for (const reader = unfolded.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > MOST) throw new Error("too large");
    parts.push(value);
  }
  return new Blob(parts).text();
}

export function saved(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export async function digitsOfFile(file) {
  const bytes = new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer());
  return digitsOf(bytes);
}

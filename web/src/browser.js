// What the tools' interpreter lacks and every browser has: regular expressions, the letters of
// all languages, and JSON. `web/python` makes the modules of Python's library of it. Only
// numbers and strings cross over; places in a text count whole characters, as Python's do.

const L = "\\p{L}";
const WORD = "\\p{L}\\p{N}_";
const DIGIT = "\\p{Nd}";
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const END = "(?![\\s\\S])";
const IGNORECASE = 2;
const MULTILINE = 8;
const DOTALL = 16;
const HERE = 1;
const WHOLE = 2;
const PRIVATE = 0x10_0000; // half a pair stands here, see tools/lowering.py
const SHORT = { d: DIGIT, w: WORD, s: BLANK };
const SYNTAX = "^$\\.*+?()[]{}|/";
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/;
const KINDS = {
  space: new RegExp(`^[${BLANK}]+$`, "u"),
  alpha: new RegExp(`^${L}+$`, "u"),
  digit: /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u,
  mark: /^\p{M}$/u,
};
const LINE_END = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/u;

// A pattern of Python's as one of the browser's. Throws what it does not know.
export function translated(pattern, flags) {
  let made = "";
  let at = 0;
  const names = [];
  const escape = (isInside) => {
    const sign = pattern[at + 1];
    at += 2;
    if (sign in SHORT) return isInside ? SHORT[sign] : `[${SHORT[sign]}]`;
    if (sign.toLowerCase() in SHORT && !isInside) return `[^${SHORT[sign.toLowerCase()]}]`;
    if (sign === "Z") return END;
    if (sign === "A") return "(?<![\\s\\S])";
    if (sign === "b" && !isInside)
      return `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
    if (SYNTAX.includes(sign) || (sign === "-" && isInside)) return `\\${sign}`;
    if (/[nrtvf0-9]/.test(sign)) return `\\${sign}`;
    if (sign === "x" || sign === "u") {
      const count = sign === "x" ? 2 : 4;
      at += count;
      return `\\${sign}${pattern.slice(at - count, at)}`;
    }
    if (/[a-zA-Z]/.test(sign)) throw new Error(`\\${sign} in ${pattern}`);
    return sign;
  };
  const set = () => {
    let inside = "";
    let isOfWords = false; // [^\W...]: what is in a word, but for the rest
    at += 1;
    const isNegated = pattern[at] === "^";
    if (isNegated) at += 1;
    if (pattern[at] === "]") {
      inside += "\\]";
      at += 1;
    }
    while (pattern[at] !== "]") {
      if (isNegated && pattern.startsWith("\\W", at)) {
        isOfWords = true;
        at += 2;
      } else if (pattern[at] === "\\") inside += escape(true);
      else {
        const letter = String.fromCodePoint(pattern.codePointAt(at));
        inside += "[(){}/|".includes(letter) ? `\\${letter}` : letter;
        at += letter.length;
      }
    }
    at += 1;
    if (isOfWords) return inside ? `(?:(?![${inside}])[${WORD}])` : `[${WORD}]`;
    return `[${isNegated ? "^" : ""}${inside}]`;
  };
  while (at < pattern.length) {
    const sign = pattern[at];
    if (sign === "\\") made += escape(false);
    else if (sign === "[") made += set();
    else if (sign === "(" && pattern[at + 1] === "?") {
      const named = /^\(\?P<(\w+)>/.exec(pattern.slice(at));
      if (named) {
        names.push(named[1]);
        made += `(?<${named[1]}>`;
        at += named[0].length;
      } else {
        made += "(?";
        at += 2;
      }
    } else {
      if (sign === "(") names.push("");
      if (sign === "." && !(flags & DOTALL)) made += "[^\\n]";
      else if (sign === "$" && !(flags & MULTILINE)) made += `(?=\\n?${END})`;
      else if (sign === "}" || sign === "]") made += isCount(made) ? sign : `\\${sign}`;
      else if (sign === "{") made += /^\{\d*,?\d*\}/.test(pattern.slice(at)) ? sign : "\\{";
      else if (sign === "/") made += "\\/";
      else made += sign;
      at += 1;
    }
  }
  return [made, names];
}

const isCount = (made) => /\{\d*,?\d*$/.test(made);

const patterns = [];

function regex(pattern, flags) {
  const [source, names] = translated(pattern, flags);
  let signs = "du";
  if (flags & IGNORECASE) signs += "i";
  if (flags & MULTILINE) signs += "m";
  if (flags & DOTALL) signs += "s";
  patterns.push([
    new RegExp(source, `${signs}g`),
    new RegExp(source, `${signs}y`),
    new RegExp(`(?:${source})${END}`, `${signs}y`),
  ]);
  return `${patterns.length - 1} ${names.join(",")}`;
}

const hasPairs = (text) => /[\ud800-\udbff]/.test(text);
const characters = (text, units) => [...text.slice(0, units)].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

function told(match, text, isPaired) {
  const spans = match.indices.map((span) => span ?? [-1, -1]);
  if (!isPaired) return spans.join();
  return spans.map((span) => span.map((at) => (at < 0 ? at : characters(text, at)))).join();
}

function find(id, text, start, how) {
  const isPaired = hasPairs(text);
  const pattern = patterns[id][how === WHOLE ? 2 : how === HERE ? 1 : 0];
  pattern.lastIndex = isPaired ? units(text, start) : start;
  const match = pattern.exec(text);
  return match ? told(match, text, isPaired) : "";
}

function findAll(id, text) {
  const isPaired = hasPairs(text);
  return Array.from(text.matchAll(patterns[id][0]), (each) => told(each, text, isPaired)).join(";");
}

// What was found, without places.
const findTexts = (id, text) =>
  (text.match(patterns[id][0]) ?? []).map((each) => `\0${each}`).join("");

const bytes = (digits) =>
  Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );

const NAMES = { "utf-16-le": "utf-16le", "utf-16-be": "utf-16be" };
// From 0x80 to 0x9f; the rest of that code page is as in Unicode.
const CP1252 = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ";

// Bytes as text; one that is no UTF-8 becomes a character of the private plane.
function decode(digits, encoding, errors) {
  const data = bytes(digits);
  if (encoding === "cp1252") {
    return Array.from(data, (byte) => CP1252[byte - 0x80] ?? String.fromCharCode(byte)).join("");
  }
  const decoder = new TextDecoder(NAMES[encoding] ?? encoding, { ignoreBOM: true });
  if (errors !== "surrogateescape") return decoder.decode(data);
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let made = "";
  for (let at = 0; at < data.length; ) {
    const length = [1, 2, 3, 4].find((count) => isLetter(strict, data.subarray(at, at + count)));
    if (length) made += strict.decode(data.subarray(at, at + length));
    else made += String.fromCodePoint(PRIVATE + 0xdc00 + data[at]);
    at += length ?? 1;
  }
  return made;
}

function isLetter(decoder, data) {
  try {
    return [...decoder.decode(data)].length === 1;
  } catch {
    return false;
  }
}

// Letter by letter, for what a letter is folded to does not depend on those beside it.
const casefold = (text) =>
  Array.from(text, (each) => (each === "ı" ? each : each.toUpperCase().toLowerCase()))
    .join("")
    .replaceAll("ς", "σ");

function isOf(kind, text) {
  return Number(KINDS[kind].test(text));
}

function strip(text, isLeft, isRight) {
  let made = text;
  if (isLeft) made = made.replace(new RegExp(`^[${BLANK}]+`, "u"), "");
  if (isRight) made = made.replace(new RegExp(`[${BLANK}]+$`, "u"), "");
  return made;
}

// JSON's tokens, one a line, of a text that is JSON; else "".
function jsonTokens(text) {
  try {
    JSON.parse(text);
  } catch {
    return "";
  }
  return text.match(JSON_TOKEN).join("\n");
}

function jsonText(text, isAscii) {
  const quoted = JSON.stringify(text).replace(/[\u{10d800}-\u{10dfff}]/gu, (each) =>
    `\\u${(each.codePointAt(0) - PRIVATE).toString(16)}`,
  );
  if (!isAscii) return quoted;
  return quoted.replace(/[\x7f-\uffff]/g, (unit) =>
    unit === "\x7f" ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function floatText(value) {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

// With so many places, as Python has it: halves go to the even digit, here always up.
function fixed(value, places) {
  const text = value.toFixed(places);
  const isHalf = Math.abs(value * 2 ** (places + 1)) % 2 === 1;
  return isHalf && text.at(-1) % 2 ? (value * (1 - 2 ** -52)).toFixed(places) : text;
}

// The module `_acupacer_browser`.
export const browser = {
  // Minutes east of UTC, so many minutes after 1970 began.
  offset_min: (minutes) => -new Date(minutes * 60_000).getTimezoneOffset(),
  regex,
  find,
  find_all: findAll,
  find_texts: findTexts,
  decode,
  casefold,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  normalize: (form, text) => text.normalize(form),
  is_of: isOf,
  strip,
  split: (text) => strip(text, 1, 1).split(new RegExp(`[${BLANK}]+`, "u")).join("\n"),
  lines: (text) => {
    const rows = text.split(LINE_END);
    if (rows.at(-1) === "") rows.pop();
    return rows.map((row) => `\n${row}`).join("");
  },
  json_tokens: jsonTokens,
  json_number: (text) => JSON_NUMBER.exec(text)?.[0] ?? "",
  json_text: jsonText,
  float_text: floatText,
  fixed,
};

// Bytes as hexadecimal digits, in which they cross to an interpreter, and back.

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export const digitsOf = (bytes) => Array.from(bytes, (byte) => PAIRS[byte]).join("");

export const bytesOf = (digits) =>
  Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );

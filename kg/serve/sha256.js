"use strict";

/* The digest of some words, for `words:`. The browser's own is not there on every page of a file. */

const ROOTS = (() => {
  const primes = [];
  for (let each = 2; primes.length < 64; each += 1) if (primes.every((prime) => each % prime)) primes.push(each);
  const digits = (root) => Math.floor((root % 1) * 2 ** 32);
  return { start: primes.slice(0, 8).map((each) => digits(Math.sqrt(each))), rounds: primes.map((each) => digits(Math.cbrt(each))) };
})();

/* The sha256 of a text's UTF-8 bytes in hexadecimal (FIPS 180-4). */
function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  const state = [...ROOTS.start];
  for (let block = 0; block < padded.length; block += 64) {
    const words = new Int32Array(64);
    for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(block + 4 * at);
    for (let at = 16; at < 64; at += 1) {
      const [one, two] = [words[at - 15], words[at - 2]];
      const low = turn(one, 7) ^ turn(one, 18) ^ (one >>> 3);
      const high = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10);
      words[at] = words[at - 16] + low + words[at - 7] + high;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROOTS.rounds[at] + words[at]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((each, at) => { state[at] = (state[at] + each) | 0; });
  }
  return state.map((each) => (each >>> 0).toString(16).padStart(8, "0")).join("");
}

const wordsDigest = (words) => sha256(words).slice(0, 8);

// The words in which two texts differ, for the line that shows what a sentence
// was before, or what the other file says.
//
// Longest common subsequence over words, spaces apart, by the plain table; its
// cost is the product of the lengths, so common ends are taken off first and
// very long texts are shown whole.

import { el } from "./dom.js";

const most = 250_000; // cells of the table

const words = (text) => text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) || [];

// wordDiff is a list of [kind, text]: kind 0 in both, -1 only in a, 1 only in b.
export function wordDiff(a, b) {
  const [x, y] = [words(a), words(b)];
  let head = 0;
  while (head < x.length && head < y.length && x[head] === y[head]) head++;
  let tail = 0;
  while (tail < x.length - head && tail < y.length - head && x[x.length - 1 - tail] === y[y.length - 1 - tail]) tail++;
  const [p, q] = [x.slice(head, x.length - tail), y.slice(head, y.length - tail)];
  const middle = p.length * q.length > most ? [[-1, p.join("")], [1, q.join("")]] : common(p, q);
  const parts = [[0, x.slice(0, head).join("")], ...middle, [0, x.slice(x.length - tail).join("")]];
  return parts.filter(([, text]) => text !== "");
}

function common(p, q) {
  const width = q.length + 1;
  const table = new Uint32Array((p.length + 1) * width);
  for (let i = p.length - 1; i >= 0; i--) {
    for (let k = q.length - 1; k >= 0; k--) {
      table[i * width + k] = p[i] === q[k] ? table[(i + 1) * width + k + 1] + 1
        : Math.max(table[(i + 1) * width + k], table[i * width + k + 1]);
    }
  }
  const parts = [];
  const put = (kind, word) => {
    const last = parts.at(-1);
    if (last && last[0] === kind) last[1] += word;
    else parts.push([kind, word]);
  };
  let [i, k] = [0, 0];
  while (i < p.length || k < q.length) {
    if (i < p.length && k < q.length && p[i] === q[k]) [i, k] = (put(0, p[i]), [i + 1, k + 1]);
    else if (k >= q.length || (i < p.length && table[(i + 1) * width + k] >= table[i * width + k + 1])) put(-1, p[i++]);
    else put(1, q[k++]);
  }
  return parts;
}

// diffNodes is a difference as nodes: <del> for what is only in a, <ins> for
// what is only in b.
export function diffNodes(a, b) {
  return wordDiff(a, b).map(([kind, text]) =>
    kind === 0 ? document.createTextNode(text) : el(kind < 0 ? "del" : "ins", { textContent: text }));
}

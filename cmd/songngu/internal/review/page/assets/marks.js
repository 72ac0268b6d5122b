// Text with marks in it: findings, word links, anchors, what was searched for.
// Offsets are UTF-16 code units, as everywhere on the page.

import { el } from "./dom.js";

// Characters that steer the direction of text, or that nothing shows.
const control = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;

// controls are marks for characters that cannot be seen, so that a reviewer can.
export function controls(text) {
  return [...text.matchAll(control)].map((m) => ({
    start: m.index,
    end: m.index + 1,
    name: "control",
    data: { code: "U+" + m[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") },
  }));
}

// marked is the text as nodes, cut wherever a mark {start, end, name, title, data,
// link} begins or ends. Marks may overlap: a piece has the names of all that are
// on it, the numbers of all their links, and the first two titles.
export function marked(text, marks) {
  const all = [...marks, ...controls(text)].filter((m) => m.start < m.end && m.start < text.length);
  if (!all.length) return [document.createTextNode(text)];
  const cuts = new Set([0, text.length]);
  for (const m of all) {
    cuts.add(Math.max(0, m.start));
    cuts.add(Math.min(text.length, m.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i], places[i + 1]];
    const on = all.filter((m) => m.start <= from && m.end >= to);
    const piece = text.slice(from, to);
    if (!on.length) {
      nodes.push(document.createTextNode(piece));
      continue;
    }
    const distinct = (list) => [...new Set(list)].filter((x) => x !== undefined && x !== "");
    const links = distinct(on.map((m) => m.link));
    nodes.push(el("span", {
      class: distinct(on.map((m) => m.name)).join(" "),
      data: Object.assign({}, ...on.map((m) => m.data || {}), links.length ? { link: links.join(" ") } : {}),
      title: distinct(on.map((m) => m.title)).slice(0, 2).join("\n") || null,
      textContent: piece,
    }));
  }
  return nodes;
}

// folded is a text in lower case and without marks, with the place in the
// original of each of its characters.
function folded(text, marks) {
  let out = "";
  const from = [];
  for (let i = 0; i < text.length; i++) {
    let c = text[i].toLowerCase();
    if (!marks) c = c.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
    for (let k = 0; k < c.length; k++) from.push(i);
    out += c;
  }
  from.push(text.length);
  return { out, from };
}

// hits are marks for the words of a query in a text, with or without regard to
// Vietnamese marks.
export function hits(text, query, marks) {
  const words = query.normalize("NFC").split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const { out, from } = folded(text, marks);
  const found = [];
  for (const word of new Set(words.map((w) => folded(w, marks).out).filter(Boolean))) {
    for (let at = out.indexOf(word); at >= 0; at = out.indexOf(word, at + word.length)) {
      found.push({ start: from[at], end: from[at + word.length - 1] + 1, name: "hit" });
      if (found.length > 200) return found;
    }
  }
  return found;
}

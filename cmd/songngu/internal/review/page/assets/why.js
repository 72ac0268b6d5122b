// The evidence for a pair: the words and anchors that speak for it, fetched when
// a row is pointed at or has the cursor, and shown as marks in its texts.

import { busy, get, inTurn } from "./api.js";
import { el } from "./dom.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";

const known = new Map(); // id → answer
const reasons = new Map(); // why marks are to be seen → of which pair
const isShown = (id) => [...reasons.values()].includes(id);

for (const news of ["change", "reload"]) {
  store.addEventListener(news, () => {
    known.clear();
    reasons.clear();
  });
}

// linkMarks are the marks of a pair's evidence, none unless it is to be seen.
export function linkMarks(id) {
  const why = isShown(id) && known.get(id);
  if (!why) return [];
  const marks = [];
  // The strongest come first: theirs is the tooltip where several share a word.
  const links = (why.links || []).map((link, k) => ({ link, k })).sort((a, b) => b.link.nats - a.link.nats);
  for (const { link, k } of links) {
    const title = t(link.anchor ? "anchorIs" : "linkIs", { type: t(`anchor_${link.type || "word"}`), nats: number(link.nats, 1) });
    for (const side of ["en", "vi"]) {
      const place = link[side];
      if (place) marks.push({ side, ...place, name: link.anchor ? "anchor" : "word", title, link: k });
    }
  }
  for (const m of (why.missed || []).filter((m) => m.nats <= -1)) marks.push({ ...m, name: "missed", title: t("missedIs") });
  return marks;
}

// evidence fetches what speaks for a pair, once.
export async function evidence(id) {
  // An edit that is under way may do away with the pair.
  if (busy()) await inTurn(() => {});
  // Texts go first: the evidence may take the server a while.
  while (store.asked.size) await new Promise((done) => store.addEventListener("rows", done, { once: true }));
  if (!store.place.has(id)) return {};
  if (!known.has(id)) {
    const revision = store.revision;
    const why = await get("/api/why", { id });
    if (why.gone || revision !== store.revision) return why;
    known.set(id, why);
  }
  return known.get(id);
}

// show makes the marks of a pair visible for a reason ("cursor", "pointer"),
// instead of those of the pair before; redraw is told of each pair that looks
// different now.
export async function show(reason, id, redraw) {
  const before = reasons.get(reason);
  if (before === id) return;
  reasons.set(reason, id);
  if (before !== undefined && !isShown(before)) redraw(before);
  if (id === undefined) return;
  await evidence(id).then(() => isShown(id) && redraw(id), () => {});
}

const features = ["length", "words", "anchors", "shape", "structure", "prior"];

// panel is the evidence of a row as a table, with its words and the runner-up.
export function panel(why, row) {
  const f = why.features || {};
  const most = Math.max(1, ...features.map((n) => Math.abs(f[n] || 0)));
  const rows = features.map((n) => {
    const value = f[n] || 0;
    return el("tr", {},
      el("th", { scope: "row", textContent: t(`feature_${n}`) }),
      el("td", { class: "n", textContent: (value > 0 ? "+" : "") + number(value, 1).replace("-", "−") }),
      el("td", {}, el("meter", { max: most, value: Math.abs(value), class: value < 0 ? "against" : "for", "aria-hidden": "true" })));
  });
  const next = why.runnerUp;
  const texts = (why.links || []).map((link) => linkText(link, row)).filter(Boolean);
  const links = [...new Map(texts.map((l) => [`${l.en}\n${l.vi}`, l])).values()];
  return el("div", { class: "evidence" },
    el("table", {}, el("caption", { textContent: t("featuresCaption") }), el("tbody", {}, rows)),
    el("p", { textContent: next ? t("runnerUp", { type: next.type.replace("-", "–"), n: number(next.score, 1), own: number(features.reduce((sum, n) => sum + (f[n] || 0), 0), 1) }) : t("noRunnerUp") }),
    el("h3", { textContent: links.length ? t("linksHeading") : t("noLinks") }),
    el("ul", { class: "links" }, links.map(({ en, vi }) => el("li", {},
      el("bdi", { lang: "en", textContent: en }), " – ", el("bdi", { lang: "vi", textContent: vi })))));
}

// linkText is the words of a link, as they stand in the row.
export function linkText(link, row) {
  const words = (side) => {
    const s = row?.[side].find((x) => x.n === link[side]?.n);
    return s && s.text.slice(link[side].start, link[side].end);
  };
  const [en, vi] = [words("en"), words("vi")];
  return en && vi ? { en, vi } : null;
}

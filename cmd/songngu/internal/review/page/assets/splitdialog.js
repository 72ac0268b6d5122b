// Where to divide a pair in two: a cut on either side, proposed from where the
// cursor is and from the lengths of the texts.

import { show } from "./dialogs.js";
import { el } from "./dom.js";
import { t } from "./strings.js";

// propose gives the numbers of sentences of each side that stay in the first
// pair. The side with the cursor is cut before its sentence; the other where as
// much of the text has gone by.
export function propose(row, column, i) {
  const count = { en: row.en.length, vi: row.vi.length };
  const led = column === "en" || column === "vi" ? column : count.vi > count.en ? "vi" : "en";
  const other = led === "en" ? "vi" : "en";
  const cut = { [led]: Math.max(1, Math.min(i || 1, count[led])) };
  const share = (side, k) => {
    const lengths = row[side].map((s) => s.text.length);
    const sum = (list) => list.reduce((a, b) => a + b, 0);
    return sum(lengths.slice(0, k)) / Math.max(1, sum(lengths));
  };
  const wanted = share(led, cut[led]);
  let best = 0;
  for (let k = 0; k <= count[other]; k++) {
    if (Math.abs(share(other, k) - wanted) < Math.abs(share(other, best) - wanted)) best = k;
  }
  // A lone sentence stays with what comes first: the second pair may be without
  // partner, and is then easily linked on.
  cut[other] = count[other] === 1 ? 1 : best;
  if (!good(row, cut)) cut[other] = Math.max(0, count[other] - 1);
  return cut;
}

// good reports whether both pairs would have a sentence.
export const good = (row, cut) => cut.en + cut.vi > 0 && cut.en + cut.vi < row.en.length + row.vi.length;

// ask shows the pair with its cuts, and answers with them, or null.
export async function ask(row, column, i) {
  const cut = propose(row, column, i);
  const button = el("button", { value: "yes", class: "main", textContent: t("bar_split") });
  const sides = ["en", "vi"].map((side) => list(row, side, cut, () => (button.disabled = !good(row, cut))));
  const answer = await show(t("splitTitle"), [el("p", { class: "quiet", textContent: t("splitIntro") }), el("div", { class: "cuts" }, sides)],
    [button, el("button", { value: "", textContent: t("cancel") })]);
  return answer === "yes" && good(row, cut) ? cut : null;
}

function list(row, side, cut, changed) {
  const sentences = row[side].map((s) => el("p", { lang: side, dir: "auto", textContent: s.text }));
  const colour = () => sentences.forEach((p, k) => p.classList.toggle("second", k >= cut[side]));
  const choice = (k) => el("label", { class: "cut" },
    el("input", {
      type: "radio", name: `cut-${side}`, checked: k === cut[side],
      on: { change: () => ((cut[side] = k), colour(), changed()) },
    }), el("span", { textContent: k === 0 ? t("cutBefore") : t("cutAfter", { n: k }) }));
  const parts = [choice(0), ...sentences.flatMap((p, k) => [p, choice(k + 1)])];
  colour();
  return el("fieldset", {}, el("legend", { textContent: t(side) }), parts);
}

// What stands beneath a pair: findings of the checks, the note, what a sentence
// was before it was edited, and what the other file says.

import { el } from "./dom.js";
import { t } from "./strings.js";
import { diffNodes } from "./worddiff.js";
import { run } from "./command.js";

// remarks is the cell beneath the pair, or null where there is nothing to say.
export function remarks(row) {
  const parts = [...row.findings.map(finding), ...edits(row), ...difference(row)];
  if (row.note) parts.push(line("note", t("noteLabel"), el("span", { class: "said", dir: "auto", textContent: row.note })));
  if (!parts.length) return null;
  return el("div", { class: "remarks", role: "gridcell", tabIndex: -1, "aria-colindex": 4, data: { side: "remarks", i: 0 } }, parts);
}

function line(kind, label, ...said) {
  return el("p", { class: `remark ${kind}` }, el("b", { class: "label", textContent: label }), " ", said);
}

function finding(f) {
  return line(`finding ${f.severity}`, t(`severity_${f.severity}`),
    el("span", { class: "said", textContent: t("message", { en: f.message, vi: f.messageVi || f.message }) }),
    el("span", { class: "code", textContent: f.code }));
}

function edits(row) {
  return ["en", "vi"].flatMap((side) => row[side].filter((s) => s.edited && typeof s.original === "string")
    .map((s) => line("edit", t("wasBefore"), el("span", { class: "said", lang: side, dir: "auto" }, diffNodes(s.original, s.text)))));
}

function difference(row) {
  const d = row.difference;
  if (!d) return [];
  const side = (s) => {
    const ours = row[s].map((x) => x.text).join(" ");
    const theirs = (d.theirs?.[s] || []).join(" ");
    if (theirs === ours) return el("span", { class: "said quiet", textContent: t("same") });
    return el("span", { class: "said theirs", lang: s, dir: "auto" },
      theirs ? diffNodes(ours, theirs) : el("i", { textContent: t("nothing_there") }));
  };
  const button = (name, key) => el("button", { type: "button", tabIndex: -1, textContent: t(name), title: t("byKey", { key }), on: { click: () => run(name, row.id) } });
  return [el("div", { class: "remark difference" },
    el("b", { class: "label", textContent: t("otherFile", { kind: t(`difference_${d.kind}`) }) }),
    el("span", { class: "both" }, side("en"), side("vi")),
    el("span", { class: "choices" }, button("takeTheirs", "t"), button("takeOurs", "Shift+T")))];
}

// The head of the page: the file, how far the review is, who else is here,
// undo and redo, and the way out (export).

import { warn } from "./announce.js";
import { inTurn, post } from "./api.js";
import { confirm } from "./dialogs.js";
import { el, byId } from "./dom.js";
import { command, run } from "./command.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";

export function drawHeader() {
  const s = store.state;
  if (!s) return;
  const c = s.counts;
  const done = c.beads - c.left;
  byId("title").textContent = s.title || s.file;
  byId("title").title = s.file;
  document.title = `${s.title || s.file} · songngu`;
  const bar = byId("progress");
  bar.max = Math.max(1, c.beads);
  bar.value = done;
  byId("done").textContent = t("reviewedOf", { n: number(done), all: number(c.beads) });
  byId("done").dataset.short = `${number(done)}/${number(c.beads)}`;
  byId("left").textContent = t("leftAre", { n: number(c.left) });
  byId("pace").textContent = s.perHour?.words ? t("wordsAnHour", { n: number(s.perHour.words) }) : "";
  const others = byId("others");
  others.hidden = !(s.reviewers > 1);
  others.textContent = t("othersHere", { n: number(s.reviewers - 1) });
  byId("saved").textContent = s.readOnly ? t("readOnly") : s.saved ? t("saved") : t("notSaved");
  byId("saved").title = s.trouble || "";
  byId("saved").classList.toggle("alarm", !s.saved);
  button("undo", s.canUndo, s.undoLabel);
  button("redo", s.canRedo, s.redoLabel);
  byId("against").hidden = !s.against;
  const kinds = Object.entries(s.differences || {});
  byId("against").textContent = t("comparedWith", { file: s.against, n: number(kinds.reduce((sum, [, n]) => sum + n, 0)) });
  byId("against").title = kinds.map(([kind, n]) => `${t(`difference_${kind}`)}: ${number(n)}`).join("\n");
}

function button(name, can, what) {
  const b = byId(name);
  b.setAttribute("aria-disabled", String(!can));
  const label = what ? t(`${name}What`, { what: t(`op_${what}`) }) : t(name);
  b.setAttribute("aria-label", label);
  b.title = `${label} (${command(name).keys.join(", ")})`;
}

// connectExport fills the export menu: one link for each format, for what was
// chosen to be in it.
export function connectExport() {
  const box = byId("export");
  const list = byId("formats");
  const which = byId("exportOnly");
  const fill = () => list.replaceChildren(...(store.state?.exports || []).map((format) => el("li", {},
    el("a", { href: `/api/export?${new URLSearchParams({ format, only: which.value })}`, download: true, textContent: format.toUpperCase() }),
    el("span", { class: "quiet", textContent: t(`export_${format}`) }))));
  box.addEventListener("toggle", () => box.open && fill());
  which.addEventListener("change", fill);
  box.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !box.open) return;
    e.stopPropagation();
    box.open = false;
    box.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (e) => {
    if (box.open && !box.contains(e.target)) box.open = false;
  });
  return fill;
}

async function stop() {
  if (!await confirm(t("stop"), t("stopAsk"), t("stop"))) return;
  await inTurn(() => post("/api/stop", {})).catch(warn);
}

export function connectHeader() {
  byId("stop").addEventListener("click", stop);
  for (const name of ["undo", "redo", "help"]) byId(name).addEventListener("click", () => run(name));
}

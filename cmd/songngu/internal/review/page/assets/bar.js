// The bar below the table: what can be done with the pair at the cursor, by mouse
// or touch. It is a toolbar: one stop for the Tab key, arrows within.

import { all, run } from "./command.js";
import { cursor } from "./cursor.js";
import { byId, el } from "./dom.js";
import { spoken } from "./keys.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";

const groups = ["decide", "text", "pair"];

export function drawBar() {
  const bar = byId("bar");
  const held = bar.querySelector("[tabindex='0']")?.dataset.command;
  const focused = bar.contains(document.activeElement);
  bar.replaceChildren(...groups.map((group) => el("div", { role: "group", "aria-label": t(`group_${group}`), class: "group" },
    all().filter((c) => c.bar === group).map((c) => el("button", {
      type: "button", class: c.main ? "main" : null, tabIndex: -1, data: { command: c.name },
      title: `${t(c.name)} (${spoken(c.keys[0])})`,
    }, el("span", { textContent: t(`bar_${c.name}`) }), el("kbd", { "aria-hidden": "true", textContent: spoken(c.keys[0]) }))))));
  const stop = bar.querySelector(`[data-command="${held}"]`) || bar.querySelector("button");
  stop.tabIndex = 0;
  if (focused) stop.focus();
  updateBar();
}

// updateBar greys what makes no sense here. The buttons stay reachable, so that
// a press tells the reason.
export function updateBar() {
  const both = cursor.chosen("en").length > 0 && cursor.chosen("vi").length > 0;
  for (const b of byId("bar").querySelectorAll("button")) {
    const c = all().find((c) => c.name === b.dataset.command);
    const can = cursor.id !== null
      && !(c.structural && store.state?.structural === false)
      && !(c.needs === "sentence" && !cursor.sentence)
      && !(c.needs === "selection" && !both);
    b.setAttribute("aria-disabled", String(!can));
    const pressed = { accept: "accepted", reject: "rejected", needsWork: "needs-work" }[c.name];
    if (pressed) b.setAttribute("aria-pressed", String(store.columns.status[cursor.position] === pressed));
  }
  byId("where").textContent = cursor.id === null ? "" : t("pairOf", { n: number(cursor.position + 1), all: number(store.size) });
  const [en, vi] = [cursor.chosen("en").length, cursor.chosen("vi").length];
  byId("chosen").textContent = en + vi ? t("selectedAre", { en, vi }) : "";
}

export function connectBar() {
  const bar = byId("bar");
  bar.addEventListener("click", (e) => {
    const b = e.target.closest("button");
    if (b) run(b.dataset.command);
  });
  bar.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    const buttons = [...bar.querySelectorAll("button")];
    const at = buttons.indexOf(e.target);
    if (!step || at < 0) return;
    e.preventDefault();
    const to = buttons[(at + step + buttons.length) % buttons.length];
    for (const b of buttons) b.tabIndex = b === to ? 0 : -1;
    to.focus();
  });
  cursor.addEventListener("move", updateBar);
  cursor.addEventListener("select", updateBar);
  store.addEventListener("change", updateBar);
  store.addEventListener("rows", updateBar);
}

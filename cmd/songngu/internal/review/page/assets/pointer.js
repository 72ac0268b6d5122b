// What the mouse and the finger do in the table: a click puts the cursor there,
// with Ctrl it selects; pointing at a pair shows its evidence, and at a word, the
// words it is linked with.

import { command, run } from "./command.js";
import { cursor } from "./cursor.js";
import { typing } from "./dom.js";
import { show } from "./why.js";

export function connectPointer(list) {
  const { canvas } = list;

  canvas.addEventListener("click", (e) => {
    const pair = e.target.closest(".pair");
    if (!pair || typing(e.target) || e.target.closest("button, .editorbar")) return;
    const cell = e.target.closest("[role=gridcell]") || pair.querySelector(".link");
    const { side, i } = cell.dataset;
    // A text that is being selected with the mouse is left alone.
    if (!getSelection().isCollapsed) return;
    cursor.go(Number(pair.dataset.id), side || "link", Number(i || 0));
    if ((e.ctrlKey || e.metaKey) && cursor.sentence && command("select")) run("select");
  });

  let timer = 0;
  let over = null;
  canvas.addEventListener("pointerover", (e) => {
    glow(list, e.target.closest(".pair"), e.target.dataset?.link);
    const id = Number(e.target.closest(".pair")?.dataset.id);
    if (e.pointerType !== "mouse" || id === over) return;
    over = id;
    clearTimeout(timer);
    timer = setTimeout(() => show("pointer", Number.isInteger(id) ? id : undefined, (x) => list.redraw(x)), 150);
  });
  canvas.addEventListener("pointerleave", () => {
    over = null;
    clearTimeout(timer);
    glow(list, null);
    show("pointer", undefined, (x) => list.redraw(x));
  });
  list.addEventListener("glow", (e) => glow(list, list.rows.get(e.detail.id)?.element, e.detail.link));
}

// glow lights up a word and those it is linked with: links are numbers, as the
// data-link of a piece of text has them.
function glow(list, pair, links) {
  for (const e of list.canvas.querySelectorAll(".glow")) e.classList.remove("glow");
  if (!pair || links === undefined) return;
  const wanted = new Set(String(links).split(" "));
  for (const e of pair.querySelectorAll("[data-link]")) {
    if (e.dataset.link.split(" ").some((k) => wanted.has(k))) e.classList.add("glow");
  }
}

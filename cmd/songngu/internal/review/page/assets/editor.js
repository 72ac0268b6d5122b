// Editing in place: a sentence, or the note of a pair. What is typed is sent
// after a short pause, and when the tab goes: a closed tab loses nothing. The
// server makes one step of undo of it, however often it was sent.
//
// Vietnamese is typed with input methods that compose: nothing is sent, and no
// key means anything, while a syllable is being composed.

import { say, warn } from "./announce.js";
import { cursor } from "./cursor.js";
import { el } from "./dom.js";
import { store } from "./store.js";
import { t } from "./strings.js";
import { run } from "./command.js";

const pause = 1000; // ms without a key before what was typed is sent

let now = null; // the one editor that is open

export const editing = () => now !== null;

// editText opens a sentence of a row for editing, the caret at a place in it.
export function editText(row, side, i, caret) {
  const at = row.texts.find((x) => x.side === side && Number(x.cell.dataset.i) === i);
  if (!at) return;
  open(row, { kind: "text", side, i, original: at.s.text, n: at.s.n }, at.cell, caret ?? at.s.text.length);
}

// editNote opens the note of a row.
export function editNote(row) {
  const cell = el("div", { class: "remarks writing", role: "gridcell", "aria-colindex": 4 });
  row.element.append(cell);
  open(row, { kind: "note", original: row.row.note || "", id: row.id }, cell);
}

async function open(row, what, cell, caret) {
  if (now) await save();
  const label = t(what.kind === "note" ? "noteOf" : `editOf_${what.side}`, { n: row.position + 1 });
  const area = el("textarea", {
    class: "editor", rows: 1, lang: what.side || document.documentElement.lang, dir: "auto", spellcheck: "true",
    "aria-label": label, value: what.original, maxlength: 100_000,
  });
  const keep = (e) => e.preventDefault(); // a press on a button must not take the focus away
  const button = (name, f, key) => el("button", { type: "button", textContent: t(name), title: t("byKey", { key }), on: { pointerdown: keep, mousedown: keep, click: f } });
  const bar = el("div", { class: "editorbar" },
    button("save", save, "Enter"), button("cancel", cancel, "Escape"),
    what.kind === "text" && store.state.structural !== false ? button("splitHere", splitHere, "Ctrl+Enter") : null,
    el("span", { class: "quiet", role: "status" }));
  row.locked = true;
  row.element.classList.add("editing");
  now = { ...what, row, cell, area, bar, sent: what.original, held: [...cell.childNodes], composing: false };
  cell.replaceChildren(area, bar);
  fit();
  area.focus();
  if (caret !== undefined) area.setSelectionRange(caret, caret);
  area.addEventListener("input", typed);
  area.addEventListener("compositionstart", () => now && (now.composing = true));
  area.addEventListener("compositionend", () => now && ((now.composing = false), typed()));
  area.addEventListener("keydown", key);
  area.addEventListener("blur", (e) => {
    if (now && !now.cell.contains(e.relatedTarget) && document.hasFocus()) save(false);
  });
}

function fit() {
  const { area } = now;
  area.style.setProperty("height", "auto");
  area.style.setProperty("height", `${area.scrollHeight + 2}px`);
}

// value is what was typed; a sentence is one line.
function value() {
  const v = now.area.value;
  return now.kind === "text" ? v.replace(/\s*[\r\n]+\s*/g, " ") : v;
}

function typed() {
  fit();
  now.bar.lastElementChild.textContent = "";
  clearTimeout(now.timer);
  if (!now.composing) now.timer = setTimeout(() => send().catch(warn), pause);
}

function key(e) {
  if (!now || e.isComposing || now.composing) return;
  e.stopPropagation();
  const enter = e.key === "Enter";
  if (e.key === "Escape") cancel();
  else if (enter && (e.ctrlKey || e.metaKey) && now.kind === "text") splitHere();
  else if (enter && !(e.shiftKey && now.kind === "note")) save();
  else return;
  e.preventDefault();
}

function operation(text, e) {
  if (e.kind === "note") return { op: "note", id: e.id, note: text, typing: true };
  const n = store.row(e.row.id)?.[e.side][e.i]?.n;
  if (n === undefined) throw new Error(t("sentenceGone"));
  return { op: "text", side: e.side, n, text, typing: true };
}

// send sends what was typed, if it is new. An emptied sentence is not sent while
// it is being written. What others did may have given the sentence another
// number: then its row is asked for first.
async function send(last = false) {
  const e = now;
  if (!e) return;
  clearTimeout(e.timer);
  const text = value();
  if (text === e.sent || (e.kind === "text" && !text.trim())) return;
  e.sent = text;
  if (!last) await store.rowNow(e.row.id);
  await store.edit(operation(text, e), last);
  if (now === e) e.bar.lastElementChild.textContent = t("saved");
}

function close(focus) {
  const { row, area, cell, bar, held, kind, side, i, timer } = now;
  clearTimeout(timer);
  const had = cell.contains(document.activeElement);
  now = null;
  row.locked = false;
  row.element.classList.remove("editing");
  area.remove();
  bar.remove();
  if (kind === "note") cell.remove();
  else cell.replaceChildren(...held);
  if (row.position !== undefined) row.draw();
  if (focus || had) cursor.go(row.id, kind === "note" ? "link" : side, i || 0);
}

// save ends the editing with what was typed.
export async function save(focus = true) {
  if (!now) return;
  const e = now;
  const news = value() !== e.original;
  const empty = e.kind === "text" && !value().trim();
  const sending = send();
  close(focus);
  try {
    await sending;
    if (empty) warn(t("emptyText"));
    else if (news) say(t("saved"));
  } catch (error) {
    warn(error);
  }
}

// cancel ends the editing with the text as it was; what had been sent is taken
// back.
async function cancel() {
  const e = now;
  close(true);
  try {
    if (e.sent !== e.original) {
      await store.rowNow(e.row.id);
      await store.edit(operation(e.original, e));
    }
    say(t("cancelled"));
  } catch (error) {
    warn(error);
  }
}

async function splitHere() {
  const e = now;
  const at = e.area.selectionStart;
  if (at <= 0 || at >= value().length) return warn(t("caretInside"));
  await save(true);
  await run("splitAt", { at, side: e.side, i: e.i });
}

for (const event of ["pagehide", "visibilitychange"]) {
  window.addEventListener(event, () => {
    if (now && (event === "pagehide" || document.visibilityState === "hidden")) send(true).catch(() => {});
  });
}

// Every command of the page: its name (which is also its words in strings.js),
// its keys, its group in the help, and what it does. The bar below the table, the
// keyboard and the help are made from this list.

import { inTurn, Refusal } from "./api.js";
import { say, warn } from "./announce.js";
import { onRun, register } from "./command.js";
import { cursor } from "./cursor.js";
import { help, show } from "./dialogs.js";
import { focusDoubtful, next } from "./doubtful.js";
import { editNote, editText } from "./editor.js";
import { byId } from "./dom.js";
import { ask } from "./splitdialog.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";
import { view } from "./view.js";
import { evidence, linkText, panel } from "./why.js";

// contiguous reports whether numbers follow one another.
const contiguous = (list) => list.every((n, i) => i === 0 || n === list[i - 1] + 1);

export function connectActions(list) {
  const rowOf = () => list.rows.get(cursor.id);

  // edit sends an operation, follows it to where the server says (unless the
  // reviewer has gone on already), and says what was done.
  async function edit(operation, done) {
    const from = cursor.id;
    const result = await store.edit(operation);
    if (result.renumbered || store.place.get(cursor.id) === undefined) cursor.clear();
    const id = result.focus ?? cursor.id;
    const left = cursor.id !== from && store.place.has(cursor.id);
    if (!left && store.place.has(id)) {
      const stay = id === cursor.id ? cursor.i : 0;
      cursor.go(id, cursor.column, stay);
    }
    if (done) say(t(done));
    return result;
  }

  // sentence is that at the cursor, as the newest row has it.
  async function sentence() {
    await store.rowNow(cursor.id);
    return cursor.sentence || fail("chooseSentence");
  }

  const fail = (name) => {
    throw new Error(t(name));
  };

  // by moves the cursor to the pair that many shown places away.
  function by(step, column = cursor.column, i = 0) {
    if (!view.size) return;
    const at = view.indexOf(cursor.position);
    const from = at >= 0 ? at : view.nearest(cursor.position ?? 0) - Math.sign(step);
    const to = Math.max(0, Math.min(view.size - 1, from + step));
    if (to !== at) cursor.go(store.columns.id[view.at(to)], column, i);
  }

  function vertical(step) {
    const side = cursor.row?.[cursor.column];
    const i = cursor.i + step;
    if (Array.isArray(side) && i >= 0 && i < side.length) cursor.go(cursor.id, cursor.column, i);
    else by(step, cursor.column === "remarks" ? "link" : cursor.column, step < 0 ? Infinity : 0);
  }

  function horizontal(step) {
    const there = ["en", "link", "vi", ...(rowOf()?.remarks ? ["remarks"] : [])];
    const k = there.indexOf(cursor.column) + step;
    if (k >= 0 && k < there.length) cursor.go(cursor.id, there[k], cursor.i);
  }

  function page(step) {
    const at = Math.max(0, view.indexOf(cursor.position));
    const top = list.heights.top(at) + step * list.scroller.clientHeight * 0.85;
    const to = Math.max(0, Math.min(view.size - 1, list.heights.find(Math.max(0, top))));
    by(to === at ? step : to - at);
  }

  function toDoubtful(back = false) {
    const p = next(cursor.position, back);
    if (p === undefined) return say(t("noDoubts"));
    const id = store.columns.id[p];
    if (view.indexOf(p) < 0) {
      byId("clearFilters").click();
    }
    cursor.go(id, "link", 0, { place: "centre" });
  }

  const status = (value) => edit({ op: "status", ids: [cursor.id], status: value }, `did_${value || "clear"}`);

  async function splitSentence() {
    await sentence();
    say(t("placeCaret"));
    editText(rowOf(), cursor.column, cursor.i, 0);
  }

  async function split() {
    const row = await store.rowNow(cursor.id);
    if (row.en.length + row.vi.length < 2) fail("oneSentence");
    const cut = row.en.length + row.vi.length === 2 ? { en: row.en.length ? 1 : 0, vi: row.en.length === 1 ? 0 : 1 } : await ask(row, cursor.column, cursor.i);
    if (cut) await edit({ op: "split", id: cursor.id, ...cut }, "did_split");
  }

  async function link() {
    const [en, vi] = [cursor.chosen("en"), cursor.chosen("vi")];
    if (!en.length || !vi.length) fail("chooseBoth");
    if (!contiguous(en) || !contiguous(vi)) fail("chooseTogether");
    cursor.clear();
    await edit({ op: "link", en, vi }, "did_link");
  }

  async function join(previous) {
    const s = await sentence();
    if (previous && s.n === 0) fail("noPrevious");
    await edit({ op: "joinSentence", side: cursor.column, n: previous ? s.n - 1 : s.n }, "did_joinSentence");
  }

  async function move(to) {
    const s = await sentence();
    const side = cursor.row[cursor.column];
    const edge = to === "next" ? side.at(-1) : side[0];
    if (edge !== s) fail("edgeOnly");
    await edit({ op: "move", side: cursor.column, n: s.n, to }, "did_move");
  }

  function text() {
    if (cursor.column === "link") return why();
    if (cursor.column === "remarks") return editNote(rowOf());
    if (cursor.sentence) editText(rowOf(), cursor.column, cursor.i);
  }

  async function why() {
    const [w, row] = await Promise.all([evidence(cursor.id), store.rowNow(cursor.id)]);
    await show(t("whyTitle", { n: number(cursor.position + 1) }), panel(w, row));
  }

  let shining = { id: null, k: -1 };
  async function nextLink() {
    const [w, row] = await Promise.all([evidence(cursor.id), store.rowNow(cursor.id)]);
    const links = (w.links || []).map((l, k) => ({ k, words: linkText(l, row) })).filter((l) => l.words);
    if (!links.length) return say(t("noLinks"));
    shining = { id: cursor.id, k: shining.id === cursor.id ? (shining.k + 1) % links.length : 0 };
    list.dispatchEvent(new CustomEvent("glow", { detail: { id: cursor.id, link: links[shining.k].k } }));
    say(`${links[shining.k].words.en} – ${links[shining.k].words.vi}`);
  }

  async function select() {
    const s = await sentence();
    cursor.toggle(cursor.column, s.n, cursor.id);
    say(t("selectedAre", { en: cursor.chosen("en").length, vi: cursor.chosen("vi").length }));
  }

  // back undoes or redoes, once the edits before it are answered.
  async function back(op, nothing) {
    await inTurn(() => {});
    if (!store.state[op === "undo" ? "canUndo" : "canRedo"]) return say(t(nothing));
    await edit({ op }, `did_${op}`);
  }

  const structural = true;
  register([
    { name: "goUp", group: "go", keys: ["ArrowUp"], run: () => vertical(-1) },
    { name: "goDown", group: "go", keys: ["ArrowDown"], run: () => vertical(1) },
    { name: "goLeft", group: "go", keys: ["ArrowLeft"], run: () => horizontal(-1) },
    { name: "goRight", group: "go", keys: ["ArrowRight"], run: () => horizontal(1) },
    { name: "nextPair", group: "go", keys: ["J"], run: () => by(1) },
    { name: "previousPair", group: "go", keys: ["K"], run: () => by(-1) },
    { name: "pageDown", group: "go", keys: ["PageDown"], run: () => page(1) },
    { name: "pageUp", group: "go", keys: ["PageUp"], run: () => page(-1) },
    { name: "firstPair", group: "go", keys: ["Home"], run: () => by(-Infinity) },
    { name: "lastPair", group: "go", keys: ["End"], run: () => by(Infinity) },
    { name: "nextDoubtful", group: "go", keys: ["N"], bar: "decide", run: () => toDoubtful() },
    { name: "previousDoubtful", group: "go", keys: ["Shift+N"], run: () => toDoubtful(true) },
    { name: "listDoubtful", group: "go", keys: ["D"], run: focusDoubtful },
    { name: "search", group: "go", keys: ["/", "Ctrl+F"], everywhere: true, run: () => byId("query").select() || byId("query").focus() },
    { name: "filters", group: "go", keys: ["F"], run: () => byId("filtersToggle").click() },

    { name: "accept", group: "decide", keys: ["A"], bar: "decide", main: true, run: () => status("accepted") },
    { name: "acceptNext", group: "decide", keys: ["Shift+A"], run: async () => (await status("accepted"), toDoubtful()) },
    { name: "reject", group: "decide", keys: ["R"], bar: "decide", run: () => status("rejected") },
    { name: "needsWork", group: "decide", keys: ["W"], bar: "decide", run: () => status("needs-work") },
    { name: "clearStatus", group: "decide", keys: ["C"], run: () => status("") },
    { name: "note", group: "decide", keys: ["O"], bar: "decide", run: async () => (await store.rowNow(cursor.id), editNote(rowOf())) },
    { name: "why", group: "decide", keys: ["I"], bar: "decide", run: why },
    { name: "nextLink", group: "decide", keys: ["."], run: nextLink },

    { name: "editText", group: "text", keys: ["Enter", "F2"], bar: "text", needs: "sentence", run: text },
    { name: "splitSentence", group: "text", keys: ["Shift+S"], bar: "text", needs: "sentence", structural, run: splitSentence },
    { name: "joinSentence", group: "text", keys: ["B"], bar: "text", needs: "sentence", structural, run: () => join(false) },
    { name: "joinPrevious", group: "text", keys: ["Shift+B"], structural, run: () => join(true) },
    { name: "moveUp", group: "text", keys: ["Alt+ArrowUp"], bar: "text", needs: "sentence", structural, run: () => move("previous") },
    { name: "moveDown", group: "text", keys: ["Alt+ArrowDown"], bar: "text", needs: "sentence", structural, run: () => move("next") },

    { name: "split", group: "pair", keys: ["S"], bar: "pair", structural, run: split },
    { name: "mergeNext", group: "pair", keys: ["M"], bar: "pair", structural, run: () => edit({ op: "merge", id: cursor.id, with: "next" }, "did_merge") },
    { name: "mergePrevious", group: "pair", keys: ["Shift+M"], bar: "pair", structural, run: () => edit({ op: "merge", id: cursor.id, with: "previous" }, "did_merge") },
    { name: "unlink", group: "pair", keys: ["U"], bar: "pair", structural, run: () => edit({ op: "unlink", id: cursor.id }, "did_unlink") },
    { name: "select", group: "pair", keys: ["Space", "X"], bar: "pair", needs: "sentence", structural, run: select },
    { name: "link", group: "pair", keys: ["L"], bar: "pair", needs: "selection", structural, run: link },
    { name: "deselect", group: "pair", keys: ["Escape"], run: () => cursor.clear() },
    { name: "takeTheirs", group: "pair", keys: ["T"], run: () => edit({ op: "take", id: cursor.id, from: "theirs" }, "did_take") },
    { name: "takeOurs", group: "pair", keys: ["Shift+T"], run: () => edit({ op: "take", id: cursor.id, from: "ours" }, "did_keep") },

    { name: "undo", group: "other", keys: ["Z", "Ctrl+Z"], run: () => back("undo", "nothingUndo") },
    { name: "redo", group: "other", keys: ["Y", "Ctrl+Y", "Ctrl+Shift+Z"], run: () => back("redo", "nothingRedo") },
    { name: "help", group: "other", keys: ["?", "F1"], everywhere: true, run: help },

    // Called by the editor, which knows the caret.
    {
      name: "splitAt", structural,
      run: async ({ at, side, i }) => {
        const row = await store.rowNow(cursor.id);
        await edit({ op: "splitSentence", side, n: row[side][i].n, at }, "did_splitSentence");
      },
    },
  ]);

  // Keys may come faster than answers: each means what stands there after the
  // ones before it.
  let last = Promise.resolve();
  onRun((c, what) => (last = last.then(() => perform(c, what))));

  async function perform(c, what) {
    try {
      if (c.structural && store.state.structural === false) return warn(t("notStructural"));
      const toPair = typeof what === "number" && what !== cursor.id;
      if (toPair) cursor.go(what, "link");
      await c.run(typeof what === "object" ? what : undefined);
    } catch (error) {
      warn(error);
      if (error instanceof Refusal && error.status === 409) await store.load().catch(warn);
    }
  }
}


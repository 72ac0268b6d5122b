// The start of the page, and what ties its parts together.

import { warn } from "./announce.js";
import { connectActions } from "./actions.js";
import { connectBar, drawBar, updateBar } from "./bar.js";
import { run } from "./command.js";
import { cursor } from "./cursor.js";
import { byId, typing } from "./dom.js";
import { connectDoubtful, drawDoubtful, rowsCame } from "./doubtful.js";
import { editText } from "./editor.js";
import { connectFilters, drawCount } from "./filters.js";
import { connectExport, connectHeader, drawHeader } from "./header.js";
import { connectKeys } from "./keys.js";
import { PairList } from "./list.js";
import { listen } from "./live.js";
import { Minimap } from "./minimap.js";
import { connectPointer } from "./pointer.js";
import { store } from "./store.js";
import { chooseLanguage, language, languages, setLanguage, translate } from "./strings.js";
import { show as showEvidence } from "./why.js";

const list = new PairList(byId("scroller"), byId("canvas"));
const map = new Minimap(list);

function redraw() {
  drawHeader();
  drawCount();
  drawBar();
  drawDoubtful();
}

connectActions(list);
connectBar();
connectKeys();
connectHeader();
connectDoubtful();
connectFilters(list);
connectPointer(list);
const fillExport = connectExport();

// The evidence of the pair at the cursor is to be seen.
let calm = 0;
function showAtCursor() {
  clearTimeout(calm);
  calm = setTimeout(() => showEvidence("cursor", cursor.id ?? undefined, (id) => list.redraw(id)), 120);
}
cursor.addEventListener("move", () => {
  showAtCursor();
  history.replaceState(null, "", `#${cursor.id}`);
});

store.addEventListener("trouble", (e) => warn(e.detail));
let later = 0;
store.addEventListener("rows", () => {
  clearTimeout(later);
  later = setTimeout(rowsCame, 60);
  cursor.settle();
});
store.addEventListener("change", () => {
  drawHeader();
  drawDoubtful();
  showAtCursor();
});
store.addEventListener("reload", () => {
  if (store.place.get(cursor.id) === undefined) {
    const wanted = Number(location.hash.slice(1));
    const id = store.place.has(wanted) ? wanted : store.columns.id[0];
    if (id !== undefined) cursor.go(id, "link", 0, { focus: false, place: "centre" });
  }
  drawHeader();
  drawCount();
  updateBar();
  drawDoubtful();
  map.draw();
  byId("table").setAttribute("aria-rowcount", store.size + 1);
  byId("table").setAttribute("aria-busy", "false");
});

// A pair is opened by clicking on it: here, since the list draws and knows not
// what a click means.
byId("canvas").addEventListener("dblclick", (e) => {
  const s = e.target.closest(".sentence");
  if (!s || typing(e.target) || s.dataset.n === undefined) return;
  const row = list.rows.get(Number(e.target.closest(".pair").dataset.id));
  editText(row, s.dataset.side, Number(s.dataset.i), caretAt(e, s));
});

// caretAt is the place in a sentence's text that was clicked.
function caretAt(e, sentence) {
  const at = document.caretPositionFromPoint?.(e.clientX, e.clientY);
  const range = at ? null : document.caretRangeFromPoint?.(e.clientX, e.clientY);
  const [node, offset] = at ? [at.offsetNode, at.offset] : range ? [range.startContainer, range.startOffset] : [null, 0];
  const text = sentence.querySelector(".text");
  if (!node || !text.contains(node)) return undefined;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

list.addEventListener("enter", () => {
  if (cursor.position !== undefined) run("goDown").then(() => run("goUp"));
});

// The switch bears the name of the other language, in that language.
const switcher = byId("language");
function label() {
  const other = languages.find((l) => l !== language());
  switcher.lang = other;
  switcher.dataset.short = other.toUpperCase();
}
switcher.addEventListener("click", () => {
  chooseLanguage(switcher.lang);
  speak();
});

// speak puts every word on the page into the language.
function speak() {
  translate(document);
  label();
  redraw();
  fillExport();
  list.redrawAll();
}

setLanguage();
translate(document);
label();
drawBar();
store.load().then(() => listen(list), (error) => {
  warn(error);
  byId("table").setAttribute("aria-busy", "false");
});

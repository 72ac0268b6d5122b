// The windowed list: only the rows in sight, and some above and below, are on
// the page, whatever the number of pairs. Rows stand at their places by a
// transform; the canvas is as tall as all of them.
//
// Heights are guessed from the lengths of the texts until a row has been on the
// page. When a row turns out taller than guessed, the row that the reviewer looks
// at stays where it is, and everything else moves.

import { cursor } from "./cursor.js";
import { Heights } from "./heights.js";
import { PairRow } from "./row.js";
import { store } from "./store.js";
import { view } from "./view.js";

const beyond = 600; // px kept above and below what is in sight

export class PairList extends EventTarget {
  constructor(scroller, canvas) {
    super();
    this.scroller = scroller;
    this.canvas = canvas;
    this.rows = new Map(); // id → PairRow
    this.shape = { chars: 60, line: 26, stacked: false };
    this.heights = new Heights((i) => this.guess(view.at(i)));
    this.watcher = new ResizeObserver((entries) => this.resized(entries));
    this.waiting = false;
    // Where the scroller stands and how tall it is, as the last drawing found it:
    // to ask the browser again would have it lay the page out anew.
    this.top = 0;
    this.room = scroller.clientHeight;
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.reshape()).observe(scroller);
    view.addEventListener("view", (e) => this.restart(e.detail?.edited));
    store.addEventListener("rows", () => this.later());
    cursor.addEventListener("move", (e) => this.moved(e.detail));
    cursor.addEventListener("select", () => this.each((row) => row.cursorMoved()));
  }

  each(f) {
    for (const row of this.rows.values()) f(row);
  }

  // guess is the height of a pair that was not on the page yet.
  guess(position) {
    const [en, vi] = store.columns.length[position] || [0, 0];
    const lines = (chars) => Math.ceil(chars / this.shape.chars);
    const n = this.shape.stacked ? lines(en) + lines(vi) : Math.max(lines(en), lines(vi), 1);
    return n * this.shape.line + 22 + 26 * Math.min(3, store.columns.findings[position] || 0);
  }

  // reshape learns the width of a column anew, and forgets what was measured.
  reshape() {
    const style = getComputedStyle(this.canvas);
    const width = this.canvas.clientWidth;
    if (!width || width === this.width) return this.later();
    this.width = width;
    const stacked = style.getPropertyValue("--stacked").trim() === "1";
    const size = parseFloat(style.fontSize);
    const column = stacked ? width - 60 : (width - 110) / 2 - 24;
    this.shape = { chars: Math.max(10, column / (size * 0.5)), line: size * 1.65, stacked };
    this.heights.forget();
    this.render();
  }

  // restart follows a change of what is shown. After an edit the eye stays where
  // it is; after new filters the cursor's pair is sought, else the top.
  restart(edited) {
    this.heights.use(view.size, (i) => store.columns.id[view.at(i)]);
    if (!edited) {
      const i = view.indexOf(cursor.position);
      this.scroller.scrollTop = i > 0 ? this.heights.top(i) - this.scroller.clientHeight / 3 : 0;
    }
    this.render();
  }

  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.render();
    });
  }

  // anchor is the row that must not move: the cursor's when it is in sight, else
  // the first one in sight.
  anchor() {
    const { top, room: height } = this;
    const at = view.indexOf(cursor.position);
    if (at >= 0) {
      const y = this.heights.top(at) - top;
      if (y >= 0 && y < height) return { id: cursor.id, y };
    }
    if (!view.size) return null;
    const i = this.heights.find(top);
    return { id: store.columns.id[view.at(i)], y: this.heights.top(i) - top };
  }

  // window is the shown indices that belong on the page, in order.
  window() {
    if (!view.size) return [];
    const { top } = this;
    const first = this.heights.find(Math.max(0, top - beyond));
    const last = this.heights.find(top + this.room + beyond);
    const list = [];
    for (let i = first; i <= last; i++) list.push(i);
    const at = view.indexOf(cursor.position);
    if (at >= 0 && at < first) list.unshift(at);
    if (at > last) list.push(at);
    return list;
  }

  render() {
    if (!store.state) return;
    this.top = this.scroller.scrollTop;
    this.room = this.scroller.clientHeight;
    const had = this.canvas.contains(document.activeElement);
    const anchor = this.anchor();
    const indices = this.window();
    store.want(indices.map((i) => view.at(i)).sort((a, b) => a - b));
    const fresh = this.put(indices);
    // All are read first, then all are written: the page is laid out once.
    const measured = fresh.filter((row) => row.row).map((row) => [row, row.measure()]);
    let moved = false;
    for (const [row, height] of measured) {
      row.drawBand();
      const i = view.indexOf(row.position);
      if (i >= 0 && this.heights.set(i, height)) moved = true;
    }
    for (const row of fresh) if (!row.row) row.element.style.setProperty("height", `${this.guess(row.position)}px`);
    this.canvas.style.setProperty("height", `${this.heights.top(view.size)}px`);
    for (const i of indices) {
      const row = this.rows.get(store.columns.id[view.at(i)]);
      const top = Math.round(this.heights.top(i));
      if (row.top !== top) row.element.style.setProperty("transform", `translateY(${row.top = top}px)`);
    }
    if (moved && anchor) this.hold(anchor);
    if (had && !this.canvas.contains(document.activeElement)) this.focus();
    this.dispatchEvent(new CustomEvent("drawn"));
  }

  // hold scrolls so that a row is where it was.
  hold({ id, y }) {
    const i = view.indexOf(store.place.get(id));
    if (i < 0) return;
    const top = Math.round(this.heights.top(i) - y);
    if (Math.abs(top - this.top) >= 1) {
      this.top = this.scroller.scrollTop = top;
      this.later();
    }
  }

  // put brings the rows of these indices onto the page, in order, and takes all
  // others off it. It returns those that were drawn.
  put(indices) {
    const ids = indices.map((i) => store.columns.id[view.at(i)]);
    const wanted = new Set(ids);
    for (const [id, row] of this.rows) {
      if (wanted.has(id) || row.locked) continue;
      this.watcher.unobserve(row.element);
      row.element.remove();
      this.rows.delete(id);
    }
    const drawn = [];
    let before = null;
    for (const id of ids) {
      let row = this.rows.get(id);
      if (!row) {
        row = new PairRow(id);
        this.rows.set(id, row);
        this.watcher.observe(row.element);
        drawn.push(row);
      } else if (!row.fresh()) {
        row.draw();
        drawn.push(row);
      }
      const next = before ? before.nextSibling : this.canvas.firstChild;
      if (next !== row.element) this.canvas.insertBefore(row.element, next);
      before = row.element;
    }
    return drawn;
  }

  // resized takes in rows that changed their height by themselves, as when a text
  // is edited.
  resized(entries) {
    let news = false;
    for (const { target } of entries) {
      const row = this.rows.get(Number(target.dataset.id));
      const i = row?.row ? view.indexOf(row.position) : -1;
      if (i < 0 || !target.offsetHeight) continue;
      const before = row.size?.h;
      if (this.heights.set(i, row.measure()) || before !== row.size.h) {
        row.drawBand();
        news = true;
      }
    }
    if (news) this.later();
  }

  // redraw draws one row anew, if it is on the page.
  redraw(id) {
    const row = this.rows.get(id);
    if (!row || row.position === undefined) return;
    row.mark();
  }

  // redrawAll is for a new language, or new words to search for.
  redrawAll() {
    this.each((row) => row.position !== undefined && row.draw());
    this.heights.forget();
    const drawn = [...this.rows.values()].filter((row) => row.row && view.indexOf(row.position) >= 0);
    for (const row of drawn) this.heights.set(view.indexOf(row.position), row.measure());
    for (const row of drawn) row.drawBand();
    this.later();
  }

  moved({ before, focus, place }) {
    this.rows.get(before)?.cursorMoved();
    const i = view.indexOf(cursor.position);
    if (i < 0) return;
    this.reveal(i, place);
    this.rows.get(cursor.id)?.cursorMoved();
    if (focus) this.focus();
  }

  // reveal scrolls a shown index into sight: "nearest" as little as needed,
  // "centre" to a third of the height. Guesses become measures on the way.
  reveal(i, place) {
    for (let turn = 0; turn < 3; turn++) {
      const top = this.heights.top(i);
      const height = this.heights.at(i);
      const at = this.scroller.scrollTop;
      const room = this.scroller.clientHeight;
      const margin = Math.min(48, room / 6);
      let wanted = at;
      if (place === "centre" || top + height < at - room || top > at + 2 * room) wanted = top - Math.max(margin, (room - height) / 3);
      else if (top < at + margin) wanted = top - margin;
      else if (top + height > at + room - margin) wanted = Math.min(top - margin, top + height - room + margin);
      if (Math.abs(wanted - at) < 1 && turn > 0) break;
      this.scroller.scrollTop = wanted;
      this.render();
    }
  }

  // focus gives the page's focus to the cell at the cursor.
  focus() {
    const row = this.rows.get(cursor.id);
    if (!row || row.locked) return;
    row.cell().focus({ preventScroll: true });
  }
}

// Where the reviewer is: a pair, a column of it, and a sentence of that column;
// and which sentences are selected to be linked.

import { store } from "./store.js";

// The columns of the table, as the arrow keys walk them. "remarks" is there
// only for pairs that have some.
export const columns = ["en", "link", "vi", "remarks"];

class Cursor extends EventTarget {
  constructor() {
    super();
    this.id = null;
    this.column = "en";
    this.i = 0; // sentence within its side
    this.selected = new Map(); // "en 4" → {side, n, id}
  }

  get position() {
    return store.place.get(this.id);
  }

  get row() {
    return store.row(this.id);
  }

  // sentence is that at the cursor, or undefined between the sides.
  get sentence() {
    if (this.column !== "en" && this.column !== "vi") return undefined;
    return this.row?.[this.column][this.i];
  }

  // go moves the cursor. With focus, the page's focus follows.
  go(id, column = this.column, i = 0, { focus = true, place = "nearest" } = {}) {
    const before = this.id;
    this.id = id;
    this.column = column;
    this.i = i;
    this.settle();
    this.dispatchEvent(new CustomEvent("move", { detail: { before, focus, place } }));
  }

  // settle keeps the sentence within its side.
  settle() {
    const side = this.row?.[this.column];
    if (Array.isArray(side)) this.i = Math.max(0, Math.min(this.i, side.length - 1));
  }

  toggle(side, n, id) {
    const key = `${side} ${n}`;
    if (!this.selected.delete(key)) this.selected.set(key, { side, n, id });
    this.dispatchEvent(new CustomEvent("select"));
  }

  isSelected(side, n) {
    return this.selected.has(`${side} ${n}`);
  }

  clear() {
    if (!this.selected.size) return;
    this.selected.clear();
    this.dispatchEvent(new CustomEvent("select"));
  }

  // chosen is the selected numbers of one side, in order.
  chosen(side) {
    return [...this.selected.values()].filter((s) => s.side === side).map((s) => s.n).sort((a, b) => a - b);
  }
}

export const cursor = new Cursor();

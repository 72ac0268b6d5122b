// Which pairs are shown: all, or those that pass the filters and the search. A
// pair that was shown stays when an edit makes it fail a filter, until the
// filters are changed: nothing vanishes from under the reviewer's hands.

import { get } from "./api.js";
import { store } from "./store.js";

export const noFilter = { status: "", type: "", findings: "", difference: "", from: 0, to: 100, doubtful: false, moved: false, fixed: false, note: false };
export const noSearch = { q: "", marks: false, side: "both" };

const severities = ["", "info", "warning", "error"];

class View extends EventTarget {
  constructor() {
    super();
    this.filter = { ...noFilter };
    this.search = { ...noSearch };
    this.found = null; // ids that hold the searched words
    this.positions = null; // sorted; null means all
    this.turn = 0;
    store.addEventListener("change", (e) => this.shift(e.detail));
    store.addEventListener("reload", () => this.restart());
  }

  get size() {
    return this.positions ? this.positions.length : store.size;
  }

  // at is the position of the i-th shown pair.
  at(i) {
    return this.positions ? this.positions[i] : i;
  }

  // indexOf is where a position is shown, or -1.
  indexOf(position) {
    if (position === undefined) return -1;
    return this.positions ? this.positions.indexOf(position) : position;
  }

  // nearest is the shown index at or after a position.
  nearest(position) {
    if (!this.positions) return Math.min(position, store.size - 1);
    const i = this.positions.findIndex((p) => p >= position);
    return i < 0 ? this.positions.length - 1 : i;
  }

  // active counts the filters that are set.
  get active() {
    const f = this.filter;
    const range = f.from > 0 || f.to < 100 ? 1 : 0;
    return range + Object.keys(noFilter).filter((k) => k !== "from" && k !== "to" && f[k] !== noFilter[k]).length;
  }

  setFilter(filter) {
    this.filter = { ...this.filter, ...filter };
    this.compute();
  }

  // setSearch asks the server which pairs hold the words; only the newest
  // question counts.
  async setSearch(search) {
    this.search = { ...this.search, ...search };
    const turn = ++this.turn;
    let found = null;
    if (this.search.q.trim()) {
      const answer = await get("/api/find", { q: this.search.q, marks: this.search.marks ? 1 : 0, side: this.search.side });
      found = new Set(answer.ids);
    }
    if (turn !== this.turn) return;
    this.found = found;
    this.compute();
  }

  async restart() {
    if (this.search.q.trim()) await this.setSearch({});
    else this.compute();
  }

  compute() {
    if (!this.active && !this.found) {
      this.positions = null;
    } else {
      this.positions = [];
      for (let p = 0; p < store.size; p++) if (this.passes(p)) this.positions.push(p);
    }
    this.dispatchEvent(new CustomEvent("view"));
  }

  passes(p) {
    const f = this.filter;
    const c = store.columns;
    if (this.found && !this.found.has(c.id[p])) return false;
    if (f.status === "open" ? c.status[p] !== "" : f.status && c.status[p] !== f.status) return false;
    const percent = c.confidence[p] * 100;
    if (percent < f.from || percent > f.to) return false;
    if (f.type && !ofType(c.type[p], f.type)) return false;
    if (f.findings === "none" && c.findings[p] > 0) return false;
    if (f.findings === "any" && c.findings[p] === 0) return false;
    if (severities.includes(f.findings) && severities.indexOf(c.severity[p]) < severities.indexOf(f.findings)) return false;
    if (f.difference === "any" ? !c.difference[p] : f.difference && c.difference[p] !== f.difference) return false;
    if (f.doubtful && !store.doubtful(p)) return false;
    if (f.moved && !c.flags[p].includes("moved")) return false;
    if (f.fixed && !c.flags[p].includes("fixed")) return false;
    return !f.note || Boolean(c.note[p]);
  }

  // shift follows an edit: what was shown at the replaced place stays shown.
  shift({ from, removed, added }) {
    if (this.positions) {
      const out = [];
      let put = false;
      const insert = () => {
        for (let k = 0; k < added; k++) out.push(from + k);
        put = true;
      };
      for (const p of this.positions) {
        if (p < from) out.push(p);
        else if (p < from + removed) {
          if (!put) insert();
        } else out.push(p + added - removed);
      }
      this.positions = out;
    }
    this.dispatchEvent(new CustomEvent("view", { detail: { edited: true } }));
  }
}

// ofType: "other" is everything but one to one; "alone" is a side without partner.
function ofType(type, wanted) {
  if (wanted === "other") return type !== "1-1";
  if (wanted === "alone") return type.startsWith("0-") || type.endsWith("-0");
  return type === wanted;
}

export const view = new View();

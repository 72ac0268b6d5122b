// What the page knows of the file: the columns of every pair (small, always
// there) and the rows of those pairs that were shown (fetched as they come into
// view, dropped when they may be out of date).
//
// It tells of three things, as events: "change" (pairs were replaced; detail
// {from, removed, added}), "reload" (everything may be new), "rows" (rows came).

import { busy, get, inTurn, post } from "./api.js";

const names = ["id", "type", "confidence", "status", "findings", "severity", "difference", "flags", "note", "length"];
const rowsAtOnce = 100;

class Store extends EventTarget {
  constructor() {
    super();
    this.state = null;
    this.columns = Object.fromEntries(names.map((n) => [n, []]));
    this.revision = 0;
    this.place = new Map(); // id → position
    this.rows = new Map(); // id → row
    this.asked = new Set(); // ids on their way
  }

  get size() {
    return this.columns.id.length;
  }

  // load reads state and columns anew, and forgets all rows.
  async load() {
    const [state, index] = await Promise.all([get("/api/state"), get("/api/index")]);
    this.state = state;
    document.body.dataset.checks = state.checks;
    for (const n of names) this.columns[n] = index[n] || [];
    this.revision = Math.max(index.revision, state.revision);
    this.rows.clear();
    this.asked.clear();
    this.number();
    this.dispatchEvent(new CustomEvent("reload"));
  }

  number() {
    this.place.clear();
    this.columns.id.forEach((id, position) => this.place.set(id, position));
  }

  // pair is the columns of one position, as an object.
  pair(position) {
    const p = {};
    for (const n of names) p[n] = this.columns[n][position];
    return p;
  }

  // doubtful reports whether the pair at a position wants a look: uncertain and
  // not fixed, or with a warning, and not yet decided on.
  doubtful(position) {
    const c = this.columns;
    if (c.status[position]) return false;
    const uncertain = c.confidence[position] < this.state.threshold && !c.flags[position].includes("fixed");
    return uncertain || c.severity[position] === "warning" || c.severity[position] === "error";
  }

  row(id) {
    return this.rows.get(id);
  }

  // want asks for the rows at these positions (sorted) that are not here yet.
  // Neighbours come in one request.
  want(positions) {
    const missing = positions.filter((p) => {
      const id = this.columns.id[p];
      return id !== undefined && !this.rows.has(id) && !this.asked.has(id);
    });
    for (let i = 0; i < missing.length;) {
      const from = missing[i];
      let to = from;
      while (i < missing.length && missing[i] - to <= 10 && missing[i] - from < rowsAtOnce) to = missing[i++];
      this.fetchRows(from, to - from + 1);
    }
  }

  async fetchRows(from, count) {
    const ids = this.columns.id.slice(from, from + count);
    for (const id of ids) this.asked.add(id);
    try {
      const answer = await get("/api/rows", { from, count });
      for (const id of ids) this.asked.delete(id);
      if (answer.revision > this.revision) return void (await this.heard(answer.revision));
      if (answer.revision === this.revision) for (const row of answer.rows) this.rows.set(row.id, row);
      this.dispatchEvent(new CustomEvent("rows"));
    } catch (error) {
      for (const id of ids) this.asked.delete(id);
      this.dispatchEvent(new CustomEvent("trouble", { detail: error }));
    }
  }

  // rowNow is the row of a pair, fetched if need be.
  async rowNow(id) {
    const position = this.place.get(id);
    if (position === undefined) return undefined;
    if (!this.rows.has(id)) {
      const answer = await get("/api/rows", { from: position, count: 1 });
      for (const row of answer.rows) this.rows.set(row.id, row);
    }
    return this.rows.get(id);
  }

  // edit sends an operation and takes in what it changed.
  edit(operation, last = false) {
    const send = async () => {
      const before = this.revision;
      const result = await post("/api/edit", { revision: before, ...operation }, last);
      // What stands between is what others did: their pairs are not known here.
      if (result.revision > before + 1 || this.revision !== before) await this.load();
      else this.take(result);
      return result;
    };
    return last ? send() : inTurn(send);
  }

  take(result) {
    const { from, removed } = result.replaced || { from: 0, removed: 0 };
    const added = result.index.id.length;
    const gone = this.columns.id.slice(from, from + removed);
    for (const n of names) {
      const column = this.columns[n];
      this.columns[n] = column.slice(0, from).concat(result.index[n], column.slice(from + removed));
    }
    if (result.renumbered) this.rows.clear();
    for (const id of gone) this.rows.delete(id);
    for (const row of result.rows) this.rows.set(row.id, row);
    this.revision = result.revision;
    this.state = result.state;
    if (result.renumbered || removed || added) this.asked.clear();
    if (added !== removed || gone.some((id, i) => id !== result.index.id[i])) this.number();
    this.dispatchEvent(new CustomEvent("change", { detail: { from, removed, added } }));
  }

  // checked takes the news that there are other findings: texts, places and the
  // cursor stay, only what is said of pairs is read anew.
  async checked(version) {
    if (busy()) await inTurn(() => {});
    if (version === this.state.checks) return;
    const [state, index] = await Promise.all([get("/api/state"), get("/api/index")]);
    if (index.revision !== this.revision || state.revision !== this.revision || busy()) return void (await this.heard(index.revision));
    const was = this.columns;
    const stale = [...this.rows.keys()].map((id) => this.place.get(id))
      .filter((p) => was.findings[p] || index.findings[p]).sort((a, b) => a - b);
    const fresh = await this.rowsAt(stale); // before the old ones go, so that no text leaves the page
    if (state.revision !== this.revision || busy()) return void (await this.checked(version)); // an edit came between
    this.state = state;
    document.body.dataset.checks = state.checks; // for who waits until the checks are done
    this.columns = { ...was, findings: index.findings, severity: index.severity };
    for (const p of stale) this.rows.delete(this.columns.id[p]);
    for (const row of fresh) this.rows.set(row.id, row);
    this.asked.clear();
    this.dispatchEvent(new CustomEvent("change", { detail: { from: 0, removed: 0, added: 0 } }));
  }

  // rowsAt reads the rows at these positions (sorted), neighbours in one
  // request; none where the file has changed meanwhile.
  async rowsAt(positions) {
    const rows = [];
    for (let i = 0; i < positions.length;) {
      const from = positions[i];
      let to = from;
      while (i < positions.length && positions[i] - from < rowsAtOnce) to = positions[i++];
      const answer = await get("/api/rows", { from, count: to - from + 1 });
      if (answer.revision !== this.revision) return [];
      rows.push(...answer.rows);
    }
    return rows;
  }

  // heard takes the news that the file is at a revision; what others did is
  // read anew once our own edits are answered.
  async heard(revision) {
    if (busy()) await inTurn(() => {});
    if (revision <= this.revision) return false;
    await this.load();
    return true;
  }
}

export const store = new Store();

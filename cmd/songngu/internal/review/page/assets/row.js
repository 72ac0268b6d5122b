// One pair as a row of the table: English sentences, the link between, the
// Vietnamese sentences, and remarks beneath. A row that has not come yet is
// drawn from the columns alone, and filled when it is here.

import { bandEdges, bandPath, percent, tier } from "./band.js";
import { cursor } from "./cursor.js";
import { el, svg } from "./dom.js";
import { hits, marked } from "./marks.js";
import { remarks } from "./remarks.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";
import { view } from "./view.js";
import { linkMarks } from "./why.js";

const statusGlyph = { accepted: "✓", rejected: "✕", "needs-work": "!" };

export class PairRow {
  constructor(id) {
    this.id = id;
    this.element = el("div", { class: "pair", role: "row", data: { id } });
    this.locked = false; // while a text of it is being edited
    this.texts = [];
    this.draw();
  }

  get position() {
    return store.place.get(this.id);
  }

  // draw builds everything anew.
  draw() {
    if (this.locked) return;
    const position = this.position;
    const pair = store.pair(position);
    this.row = store.row(this.id);
    this.pair = pair;
    this.texts = [];
    const children = ["en", this.linkCell(pair, position), "vi"].map((c) => (typeof c === "string" ? this.side(c) : c));
    const below = this.row && remarks(this.row);
    if (below) children.push(below);
    this.remarks = below;
    this.element.replaceChildren(...children);
    this.element.className = `pair ${tier(pair.confidence, store.state.threshold)}`;
    const set = this.element.classList;
    set.toggle("waiting", !this.row);
    this.element.style.removeProperty("height");
    set.toggle("start", Boolean(this.row && (this.row.en[0]?.blockStart || this.row.vi[0]?.blockStart)));
    set.toggle("fixed", pair.flags.includes("fixed"));
    set.toggle("want", store.doubtful(position));
    this.element.dataset.status = pair.status;
    this.element.dataset.alone = pair.type.startsWith("0-") ? "vi" : pair.type.endsWith("-0") ? "en" : "";
    this.element.setAttribute("aria-rowindex", position + 2);
    this.element.setAttribute("aria-busy", String(!this.row));
    this.cursorMoved();
  }

  side(side) {
    const box = el("div", { class: `side ${side}`, role: "none" });
    const sentences = this.row ? this.row[side] : [];
    const column = side === "en" ? 1 : 3;
    sentences.forEach((s, i) => {
      const text = el("span", { class: "text" });
      const cell = el("div", {
        class: `sentence ${s.kind || ""}`,
        role: "gridcell", lang: side, dir: "auto", tabIndex: -1, "aria-colindex": column,
        data: { side, i, n: s.n },
      }, text);
      if (s.edited) cell.append(el("span", { class: "badge", textContent: t("editedMark") }));
      if (s.doubtful) cell.append(el("span", { class: "badge", title: t("boundaryTitle"), textContent: t("boundaryMark") }));
      this.texts.push({ side, s, text, cell });
      box.append(cell);
    });
    if (this.row && !sentences.length) {
      box.append(el("div", {
        class: "sentence none", role: "gridcell", tabIndex: -1, "aria-colindex": column,
        data: { side, i: 0 }, textContent: t("noPartner"),
      }));
    }
    this[side] = box;
    if (sentences.length) this.mark();
    return box;
  }

  linkCell(pair, position) {
    this.path = svg("path", { class: "shape" });
    this.edges = svg("path", { class: "edges" });
    const value = percent(pair.confidence);
    const flags = [];
    if (pair.flags.includes("fixed")) flags.push(t("fixed"));
    if (pair.flags.includes("moved")) flags.push(t("moved"));
    const label = [
      t("pairOf", { n: number(position + 1), all: number(store.size) }),
      pair.type.replace("-", "–"),
      t("confidenceIs", { n: value }),
      t(`tier_${tier(pair.confidence, store.state.threshold)}`),
      t(`status_${pair.status || "open"}`),
      ...flags,
      pair.findings ? t("findingsAre", { n: pair.findings }) : "",
      pair.difference ? t(`difference_${pair.difference}`) : "",
      pair.note ? t("hasNote") : "",
    ].filter(Boolean).join(", ");
    this.link = el("div", { class: "link", role: "gridcell", tabIndex: -1, "aria-colindex": 2, title: label, data: { side: "link", i: 0 } },
      svg("svg", { class: "band", "aria-hidden": "true", focusable: "false" }, this.path, this.edges),
      el("span", { class: "spoken", textContent: label }),
      el("span", { class: "facts", "aria-hidden": "true" },
        el("span", { class: "percent", textContent: String(value) }),
        el("span", { class: "type", textContent: pair.type.replace("-", "–") }),
        flags.length ? el("span", { class: "flag", textContent: flags.join(" · ") }) : null,
        pair.status ? el("span", { class: "status", textContent: statusGlyph[pair.status] }) : null));
    return this.link;
  }

  // mark draws the texts with what is to be seen in them now.
  mark() {
    if (this.locked) return;
    const links = linkMarks(this.id);
    const query = view.search;
    for (const { side, s, text } of this.texts) {
      const marks = links.filter((m) => m.side === side && m.n === s.n);
      for (const f of this.row.findings) {
        if (f.side === side && f.n === s.n) marks.push({ start: f.start, end: f.end, name: `found ${f.severity}`, title: t("message", { en: f.message, vi: f.messageVi || f.message }) });
      }
      if (query.q && (query.side === "both" || query.side === side)) marks.push(...hits(s.text, query.q, query.marks));
      text.replaceChildren(...marked(s.text, marks));
    }
  }

  // cells are those of a column that can have the focus.
  cells(column) {
    if (column === "link") return [this.link];
    if (column === "remarks") return this.remarks ? [this.remarks] : [];
    return [...this[column].querySelectorAll(".sentence")];
  }

  // cell is that at the cursor.
  cell() {
    const cells = this.cells(cursor.column);
    return cells[Math.min(cursor.i, cells.length - 1)] || this.link;
  }

  // cursorMoved shows whether the cursor is here, and what is selected.
  cursorMoved() {
    const here = cursor.id === this.id;
    this.element.classList.toggle("current", here);
    const at = here ? this.cell() : null;
    for (const c of this.element.querySelectorAll("[role=gridcell]")) {
      c.tabIndex = c === at ? 0 : -1;
      c.classList.toggle("at", c === at);
      if (c.dataset.n !== undefined) c.setAttribute("aria-selected", String(cursor.isSelected(c.dataset.side, Number(c.dataset.n))));
    }
  }

  // fresh reports whether what is drawn is what is known.
  fresh() {
    return this.locked || (this.row === store.row(this.id)
      && this.element.getAttribute("aria-rowindex") === String(this.position + 2)
      && this.pair.status === store.columns.status[this.position]
      && this.pair.confidence === store.columns.confidence[this.position]);
  }

  // measure reads the sizes that drawBand needs; all rows are read first, then
  // all bands written, so that the page is laid out once.
  measure() {
    this.size = { w: this.link.clientWidth, l: extent(this.en), r: extent(this.vi), h: this.element.offsetHeight };
    return this.size.h;
  }

  drawBand() {
    const { w, l, r } = this.size;
    if (!w || (!l && !r)) return;
    this.path.setAttribute("d", bandPath(w, l, r));
    this.edges.setAttribute("d", bandEdges(w, l, r));
  }
}

function extent(side) {
  const last = side.lastElementChild;
  if (!last || last.classList.contains("none")) return 0;
  return last.offsetTop + last.offsetHeight - side.firstElementChild.offsetTop;
}

// The map of the document: every shown pair as a line, as high as its share of
// the whole. Of the pairs that fall on one pixel, the left strip shows which
// share is doubtful (and never less than a speck, so that none is missed), the
// middle what was decided, the right one where findings are. It is a slider for
// keyboards and screen readers.

import { tier } from "./band.js";
import { cursor } from "./cursor.js";
import { byId } from "./dom.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";
import { view } from "./view.js";


export class Minimap {
  constructor(list) {
    this.list = list;
    this.canvas = byId("map");
    this.height = 0;
    this.frame = byId("mapFrame");
    this.canvas.addEventListener("pointerdown", (e) => this.press(e));
    this.canvas.addEventListener("pointermove", (e) => e.buttons & 1 && this.to(e));
    this.canvas.addEventListener("keydown", (e) => this.key(e));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    view.addEventListener("view", () => this.later());
    store.addEventListener("rows", () => this.later());
    list.addEventListener("drawn", () => this.follow());
    cursor.addEventListener("move", () => this.follow());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 80);
  }

  draw() {
    const { clientWidth: w, clientHeight: h } = this.canvas;
    this.height = h;
    if (!w || !h || !store.state) return;
    const scale = Math.min(3, devicePixelRatio || 1);
    this.canvas.width = w * scale;
    this.canvas.height = h * scale;
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const paint = (name, alpha, x, y, width) => {
      pen.fillStyle = colours[name];
      pen.globalAlpha = alpha;
      pen.fillRect(x, y, width, 1);
    };
    const colours = Object.fromEntries(["sure", "doubtful", "poor", "accepted", "needs-work", "rejected", "found"].map((n) => [n, colour(n)]));
    const left = w * 0.55 - 3;
    for (const { y, n, count } of this.lines(h)) {
      const wide = (k) => (count[k] ? Math.max(4, (count[k] / n) * left) : 0);
      paint("sure", 0.22, 3, y, left);
      paint("doubtful", 0.95, 3, y, Math.min(left, wide("poor") + wide("doubtful")));
      paint("poor", 0.95, 3, y, wide("poor"));
      for (const k of ["accepted", "needs-work", "rejected"]) if (count[k]) paint(k, Math.max(0.4, count[k] / n), w * 0.55 + 2, y, w * 0.2);
      if (count.found) paint("found", Math.max(0.4, count.found / n), w - 5, y, 3);
    }
    this.follow();
  }

  // lines counts, for each pixel of the map, what falls on it.
  * lines(h) {
    const { heights } = this.list;
    const all = heights.top(view.size);
    const c = store.columns;
    for (let y = 0, i = 0; y < h && i < view.size; y++) {
      const end = Math.min(view.size, heights.find(((y + 1) / h) * all) + 1);
      const count = {};
      const add = (k) => k && (count[k] = (count[k] || 0) + 1);
      for (let k = i; k < end; k++) {
        const p = view.at(k);
        add(tier(c.confidence[p], store.state.threshold));
        add(c.status[p]);
        add((c.severity[p] === "warning" || c.severity[p] === "error") && "found");
      }
      yield { y, n: end - i, count };
      i = Math.max(i, end - 1);
    }
  }

  // follow puts the frame round what is in sight, and tells where the cursor is.
  follow() {
    const { top, room, heights } = this.list;
    const all = Math.max(1, heights.top(view.size));
    const h = this.height;
    const height = Math.min(h, Math.max(6, (room / all) * h));
    this.frame.style.setProperty("height", `${height}px`);
    this.frame.style.setProperty("transform", `translateY(${Math.min(h - height, (top / all) * h)}px)`);
    const at = Math.max(0, view.indexOf(cursor.position));
    this.canvas.setAttribute("aria-valuemax", Math.max(1, view.size));
    this.canvas.setAttribute("aria-valuenow", Math.min(view.size, at + 1) || 1);
    this.canvas.setAttribute("aria-valuetext", t("pairOf", { n: number(at + 1), all: number(view.size) }));
  }

  press(e) {
    this.canvas.setPointerCapture(e.pointerId);
    this.to(e);
  }

  // to scrolls so that the place that was pressed is in the middle.
  to(e) {
    const { scroller, heights } = this.list;
    const share = (e.clientY - this.canvas.getBoundingClientRect().top) / this.canvas.clientHeight;
    scroller.scrollTop = share * heights.top(view.size) - scroller.clientHeight / 2;
  }

  key(e) {
    const page = Math.max(1, Math.round(view.size / 20));
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[e.key];
    if (step === undefined || !view.size) return;
    e.preventDefault();
    const i = Math.max(0, Math.min(view.size - 1, view.indexOf(cursor.position) + step));
    cursor.go(store.columns.id[view.at(i)], "link", 0, { focus: false, place: "centre" });
  }
}

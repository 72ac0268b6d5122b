// The map of the document: every shown pair as a line, as high as its share of
// the whole; the worst of those that fall on one pixel is seen. Left how sure,
// right what was decided, and a dot for findings. It is a slider for keyboards
// and screen readers.

import { tier } from "./band.js";
import { cursor } from "./cursor.js";
import { byId } from "./dom.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";
import { view } from "./view.js";

const rank = { sure: 0, doubtful: 1, poor: 2 };
const decided = { "": 0, accepted: 1, "needs-work": 2, rejected: 3 };

export class Minimap {
  constructor(list) {
    this.list = list;
    this.canvas = byId("map");
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
    if (!w || !h || !store.state) return;
    const scale = Math.min(3, devicePixelRatio || 1);
    this.canvas.width = w * scale;
    this.canvas.height = h * scale;
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const tiers = ["sure", "doubtful", "poor"].map(colour);
    const states = ["", colour("accepted"), colour("needs-work"), colour("rejected")];
    const dot = colour("found");
    const { heights } = this.list;
    const all = heights.top(view.size);
    const c = store.columns;
    for (let y = 0, i = 0; y < h && i < view.size; y++) {
      const end = Math.min(view.size, heights.find(((y + 1) / h) * all) + 1);
      let [worst, state, found] = [0, 0, false];
      for (let k = i; k < end; k++) {
        const p = view.at(k);
        worst = Math.max(worst, rank[tier(c.confidence[p], store.state.threshold)]);
        state = Math.max(state, decided[c.status[p]] || 0);
        found ||= c.severity[p] === "warning" || c.severity[p] === "error";
      }
      pen.globalAlpha = worst ? 0.95 : 0.3;
      pen.fillStyle = tiers[worst];
      pen.fillRect(3, y, w * 0.5 - 3, 1);
      pen.globalAlpha = 1;
      if (state) {
        pen.fillStyle = states[state];
        pen.fillRect(w * 0.5 + 2, y, w * 0.22, 1);
      }
      if (found) {
        pen.fillStyle = dot;
        pen.fillRect(w - 6, y, 3, 1);
      }
      i = Math.max(i, end - 1);
    }
    this.follow();
  }

  // follow puts the frame round what is in sight, and tells where the cursor is.
  follow() {
    const { scroller, heights } = this.list;
    const all = Math.max(1, heights.top(view.size));
    const h = this.canvas.clientHeight;
    const height = Math.min(h, Math.max(6, (scroller.clientHeight / all) * h));
    this.frame.style.setProperty("height", `${height}px`);
    this.frame.style.setProperty("transform", `translateY(${Math.min(h - height, (scroller.scrollTop / all) * h)}px)`);
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

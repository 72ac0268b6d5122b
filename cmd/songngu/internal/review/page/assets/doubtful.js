// The list of doubtful pairs, least certain first.

import { percent, tier } from "./band.js";
import { cursor } from "./cursor.js";
import { byId, el } from "./dom.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";

const step = 25; // entries that are drawn at once
let shown = step;
let lacking = false; // an entry has no text yet
let order = null; // positions, least certain first; null when it must be made anew

for (const news of ["change", "reload"]) store.addEventListener(news, () => (order = null));

// doubtful is the positions of doubtful pairs, least certain first.
export function doubtful() {
  if (!order) {
    const { confidence } = store.columns;
    order = [];
    for (let p = 0; p < store.size; p++) if (store.doubtful(p)) order.push(p);
    order.sort((a, b) => confidence[a] - confidence[b] || a - b);
  }
  return order;
}

// next is the doubtful pair after (or before) that at a position in this order;
// where that one is not doubtful, the least certain of all.
export function next(position, back = false) {
  const list = doubtful();
  if (!list.length) return undefined;
  const i = list.indexOf(position);
  if (i < 0) return list[0];
  return list[(i + (back ? list.length - 1 : 1)) % list.length];
}

export function drawDoubtful() {
  const list = byId("doubts");
  const focused = Number(document.activeElement?.closest?.("#doubts button")?.dataset.id);
  const places = doubtful();
  const some = places.slice(0, shown);
  store.want([...some].sort((a, b) => a - b));
  for (const e of document.querySelectorAll(".doubtcount")) e.textContent = number(places.length);
  byId("noDoubts").hidden = places.length > 0;
  list.replaceChildren(...some.map(entry));
  lacking = some.some((p) => !store.row(store.columns.id[p]));
  const more = byId("moreDoubts");
  more.hidden = places.length <= shown;
  more.textContent = t("moreDoubts", { n: number(places.length - shown) });
  if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus();
}

// rowsCame fills in entries whose text was not here.
export function rowsCame() {
  if (lacking) drawDoubtful();
}

function entry(p) {
  const { id, confidence, type, findings } = store.pair(p);
  const row = store.row(id);
  const side = row?.en.length ? "en" : "vi";
  const text = row ? row[side].map((s) => s.text).join(" ").slice(0, 120) : "";
  return el("li", {},
    el("button", { type: "button", class: tier(confidence, store.state.threshold), data: { id }, "aria-current": cursor.id === id ? "true" : null },
      el("span", { class: "percent", textContent: String(percent(confidence)) }),
      el("span", { class: "type", textContent: type.replace("-", "–") }),
      findings ? el("span", { class: "count", title: t("findingsAre", { n: findings }), textContent: `⚑ ${findings}` }) : null,
      el("span", { class: "excerpt", lang: side, dir: "auto", textContent: text })));
}

// connectDoubtful makes the list work: a press goes to the pair.
export function connectDoubtful() {
  byId("doubts").addEventListener("click", (e) => {
    const id = Number(e.target.closest("button")?.dataset.id);
    if (!id && id !== 0) return;
    openDoubtful(false);
    cursor.go(id, "link", 0, { place: "centre" });
  });
  byId("doubts").addEventListener("keydown", (e) => {
    if (e.key === "Escape") return openDoubtful(false), byId("doubtsToggle").focus();
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const li = e.target.closest("li");
    const to = e.key === "ArrowDown" ? li?.nextElementSibling : li?.previousElementSibling;
    if (!to) return;
    e.preventDefault();
    to.firstElementChild.focus();
  });
  byId("moreDoubts").addEventListener("click", () => {
    shown += step;
    drawDoubtful();
    byId("doubts").children[shown - step]?.firstElementChild.focus();
  });
  byId("doubtsToggle").addEventListener("click", () => openDoubtful(!document.body.classList.contains("doubts")));
  cursor.addEventListener("move", () => {
    for (const b of byId("doubts").querySelectorAll("button")) {
      if (Number(b.dataset.id) === cursor.id) b.setAttribute("aria-current", "true");
      else b.removeAttribute("aria-current");
    }
  });
}

// openDoubtful shows or hides the list where there is no room for it beside the
// table; where there is, it is always there.
export function openDoubtful(open) {
  document.body.classList.toggle("doubts", open);
  byId("doubtsToggle").setAttribute("aria-expanded", String(open));
}

export function focusDoubtful() {
  openDoubtful(true);
  const list = byId("doubts");
  (list.querySelector("[aria-current]") || list.querySelector("button") || byId("doubtsToggle")).focus();
}

// The search field and the filters.

import { confirm } from "./dialogs.js";
import { say, warn } from "./announce.js";
import { byId, el } from "./dom.js";
import { store } from "./store.js";
import { number, t } from "./strings.js";
import { noFilter, view } from "./view.js";

const fields = { fStatus: "status", fType: "type", fFindings: "findings", fDifference: "difference", fFrom: "from", fTo: "to", fDoubtful: "doubtful", fMoved: "moved", fFixed: "fixed", fNote: "note" };

export function connectFilters(list) {
  const panel = byId("filters");
  const toggle = byId("filtersToggle");
  const open = (yes) => {
    panel.hidden = !yes;
    toggle.setAttribute("aria-expanded", String(yes));
    if (yes) {
      options();
      byId("fStatus").focus();
    } else if (panel.contains(document.activeElement) || document.activeElement === document.body) toggle.focus();
  };
  toggle.addEventListener("click", () => open(panel.hidden));
  panel.addEventListener("keydown", (e) => e.key === "Escape" && (e.preventDefault(), open(false)));
  panel.addEventListener("change", () => view.setFilter(read()));
  byId("clearFilters").addEventListener("click", () => {
    view.setFilter(noFilter);
    write();
    if (view.search.q) {
      byId("query").value = "";
      search();
    }
  });
  byId("acceptShown").addEventListener("click", () => acceptShown());

  let timer = 0;
  const search = () => view.setSearch({ q: byId("query").value, marks: byId("marks").checked, side: byId("side").value })
    .then(() => list.redrawAll(), warn);
  byId("query").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 180);
  });
  byId("query").addEventListener("keydown", (e) => {
    if (e.key === "Enter" || e.key === "ArrowDown") {
      e.preventDefault();
      clearTimeout(timer);
      search().then(() => list.dispatchEvent(new CustomEvent("enter")));
    }
    if (e.key === "Escape" && e.target.value) {
      e.target.value = "";
      search();
    }
  });
  for (const id of ["marks", "side"]) byId(id).addEventListener("change", search);
  view.addEventListener("view", (e) => drawCount(!e.detail?.edited));
}

function read() {
  const filter = {};
  for (const [id, name] of Object.entries(fields)) {
    const f = byId(id);
    if (f.type === "checkbox") filter[name] = f.checked;
    else if (f.type === "number") filter[name] = Math.max(0, Math.min(100, f.value === "" ? noFilter[name] : Number(f.value)));
    else filter[name] = f.value;
  }
  return filter;
}

function write() {
  for (const [id, name] of Object.entries(fields)) {
    const f = byId(id);
    if (f.type === "checkbox") f.checked = view.filter[name];
    else f.value = view.filter[name];
  }
}

// options fills the lists of types and differences with what the file has.
function options() {
  const fill = (id, values, name) => {
    const select = byId(id);
    const kept = select.value;
    for (const o of [...select.options]) if (o.dataset.found) o.remove();
    for (const v of values) select.append(el("option", { value: v, data: { found: "1" }, textContent: name(v) }));
    select.value = kept;
    if (select.selectedIndex < 0) select.value = "";
  };
  const distinct = (list) => [...new Set(list)].filter(Boolean).sort();
  fill("fType", distinct(store.columns.type), (v) => v.replace("-", "–"));
  const kinds = distinct(store.columns.difference);
  fill("fDifference", kinds, (v) => t(`difference_${v}`));
  byId("fDifferenceBox").hidden = !store.state.against;
}

// drawCount shows how many pairs are shown; aloud when the filters changed.
export function drawCount(aloud = false) {
  const some = view.positions !== null;
  const text = t("shownOf", { n: number(view.size), all: number(store.size) });
  byId("shown").textContent = some ? text : "";
  byId("shownHere").textContent = text;
  byId("clearFilters").hidden = !some;
  byId("activeFilters").textContent = view.active ? ` (${view.active})` : "";
  byId("nothing").hidden = view.size > 0 || !store.state;
  if (aloud && some) say(text);
}

async function acceptShown() {
  const ids = [];
  for (let i = 0; i < view.size; i++) if (!store.columns.status[view.at(i)]) ids.push(store.columns.id[view.at(i)]);
  if (!ids.length) return say(t("noneToAccept"));
  if (!await confirm(t("acceptShown"), t("acceptShownAsk", { n: number(ids.length) }), t("bar_accept"))) return;
  try {
    await store.edit({ op: "status", ids, status: "accepted" });
    say(t("acceptedAre", { n: number(ids.length) }));
  } catch (error) {
    warn(error);
  }
}

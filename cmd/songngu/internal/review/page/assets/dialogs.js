// Dialogs, on the browser's own <dialog>: it keeps the focus inside, closes by
// Escape and gives the focus back.

import { all } from "./command.js";
import { el } from "./dom.js";
import { spoken } from "./keys.js";
import { t } from "./strings.js";

// show opens a dialog with a heading and content, and answers with what it was
// closed with: the value of a button, or "".
export function show(heading, content, buttons = []) {
  return new Promise((done) => {
    const title = el("h2", { id: "dialogTitle", textContent: heading });
    const dialog = el("dialog", { "aria-labelledby": "dialogTitle" },
      el("form", { method: "dialog" },
        el("header", {}, title, el("button", { class: "close", value: "", formnovalidate: true, "aria-label": t("close"), textContent: "✕" })),
        el("div", { class: "content", tabIndex: 0, role: "region", "aria-labelledby": "dialogTitle" }, content),
        buttons.length ? el("footer", {}, buttons) : null));
    const before = document.activeElement;
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close(""));
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.({ preventScroll: true });
      done(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.returnValue = "";
    dialog.showModal();
    (dialog.querySelector("[data-first]") || dialog.querySelector("footer button") || dialog.querySelector(".content")).focus();
  });
}

// confirm asks, and answers true or false.
export async function confirm(heading, text, yes) {
  const answer = await show(heading, el("p", { textContent: text }), [
    el("button", { value: "yes", class: "main", textContent: yes }),
    el("button", { value: "", textContent: t("cancel") }),
  ]);
  return answer === "yes";
}

// help shows every command with its keys.
export function help() {
  const groups = new Map();
  for (const c of all()) {
    if (!c.keys?.length) continue;
    groups.set(c.group, [...(groups.get(c.group) || []), c]);
  }
  const tables = [...groups].map(([group, list]) => el("section", {},
    el("h3", { textContent: t(`group_${group}`) }),
    el("dl", { class: "keys" }, list.map((c) => el("div", {},
      el("dt", {}, c.keys.flatMap((k, i) => [i ? " " : "", el("kbd", { textContent: spoken(k) })])),
      el("dd", { textContent: t(c.name) }))))));
  return show(t("helpTitle"), [el("p", { class: "quiet", textContent: t("helpIntro") }), el("div", { class: "groups" }, tables), el("p", { class: "quiet", textContent: t("helpEditing") })]);
}

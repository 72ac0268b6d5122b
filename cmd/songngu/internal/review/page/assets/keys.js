// From a key to a command. Letters are commands only while the focus is in the
// table or nowhere: in a field they are letters, and on a button the browser's.

import { all, run } from "./command.js";
import { byId, typing } from "./dom.js";

// chord writes a pressed key as the commands do: "Shift+M", "Ctrl+Z", "?".
export function chord(e) {
  let k = e.key;
  if (k === "Process" || k === "Unidentified" || k === "Dead") k = e.code.replace(/^(Key|Digit)/, "");
  if (k === " ") k = "Space";
  const letter = k.length === 1 && k.toLowerCase() !== k.toUpperCase();
  if (letter) k = k.toUpperCase();
  const shift = e.shiftKey && (letter || k.length > 1);
  return [(e.ctrlKey || e.metaKey) && "Ctrl", e.altKey && "Alt", shift && "Shift", k].filter(Boolean).join("+");
}

// spoken writes a key for people: "Shift+M" as it is, arrows as arrows.
export const spoken = (key) => key.replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace("ArrowLeft", "←").replace("ArrowRight", "→").replace("Escape", "Esc");

export function connectKeys() {
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing || document.querySelector("dialog[open]")) return;
    const pressed = chord(e);
    const inTable = e.target === document.body || byId("table").contains(e.target);
    const c = all().find((c) => c.keys?.includes(pressed));
    if (!c) return;
    if (typing(e.target)) return;
    if (!inTable && !c.everywhere) return;
    // On a button inside the table, Enter and Space are the button's.
    if (e.target.closest("button, a") && (pressed === "Enter" || pressed === "Space")) return;
    e.preventDefault();
    run(c.name);
  });
}

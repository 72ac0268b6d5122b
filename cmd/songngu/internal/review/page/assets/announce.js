// Telling: a line for what was done, polite to screen readers; a louder one, with
// the server's hint, for what could not be done.

import { byId } from "./dom.js";
import { Refusal } from "./api.js";
import { t } from "./strings.js";

let timer = 0;

// say tells what was done.
export function say(text) {
  put(text, false);
}

// warn tells that something could not be done.
export function warn(error) {
  let text = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal && error.hint) text += ` — ${error.hint}`;
  if (error instanceof TypeError) text = t("noAnswer");
  put(text, true);
}

function put(text, loud) {
  const [polite, alarm, toast] = ["polite", "alarm", "toast"].map(byId);
  // The same words twice are news only if the line was empty between.
  polite.textContent = "";
  alarm.textContent = "";
  setTimeout(() => ((loud ? alarm : polite).textContent = text), 30);
  toast.textContent = text;
  toast.className = loud ? "shown loud" : "shown";
  clearTimeout(timer);
  timer = setTimeout(() => (toast.className = ""), loud ? 8000 : 3500);
}

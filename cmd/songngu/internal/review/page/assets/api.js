// Talking with the server. Reads run side by side; edits go one after the other,
// each with the revision that the last answer gave.

// Refusal is an answer of 4xx or 5xx: its message and hint are the server's.
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error || `HTTP ${status}`);
    this.status = status;
    this.hint = body.hint || "";
    this.revision = body.revision;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

// get reads a JSON answer.
export async function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return answer(await fetch(query ? `${path}?${query}` : path));
}

// tab is by what the server calls this page when it tells of its edits.
export const tab = Math.random().toString(36).slice(2);

// post sends JSON; with `last`, it is sent even while the tab is being closed.
export async function post(path, body, last = false) {
  return answer(await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Songngu-Tab": tab },
    body: JSON.stringify(body),
    keepalive: last,
  }));
}

let queue = Promise.resolve();
let waiting = 0;

// inTurn runs f after every edit that was asked for before. A failed one does
// not hold up those behind it.
export function inTurn(f) {
  waiting++;
  const turn = queue.then(f).finally(() => waiting--);
  queue = turn.catch(() => {});
  return turn;
}

// busy reports whether an edit is under way.
export const busy = () => waiting > 0;

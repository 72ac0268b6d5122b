// The way from anything that is clicked to a command: actions.js registers
// them here, so that a row needs not know what they do.

const commands = new Map();

export function register(list) {
  for (const c of list) commands.set(c.name, c);
}

export const all = () => [...commands.values()];

export const command = (name) => commands.get(name);

let runner = async () => {};

// onRun says what runs a command: given it and the id of a pair (or undefined:
// where the cursor is).
export function onRun(f) {
  runner = f;
}

// run runs a command by its name.
export function run(name, id) {
  const c = commands.get(name);
  if (!c) throw new Error(`no command "${name}"`);
  return runner(c, id);
}

// Making elements. Everything on the page that is not in index.html is made
// here, and text enters it as text nodes only: a sentence that looks like
// markup is shown as it is.

// el makes an element. Of the properties, `class`, `data` (an object), `on` (an
// object of listeners) and properties such as `value` or `disabled` are set as
// such; all others become attributes, and null or false leaves one out.
export function el(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(e, name, value);
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

const asProperty = new Set(["value", "checked", "disabled", "tabIndex", "textContent", "hidden", "selected"]);

function set(e, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") e.className = value;
  else if (name === "data") Object.assign(e.dataset, value);
  else if (name === "on") for (const [event, f] of Object.entries(value)) e.addEventListener(event, f);
  else if (asProperty.has(name)) e[name] = value;
  else e.setAttribute(name, value === true ? "" : value);
}

// svg makes an SVG element with attributes.
export function svg(tag, attributes = {}, ...children) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children);
  return e;
}

// byId finds an element of index.html, and fails loudly where there is none.
export function byId(id) {
  const e = document.getElementById(id);
  if (!e) throw new Error(`no element "${id}" on the page`);
  return e;
}

// typing reports whether an event's target takes text, so that letters belong
// to it.
export function typing(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

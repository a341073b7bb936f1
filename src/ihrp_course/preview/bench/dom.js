// Elements found and made.

/** @param {string} id @returns {HTMLElement} */
export function need(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the bench has no ${id}`);
  return found;
}

/** @param {string} id */
export const select = (id) => /** @type {HTMLSelectElement} */ (need(id));

/** @param {string} id */
export const checkbox = (id) => /** @type {HTMLInputElement} */ (need(id));

/**
 * @param {string} tag @param {Record<string, string>} attributes @param {(Node|string)[]} content
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** @param {string} text @param {() => void} press @param {string} [look] */
export function button(text, press, look = "") {
  const element = make("button", { type: "button", class: look }, text);
  element.addEventListener("click", press);
  return element;
}

/** A text only when it differs: what is read aloud is not read twice. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

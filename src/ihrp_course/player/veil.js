// What makes sheets easier: a press beside one closes it, and what unfolds in one comes into view.

import { all } from "./dom.js";

export function easeSheets() {
  document.addEventListener("click", ({ target, detail, clientX: x, clientY: y }) => {
    if (!(target instanceof HTMLDialogElement) || !detail) return;
    const { left, right, top, bottom } = target.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) target.close();
  });
  for (const pause of all(document, "details[name=pause]")) {
    pause.addEventListener("toggle", () => pause.scrollIntoView({ block: "nearest" }));
  }
}

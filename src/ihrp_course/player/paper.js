// What leaves the page on the learner's wish: on paper, or as a file.

import { all } from "./dom.js";

/** Prints with a class on the page, and on one part of it; what is folded is opened for it. @param {string} name @param {Element} [root] */
export function printAs(name, root) {
  const page = document.documentElement;
  const folded = all(document, ".page details:not([open], .hint)");
  const dress = (/** @type {boolean} */ is) => {
    for (const each of folded) each.toggleAttribute("open", is);
    page.classList.toggle(name, is);
    root?.classList.toggle("printing", is);
  };
  dress(true);
  addEventListener("afterprint", () => dress(false), { once: true });
  print();
}

/** @param {string} name @param {string} text */
export function saveFile(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob(["\ufeff" + text], { type: "text/plain;charset=utf-8" }),
  );
  link.download = name;
  link.click();
}

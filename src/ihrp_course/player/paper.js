// What leaves the page on the learner's wish: on paper, or as a file.

/** Prints with a class on the page, and on one part of it. @param {string} name @param {Element} [root] */
export function printAs(name, root) {
  const page = document.documentElement;
  page.classList.add(name);
  root?.classList.add("printing");
  const tidy = () => {
    page.classList.remove(name);
    root?.classList.remove("printing");
  };
  globalThis.addEventListener("afterprint", tidy, { once: true });
  globalThis.print();
}

/** @param {string} name @param {string} text */
export function saveFile(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob(["\ufeff" + text], { type: "text/plain;charset=utf-8" }),
  );
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

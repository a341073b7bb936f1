// A package's pages as its files hold them, whole: most lessons come by scripts of their own.

/**
 * @typedef {object} Copy
 * @property {Document} doc  the one document
 * @property {Map<string, Element>} pages  by their ids, in their order
 */

/** The text of a file by its name; null when it is gone, or another one by now. @typedef {(name: string) => Promise<string|null>} Reader */

const PAGE = "index.html";
/** The page with every lesson. */
const READING = "reading.html";
/** What a page fetches of its lessons. */
export const REST = /^data\/(page-.*|glossary|references)\.js$/;

/** A page's file as a document that nobody touches. @param {string} text */
const parse = (text) => new DOMParser().parseFromString(text, "text/html");

/** Everything, from the files as they are. @param {Reader} read @returns {Promise<Copy|null>} */
export async function copy(read) {
  const [page, reading] = await Promise.all([read(PAGE), read(READING)]);
  if (!page || !reading) return null;
  const [doc, all] = [parse(page), parse(reading)];
  const full = (/** @type {Element} */ each) =>
    each.querySelector("[data-rest]") ? all.getElementById(each.id) ?? each : each;
  const pages = [...doc.querySelectorAll("main > .page")];
  return { doc, pages: new Map(pages.map((each) => [each.id, full(each)])) };
}

/**
 * The same with these files changed: a lesson costs a lesson, not the course. Null when one is gone, or when other
 * pages are there than were.
 * @param {Copy} old @param {string[]} names @param {Reader} read @returns {Promise<Copy|null>}
 */
export async function renew(old, names, read) {
  if (names.includes(PAGE)) {
    const fresh = await copy(read);
    return fresh && `${[...fresh.pages.keys()]}` === `${[...old.pages.keys()]}` ? fresh : null;
  }
  const pages = new Map(old.pages);
  for (const text of await Promise.all(names.filter((name) => REST.test(name)).map(read))) {
    if (!text) return null;
    const handed = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    const [name, html] = JSON.parse(`[${handed}]`);
    const page = old.doc.querySelector(`[data-rest="${name}"]`)?.closest(".page");
    if (!page) return null;
    const whole = /** @type {Element} */ (page.cloneNode(true));
    const rest = whole.querySelector("[data-rest]");
    if (rest) rest.outerHTML = html;
    pages.set(page.id, whole);
  }
  return { ...old, pages };
}

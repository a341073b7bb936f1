// A package's pages as its files hold them, whole: most lessons come by scripts of their own.

/**
 * @typedef {object} Copy
 * @property {Document} doc  the one document
 * @property {string} around  what stands around its pages
 * @property {Map<string, Element>} pages  by their ids, in their order
 */

/** The text of a file by its name; null when it is gone, or another one by now. @typedef {(name: string) => Promise<string|null>} Reader */

const PAGE = "index.html";
const DATA = "ihrp-data";
/** The page with every lesson. */
const READING = "reading.html";
/** What a page fetches of its lessons. */
export const REST = /^data\/(page-.*|glossary|references)\.js$/;

/** A page's file as a document that nobody touches. @param {string} text */
const parse = (text) => new DOMParser().parseFromString(text, "text/html");

/** What stands around the pages, and their ids: a page in which that changes has to be opened anew. @param {Document} doc */
function aroundIn(doc) {
  const around = [doc.head, ...doc.body.children].filter((each) => each.localName !== "main");
  return [
    ...around.map((each) => each.id === DATA ? rulesIn(each) : each.outerHTML),
    ...pagesIn(doc).map((each) => each.id),
  ].join("\n");
}

/** The page's data without what questions ask, which an LMS is told after the next launch. @param {Element} script */
const rulesIn = (script) =>
  JSON.stringify(JSON.parse(script.textContent ?? ""), function (key, value) {
    return key === "text" && "objective" in this ? "" : value;
  });

/** @param {Document} doc */
const pagesIn = (doc) => [...doc.querySelectorAll("main > .page")];

/** Everything, from the files as they are. @param {Reader} read @returns {Promise<Copy|null>} */
export async function copy(read) {
  const page = await read(PAGE);
  if (!page) return null;
  const doc = parse(page);
  return await filled(doc, aroundIn(doc), read);
}

/** The document's pages with what they fetch. @param {Document} doc @param {string} around @param {Reader} read @returns {Promise<Copy|null>} */
async function filled(doc, around, read) {
  const reading = await read(READING);
  if (!reading) return null;
  const all = parse(reading);
  const full = (/** @type {Element} */ each) =>
    each.querySelector("[data-rest]") ? all.getElementById(each.id) ?? each : each;
  return { doc, around, pages: new Map(pagesIn(doc).map((each) => [each.id, full(each)])) };
}

/**
 * The same with these files changed: a lesson costs a lesson, not the course. Null when one is gone, or when more
 * than pages has changed.
 * @param {Copy} old @param {string[]} names @param {Reader} read @returns {Promise<Copy|null>}
 */
export async function renew(old, names, read) {
  if (names.includes(PAGE)) {
    const page = await read(PAGE);
    const doc = page && parse(page);
    return doc && aroundIn(doc) === old.around ? await filled(doc, old.around, read) : null;
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

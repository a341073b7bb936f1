// A package's pages as its files hold them, whole: most lessons come by scripts of their own.

/**
 * @typedef {object} Copy
 * @property {Document} doc  the one document
 * @property {string} around  what stands around its pages
 * @property {Map<string, Element>} pages  by their ids, in their order
 */

/** The text of a file by its name; null when it is gone, or another one by now. @typedef {(name: string) => Promise<string|null>} Reader */

const PAGE = "index.html";
const DATA = /(?<=id="ihrp-data">).*?(?=<\/script>)/s;
/** The page with every lesson. */
const READING = "reading.html";
/** What a page fetches of its lessons. */
export const REST = /^data\/(page-.*|glossary|references)\.js$/;

/** A page's file as a document that nobody touches. @param {string} text */
const parse = (text) => new DOMParser().parseFromString(text, "text/html");

/** What stands around the pages: when that changes, the page has to be opened anew. @param {string} text  of the page's file */
function aroundIn(text) {
  const around = text.slice(0, text.indexOf("<main")) + text.slice(text.lastIndexOf("</main>"));
  return around.replace(DATA, rulesIn);
}

/** The page's data without what questions ask, which an LMS is told after the next launch. @param {string} data */
const rulesIn = (data) =>
  JSON.stringify(JSON.parse(data), function (key, value) {
    return key === "text" && "objective" in this ? "" : value;
  });

/** Everything, from the files as they are. @param {Reader} read @returns {Promise<Copy|null>} */
export async function copy(read) {
  const page = await read(PAGE);
  return page ? await filled(page, aroundIn(page), read) : null;
}

/** The page's pages with what they fetch. @param {string} page @param {string} around @param {Reader} read @returns {Promise<Copy|null>} */
async function filled(page, around, read) {
  const reading = await read(READING);
  if (!reading) return null;
  const [doc, all] = [parse(page), parse(reading)];
  const full = (/** @type {Element} */ each) =>
    each.querySelector("[data-rest]") ? all.getElementById(each.id) ?? each : each;
  const pages = [...doc.querySelectorAll("main > .page")];
  return { doc, around, pages: new Map(pages.map((each) => [each.id, full(each)])) };
}

/**
 * The same with these files changed: a lesson costs a lesson, not the course. Null when one is gone, or when more
 * than pages has changed.
 * @param {Copy} old @param {string[]} names @param {Reader} read @returns {Promise<Copy|null>}
 */
export async function renew(old, names, read) {
  if (names.includes(PAGE)) {
    const page = await read(PAGE);
    if (!page || aroundIn(page) !== old.around) return null;
    const fresh = await filled(page, old.around, read);
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

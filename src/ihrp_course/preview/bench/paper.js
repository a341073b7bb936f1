// The page as it prints: rules for print take hold, rules for the screen let go.

const KEPT = Symbol("media");

/** @param {Document} doc @param {boolean} isPrint */
export function asPaper(doc, isPrint) {
  for (const sheet of doc.styleSheets) {
    for (const rule of rulesOf(sheet)) turn(rule, isPrint);
  }
}

/** @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/** @param {CSSRule} rule @param {boolean} isPrint */
function turn(rule, isPrint) {
  if (!(rule.constructor.name === "CSSMediaRule")) return;
  const media = /** @type {CSSMediaRule & {[KEPT]?: string}} */ (rule);
  const own = media[KEPT] ?? media.media.mediaText;
  media[KEPT] = own;
  if (!isPrint) media.media.mediaText = own;
  else if (/\bprint\b/.test(own)) media.media.mediaText = own.replace(/\bprint\b/, "all");
  else if (/\bscreen\b|prefers-color-scheme: dark/.test(own)) media.media.mediaText = "not all";
}

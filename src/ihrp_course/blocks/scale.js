// Where one stands, for oneself. The value stays on the device; the state learns that there is one.

import { all, choose, chosen, find, say, tellKey, write } from "../player/dom.js";

/** @import { DeviceScript } from "../player/types.js" */

/** @type {DeviceScript} */
export const script = {
  start(form, api) {
    const sets = all(form, "[data-statement]");
    const nameOf = (/** @type {HTMLElement} */ set) => set.dataset.statement ?? "";
    const compare = () => {
      for (const set of sets) {
        const before = api.before(nameOf(set));
        const label = before && chosen(set).length
          ? find(set, "[value='" + before + "'] + label")
          : null;
        tellKey(set, label ? say("before", { answer: label.textContent ?? "" }) : "");
      }
    };
    for (const set of sets) choose(set, [api.get(nameOf(set))]);
    compare();
    addEventListener("turn", compare); // the one before may have been answered meanwhile
    form.addEventListener("change", () => {
      for (const set of sets) api.set(nameOf(set), chosen(set)[0] ?? "");
      if (sets.every((set) => chosen(set).length)) api.mark(Number(chosen(form)[0]));
      compare();
      const kept = api.works ? "ownKept" : "ownPage";
      write(form, "result", say("reported" in form.dataset ? "scale.noted" : kept));
    });
  },
};

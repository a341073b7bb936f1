// Where one stands, for oneself. The value stays on the device; the state learns that there is one.

import { all, choose, chosen, need, say, tellKey, write } from "../player/dom.js";

/** @import { DeviceScript } from "../player/types.js" */

/** @type {DeviceScript} */
export const script = {
  start(form, api) {
    const sets = all(form, "[data-statement]");
    const told = () => {
      for (const set of sets) {
        const before = api.before(set.dataset.statement ?? "");
        const label = before && chosen(set).length
          ? need(set, "input[value='" + before + "'] + label").textContent ?? ""
          : "";
        tellKey(set, label && say("before", { answer: label }));
      }
    };
    for (const set of sets) choose(set, [api.get(set.dataset.statement ?? "")]);
    told();
    form.addEventListener("change", () => {
      for (const set of sets) api.set(set.dataset.statement ?? "", chosen(set)[0] ?? "");
      if (sets.every((set) => chosen(set).length)) api.mark();
      told();
      write(form, "result", say(api.works ? "ownKept" : "ownPage"));
    });
  },
};

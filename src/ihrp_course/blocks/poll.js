// Where one stands, for oneself. The choice stays on the device; the state learns that there is one.

import { all, choose, chosen, say, show, write } from "../player/dom.js";

/** @import { DeviceScript } from "../player/types.js" */

/** @type {DeviceScript} */
export const script = {
  start(form, api) {
    const draw = () => {
      for (const said of all(form, ".feedback")) {
        show(said, chosen(form)[0] === said.dataset.answer);
      }
    };
    choose(form, [api.get("choice")]);
    draw();
    form.addEventListener("change", () => {
      api.set("choice", chosen(form)[0] ?? "");
      api.mark(0);
      draw();
      write(form, "result", say(api.works ? "ownKept" : "ownPage"));
    });
  },
};

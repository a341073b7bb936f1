// Every block type's script. In a package the linker puts in this place those that its first lesson uses.

import { script as choice } from "../blocks/choice.js";
import { script as fill } from "../blocks/fill.js";
import { script as hotspot } from "../blocks/hotspot.js";
import { script as mark } from "../blocks/mark.js";
import { script as match } from "../blocks/match.js";
import { script as matrix } from "../blocks/matrix.js";
import { script as multi } from "../blocks/multi.js";
import { script as numeric } from "../blocks/numeric.js";
import { script as open } from "../blocks/open.js";
import { script as order } from "../blocks/order.js";
import { script as poll } from "../blocks/poll.js";
import { script as practice } from "../blocks/practice.js";
import { script as scale } from "../blocks/scale.js";
import { script as scenario } from "../blocks/scenario.js";
import { script as select } from "../blocks/select.js";
import { script as sort } from "../blocks/sort.js";
import { script as truefalse } from "../blocks/truefalse.js";
import { script as worksheet } from "../blocks/worksheet.js";

/** @import { Scripts } from "./types.js" */

/** @type {Scripts} */
export const scripts = {
  choice,
  fill,
  hotspot,
  mark,
  match,
  matrix,
  multi,
  numeric,
  open,
  order,
  poll,
  practice,
  scale,
  scenario,
  select,
  sort,
  truefalse,
  worksheet,
};

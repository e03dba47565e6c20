// Some of what `GET /api/objectives`, `GET /api/optimizers` and `GET /api/schedules` answer.

import { laneOf } from "../../static/js/lane.js";

/** @import { Catalogue, Objective, Optimizer, Parameter, Setting } from "../../static/js/types.js" */

/** @type {(name: string, start: number) => Objective} */
const objective = (name, start) => ({
  spec: { name },
  name,
  title: name,
  about: "",
  formula: "x**2",
  gradient: ["2*x"],
  mathml: { formula: "", gradient: [""] },
  dimension: 1,
  domain: [[-1.5, 1.5]],
  start: { default: [start], minimum: -1000, maximum: 1000 },
  minima: [],
  parameters: [],
  source: "",
});

/** @type {Parameter} */
export const rate = {
  name: "lr",
  title: "Learning rate",
  symbols: ["η"],
  default: 0.1,
  minimum: 0,
  maximum: 100,
  open: false,
  scale: "log",
  slider: [0.0001, 2],
  help: "",
};

/** @type {Parameter} */
const betas = {
  ...rate,
  name: "betas",
  title: "Decay of the averages",
  symbols: ["β₁", "β₂"],
  default: [0.9, 0.999],
  maximum: 1,
  open: true,
  scale: "linear",
  slider: [0, 0.999],
};

/** @type {(name: string, parameters: Parameter[]) => Optimizer} */
const optimizer = (name, parameters) => ({
  name,
  title: name,
  about: "",
  reference: "",
  formula: [],
  mathml: [],
  edge: null,
  parameters,
  state: [],
  intermediates: [],
  hue: 1,
});

export const objectives = [objective("square", 1), objective("bumpy", 1.6)];
/** @type {Objective} */
export const ravine = {
  ...objective("ravine", 0),
  spec: { name: "ravine", condition: 20 },
  dimension: 2,
  domain: [[-2, 2], [-1, 1]],
  start: { default: [-1.5, 0.5], minimum: -1000, maximum: 1000 },
  minima: [{ point: [0, 0], loss: 0, lowest: true }],
  parameters: [{ ...rate, name: "condition", symbols: ["κ"], default: 20, minimum: 1, maximum: 1000 }],
};
export const optimizers = [optimizer("simple_gd", [rate]), optimizer("adam", [rate, betas])];

/** @type {(name: string, parameters: Parameter[]) => Catalogue["schedules"][0]} */
const schedule = (name, parameters) => ({ name, title: name, about: "", reference: "", parameters });

/** @type {Catalogue["schedules"]} */
export const schedules = [
  schedule("constant", []),
  schedule("cosine", [
    { ...rate, name: "T_max", default: 50, minimum: 1, maximum: 10000, slider: [1, 1000], whole: true },
    { ...rate, name: "eta_min", default: 0, scale: "linear", slider: [0, 0.1] },
  ]),
];

/** @type {Catalogue} */
export const catalogue = { objectives: [...objectives, ravine], optimizers, schedules };

/** @type {Setting} */
export const setting = { objective: { name: "square" }, start: [1], steps: 50, lanes: [laneOf(optimizers[0])], focus: 0 };

/** @type {Setting} */
export const withAdam = { ...setting, lanes: [laneOf(optimizers[1])] };

/** What is known of an objective. @type {(spec: Setting["objective"]) => Objective} */
export const describe = ({ name }) => /** @type {Objective} */ (catalogue.objectives.find((each) => each.name === name));
